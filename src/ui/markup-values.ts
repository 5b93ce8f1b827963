/** What Lit keeps of a property. */
export interface Declaration {
  readonly attribute?: string | boolean;
  readonly converter?: {(value: unknown): unknown; readonly values?: readonly string[]};
}

/** The commands that `runCommand` knows, as the attribute names them. */
export const COMMANDS = ['start', 'stop', 'interrupt', 'speak', 'ask', 'toggle-microphone'];
export const CURLY = /[“”„‟‘’‚«»″]/;

/** Texts of the page's own, which may begin with any quote. */
const FREE_TEXTS = ['greeting', 'knowledge-base', 'strings', 'suggestions', 'teaser'];
const OBJECTS = ['strings', 'variables', 'memory'];
/** What a reader takes for no, though HTML means yes by it. */
const NO = /^(no|off|0|none|never|null|undefined)$/i;
/** The numbers that an attribute takes; others take any that is not negative. */
const RANGES: Readonly<Record<string, {min?: number; max: number; whole?: boolean}>> = {
  'activity-idle-timeout': {min: 30, max: 3600, whole: true},
  'chroma-similarity': {max: 1},
  'chroma-smoothness': {max: 1},
};

/** What is probably wrong with the value of an attribute. */
export function valueProblem(
  name: string,
  text: string,
  {converter}: Declaration,
  base: string,
): string | undefined {
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
  if (name.endsWith('color') && globalThis.CSS && !CSS.supports('color', value)) {
    return `${written} is no colour. It takes any colour of CSS, such as #00ff00.`;
  }
  if (name.endsWith('-url') || name === 'poster') return addressProblem(written, value, base);
  if (OBJECTS.includes(name)) return objectProblem(name, value);
  const meant = converter?.(value);
  if (typeof meant === 'number') return numberProblem(name, written, meant);
  if (meant === true && NO.test(value))
    return `${written} means yes. Remove the attribute, or write ${name}="false".`;
  return undefined;
}

function numberProblem(name: string, written: string, value: number): string | undefined {
  if (Number.isNaN(value)) return `${written} is no number.`;
  const {min = 0, max = Infinity, whole = false} = RANGES[name] ?? {};
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return undefined;
  const range = max === Infinity ? `${min} or more` : `${min} to ${max}`;
  return `${written} is no ${whole ? 'whole number' : 'number'} that ${name} takes: ${range}.`;
}

function addressProblem(written: string, value: string, base: string): string | undefined {
  const address = URL.canParse(value, base) ? new URL(value, base) : undefined;
  if (!address || /\s/.test(value)) return `${written} is no address.`;
  if (/^www\./i.test(value)) return `${written} is a file of this site. Write https:// before it.`;
  if (/^(https?|data|blob|file):$/.test(address.protocol)) return undefined;
  return `${written} is no address of the web: it begins with ${address.protocol} instead of https:.`;
}

function objectProblem(name: string, value: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return undefined;
    return `${name} is no JSON object, such as {"key": "value"}.`;
  } catch (error) {
    return `${name} is no JSON object, such as {"key": "value"}: ${(error as Error).message}`;
  }
}

/** What is probably wrong with the texts of the page: a key that the element has no text for, or no text. */
export function textProblems(texts: unknown, known: readonly string[]): string[] {
  if (typeof texts !== 'object' || texts === null) return [];
  return Object.entries(texts).flatMap(([key, text]) => {
    if (known.length > 0 && !known.includes(key)) {
      const meant = known.find((each) => isAlike(each, key));
      return `strings has a text for ${key}, which the element does not show.${meant ? ` Write ${meant}.` : ''}`;
    }
    const isText = typeof text === 'string' || (typeof text === 'object' && text !== null);
    return isText || (text ?? null) === null ? [] : `strings has no text for ${key}, but ${String(text)}.`;
  });
}

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether two names are the same, or one slip apart: a letter more, less or wrong, or two that have changed places. */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [letters(one), letters(other)];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && left === right.charAt(1) + right.charAt(0))
  );
}
