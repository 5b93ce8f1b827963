/** What Lit keeps of a property. */
interface Declaration {
  readonly attribute?: string | boolean;
  readonly converter?: {(value: unknown): unknown; readonly values?: readonly string[]};
}

/** Texts of the page's own, which may begin with any quote. */
const FREE_TEXTS = ['greeting', 'knowledge-base', 'strings'];
const CURLY = /[“”„‟‘’‚«»″]/;
/** What a reader takes for no, though HTML means yes by it. */
const NO = /^(no|off|0|none|never|null|undefined)$/i;
/** Elements that show nothing. */
const UNSEEN = ['SCRIPT', 'STYLE', 'TEMPLATE', 'LINK', 'META', 'NOSCRIPT', 'BR'];

/** A name of a secret, whatever it is the key to. */
const SECRET = /^(?!data-|aria-)(.*-)?(api-?key|key|token|secret|password)$/i;
/** The commands that `runCommand` knows, as the attribute names them. */
const COMMANDS = ['start', 'stop', 'interrupt', 'speak', 'ask', 'toggle-microphone'];

const warned = new WeakMap<Element, Set<string>>();

/** Writes each problem of the element's markup to the console, once. */
export function warnOfMarkup(element: Element): void {
  const before = warned.get(element) ?? new Set();
  warned.set(element, before);
  for (const problem of markupProblems(element)) {
    if (before.has(problem)) continue;
    before.add(problem);
    // oxlint-disable-next-line no-console -- for whoever writes the page; visitors read nothing of it
    console.warn(`<heygen-avatar>: ${problem}`);
  }
}

/** What is probably a mistake in the markup of an element, each in a sentence for whoever wrote it. */
export function markupProblems(element: Element): string[] {
  const {elementProperties} = element.constructor as unknown as {
    elementProperties: ReadonlyMap<string, Declaration>;
  };
  const known = new Map<string, Declaration>();
  for (const declaration of elementProperties.values()) {
    if (typeof declaration.attribute === 'string') known.set(declaration.attribute, declaration);
  }
  const attributes = [...element.attributes].map(({name, value}) => {
    const declaration = known.get(name);
    return declaration ? valueProblem(name, value, declaration) : nameProblem(name, [...known.keys()]);
  });
  return [...attributes, contentProblem(element)].filter((problem) => problem !== undefined);
}

function valueProblem(name: string, text: string, {converter}: Declaration): string | undefined {
  const value = text.trim();
  const written = `${name}="${value}"`;
  if (!value) return undefined;
  if (CURLY.test(value.charAt(0)) && !FREE_TEXTS.includes(name)) {
    return `${written} has curly quotes, which are part of the value. Write straight ones: ${name}="…".`;
  }
  const values = converter?.values;
  if (values && !values.some((each) => each.toLowerCase() === value.toLowerCase())) {
    return `${written} is no value of ${name}. It takes ${values.join(', ')}.`;
  }
  if (name === 'commands' && value.split(/\s+/).some((each) => !COMMANDS.includes(each))) {
    return `${written} names no command. It takes ${COMMANDS.join(', ')}, without dashes and with spaces between.`;
  }
  const meant = converter?.(value);
  if (Number.isNaN(meant)) return `${written} is no number.`;
  if (meant === true && NO.test(value))
    return `${written} means yes. Remove the attribute, or write ${name}="false".`;
  return undefined;
}

function nameProblem(name: string, known: readonly string[]): string | undefined {
  if (SECRET.test(name)) {
    return `${name} must not be in a page, where everybody can read it. Remove it and replace that key or token: it belongs on your server, which token-url names.`;
  }
  if (CURLY.test(name)) return `The tag has curly quotes: ${name}. Write straight ones around every value.`;
  if (!/^[a-z][\w.-]*$/i.test(name)) return undefined; // a framework's own
  const meant = known.find((each) => isAlike(letters(name), letters(each)));
  return meant && `${name} is no attribute of it. Write ${meant}.`;
}

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether two names are the same, or one slip apart: a letter more, less or wrong, or two that have changed places. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < 5) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && left === right.charAt(1) + right.charAt(0))
  );
}

/** HTML ignores the slash of `<heygen-avatar … />`: what follows is then inside the element, where nobody sees it. */
function contentProblem({children}: Element): string | undefined {
  const lost = [...children].find(
    (child) =>
      !child.slot &&
      !UNSEEN.includes(child.tagName) &&
      (child.textContent?.trim() || child.querySelector('*')),
  );
  if (!lost) return undefined;
  return `It contains <${lost.localName}>, which no visitor sees. Close the tag with </heygen-avatar>, not with />, which HTML ignores. What belongs inside needs a slot, such as slot="explanation"; slot="fallback" for what is shown until the script has run.`;
}
