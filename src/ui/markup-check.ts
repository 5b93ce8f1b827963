import {buttonProblems} from './command-buttons.js';
import {SETTINGS_STRINGS} from './locales/settings-strings.js';
import {CURLY, isAlike, textProblems, valueProblem, type Declaration} from './markup-values.js';

/** Elements that show nothing. */
const UNSEEN = ['SCRIPT', 'STYLE', 'TEMPLATE', 'LINK', 'META', 'NOSCRIPT', 'BR'];

/** A name of a secret, whatever it is the key to. */
const SECRET = /^(?!data-|aria-)(.*-)?(api-?key|key|token|secret|password)$/i;
const SLOTS = ['poster', 'start-label', 'explanation', 'ended', 'error', 'handover', 'fallback'];

const warned = new WeakMap<Element, Set<string>>();

/** Writes each problem of the element's markup to the console, once. */
export function warnOfMarkup(element: Element, texts?: readonly string[]): void {
  const before = warned.get(element) ?? new Set();
  warned.set(element, before);
  for (const problem of markupProblems(element, texts)) {
    if (before.has(problem)) continue;
    before.add(problem);
    // oxlint-disable-next-line no-console -- for whoever writes the page; visitors read nothing of it
    console.warn(`<heygen-avatar>: ${problem}`);
  }
}

/**
 * What is probably a mistake in the markup of an element, each in a sentence for whoever wrote it. `texts` are the keys that `strings`
 * may have; unknown ones are not looked for without it.
 */
export function markupProblems(element: Element, texts: readonly string[] = []): string[] {
  const {elementProperties} = element.constructor as unknown as {
    elementProperties: ReadonlyMap<string, Declaration>;
  };
  const known = new Map<string, Declaration>();
  for (const declaration of elementProperties.values()) {
    if (typeof declaration.attribute === 'string') known.set(declaration.attribute, declaration);
  }
  const attributes = [...element.attributes].map(({name, value}) => {
    const declaration = known.get(name);
    return declaration
      ? valueProblem(name, value, declaration, element.baseURI)
      : nameProblem(name, [...known.keys()]);
  });
  return [
    ...attributes,
    ...textProblems(
      (element as {strings?: unknown}).strings,
      texts.length > 0 ? [...texts, ...Object.keys(SETTINGS_STRINGS)] : texts,
    ),
    ...buttonProblems(element),
    ...slotProblems(element),
    contentProblem(element),
  ].filter((problem) => problem !== undefined);
}

function nameProblem(name: string, known: readonly string[]): string | undefined {
  if (SECRET.test(name)) {
    return `${name} must not be in a page, where everybody can read it. Remove it and replace that key or token: it belongs on your server, which token-url names.`;
  }
  if (CURLY.test(name)) return `The tag has curly quotes: ${name}. Write straight ones around every value.`;
  if (!/^[a-z][\w.-]*$/i.test(name)) return undefined; // a framework's own
  const meant = known.find((each) => isAlike(name, each));
  return meant && `${name} is no attribute of it. Write ${meant}.`;
}

/** HTML ignores the slash of `<heygen-avatar … />`: what follows is then inside the element, where nobody sees it. */
function contentProblem({childNodes}: Element): string | undefined {
  const lost = [...childNodes].find((child) =>
    child instanceof Element
      ? !child.slot &&
        !UNSEEN.includes(child.tagName) &&
        (child.textContent?.trim() || child.querySelector('*'))
      : child instanceof Text && child.data.trim(),
  );
  if (!lost) return undefined;
  const what = lost instanceof Element ? `<${lost.localName}>` : `“${shortened(lost.textContent ?? '')}”`;
  return `It contains ${what}, which no visitor sees. Close the tag with </heygen-avatar>, not with />, which HTML ignores. What belongs inside needs a slot, such as slot="explanation"; slot="fallback" for what is shown until the script has run.`;
}

const shortened = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 40);

/** What belongs in a slot that is misspelt is shown nowhere. */
function slotProblems({children}: Element): (string | undefined)[] {
  return [...children].map(({slot}) => {
    const meant = slot && !SLOTS.includes(slot) && SLOTS.find((each) => isAlike(each, slot));
    return meant ? `slot="${slot}" is no slot of it. Write slot="${meant}".` : undefined;
  });
}
