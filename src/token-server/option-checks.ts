import {LONGEST_TIMER_MS} from '../session/util/timer-ms.js';
import {secureUrl} from '../session/util/url.js';
import type {RateLimitOptions} from './rate-limit.js';
import type {TokenHandlerOptions} from './options.js';

/** A check of one option: what to write instead of a wrong value, or `undefined` where the value is right. */
type Check = (value: unknown) => string | undefined;
type Checks<Options> = {readonly [Name in keyof Options]-?: Check};

/** No request passes more proxies than this. */
const MOST_PROXIES = 20;

const CHECKS: Checks<TokenHandlerOptions> = {
  backend: (value) =>
    value === 'liveavatar' || value === 'streaming'
      ? undefined
      : 'write backend: "liveavatar" for a key of LiveAvatar, or backend: "streaming" for a key of HeyGen’s streaming API.',
  apiKey: checkKey,
  allowedOrigins: checkOrigins,
  path: (value) =>
    value === undefined || (typeof value === 'string' && isPath(value))
      ? undefined
      : 'write the path of the endpoint as it is in the request’s URL, such as path: "/api/avatar-token".',
  settings: optional(isRecord, 'write an object, such as settings: {avatar_id: "…"}.'),
  allow: optional(
    isAllow,
    'write an array of names or fields, such as allow: ["language", {field: "llm_configuration_id"}].',
  ),
  start: optional((value) => typeof value === 'boolean', 'write start: true or start: false.'),
  agentType: optional(
    (value) => typeof value === 'string' && /^\w{1,100}$/.test(value),
    'write a word, such as agentType: "elevenlabs_agent".',
  ),
  rateLimit: (value) =>
    value === undefined || value === false || isRecord(value)
      ? undefined
      : 'write an object, such as rateLimit: {max: 5}, or rateLimit: false for no limit.',
  trustedProxies: optional(
    (value) => isInteger(value, 0, MOST_PROXIES),
    'write the number of proxies in front of this server, such as trustedProxies: 1.',
  ),
  requireStopTicket: optional(
    (value) => typeof value === 'boolean',
    'write requireStopTicket: true or requireStopTicket: false.',
  ),
  onError: optional(isFunction, 'write a function, such as onError: (problem) => console.error(problem).'),
  apiUrl: checkApiUrl,
  timeoutMs: optional(
    (value) => isInteger(value, 1, LONGEST_TIMER_MS),
    'write a number of milliseconds, such as timeoutMs: 10_000.',
  ),
  fetch: optional(isFunction, 'write a function that takes what the platform’s fetch takes.'),
};

const RATE_LIMIT_CHECKS: Checks<RateLimitOptions> = {
  max: optional(isCount, 'write how many tokens an address may get, such as max: 10.'),
  maxTotal: optional(isCount, 'write how many tokens all clients together may get, such as maxTotal: 100.'),
  windowMs: optional(
    (value) => isInteger(value, 1, LONGEST_TIMER_MS),
    'write a number of milliseconds, such as windowMs: 60_000.',
  ),
  store: optional(
    (value) => typeof value === 'object' && value !== null && 'hit' in value && isFunction(value.hit),
    'write an object with a function hit(key, windowMs).',
  ),
  addressOf: optional(isFunction, 'write a function of the request that returns the key to count by.'),
};

/** Throws a sentence that says what to write, where the options cannot work. */
export function checkOptions(options: unknown): asserts options is TokenHandlerOptions & {apiKey: string} {
  if (!isRecord(options)) {
    throw new Error(
      'createTokenHandler needs options. Write createTokenHandler({backend: "liveavatar", apiKey: process.env.LIVEAVATAR_API_KEY, ' +
        'allowedOrigins: ["https://example.com"], settings: {avatar_id: "…"}}).',
    );
  }
  check(options, CHECKS, '');
  if (isRecord(options['rateLimit'])) check(options['rateLimit'], RATE_LIMIT_CHECKS, 'rateLimit.');
  const onlyLiveAvatar = ['start', 'agentType'].find((name) => options[name]);
  if (options['backend'] === 'streaming' && onlyLiveAvatar) {
    throw new Error(`${onlyLiveAvatar} is for liveavatar: a page starts the sessions of the streaming API.`);
  }
  if (options['backend'] === 'streaming' && options['requireStopTicket'] === true) {
    throw new Error(
      'requireStopTicket is for liveavatar: a token of the streaming API does not say which session it will open.',
    );
  }
}

function check(options: Record<string, unknown>, checks: Readonly<Record<string, Check>>, prefix: string) {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(checks, name));
  if (unknown !== undefined) {
    const known = Object.keys(checks).join(', ');
    throw new Error(`${prefix}${unknown} is not an option of createTokenHandler. The options are: ${known}.`);
  }
  for (const [name, checkValue] of Object.entries(checks)) {
    const advice = checkValue(options[name]);
    if (advice !== undefined) throw new Error(`${prefix}${name}: ${advice}`);
  }
}

function optional(isRight: (value: unknown) => boolean, advice: string): Check {
  return (value) => (value === undefined || isRight(value) ? undefined : advice);
}

/** The API key goes into a header. No message repeats it. */
function checkKey(key: unknown): string | undefined {
  if (!key) return 'createTokenHandler needs an apiKey: is the environment variable set?';
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return undefined;
  return 'the apiKey has a character that no API key has: is there a space or a line break at its end?';
}

function checkOrigins(origins: unknown): string | undefined {
  const example =
    'write an array of the origins of your pages, such as allowedOrigins: ["https://example.com"].';
  if (!isTextArray(origins) || origins.length === 0) return example;
  const wrong = origins.find((origin) => !isOrigin(origin));
  return wrong === undefined
    ? undefined
    : `"${wrong}" is not an origin. Write it like "https://example.com".`;
}

/**
 * Whether a browser may send this text as an origin. An app in a web view has a scheme of its own, such as
 * `tauri://localhost`: the URL standard gives those the origin `null`, but their web views send scheme and host.
 */
function isOrigin(text: string): boolean {
  // A pattern would never match, because origins are compared exactly.
  if (!URL.canParse(text) || text.includes('*')) return false;
  const {origin, protocol} = new URL(text);
  if (origin !== 'null') return origin === text;
  return protocol !== 'file:' && /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@,"\\]+$/.test(text);
}

/** The API gets the key, so only an encrypted address may have it, or this machine. */
function checkApiUrl(url: unknown): string | undefined {
  if (url === undefined) return undefined;
  const like = 'Write it like "https://gateway.example.com".';
  // No message repeats the value, which may hold a password.
  if (typeof url !== 'string' || !URL.canParse(url)) return `this is not a URL. ${like}`;
  const {username, password} = new URL(url);
  if (username || password) return `a URL here must not hold a user name or password. ${like}`;
  if (/[?#]/.test(url)) return `a URL here must not have a query or a fragment. ${like}`;
  if (isSecure(url)) return undefined;
  return `the URL must begin with https://, so that the API key stays secret. ${like} Only this machine (localhost) may be http://.`;
}

function isSecure(url: string): boolean {
  try {
    return Boolean(secureUrl(url, 'apiUrl'));
  } catch {
    return false;
  }
}

/** A path as `URL` writes it, so that it can be equal to that of a request. */
function isPath(text: string): boolean {
  return URL.canParse(text, 'http://localhost') && new URL(text, 'http://localhost').pathname === text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Names, and fields by their place. `mode` decides what the element must be able to do, so it is the owner's alone. */
function isAllow(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' || isAllowedField(each));
}

function isAllowedField(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).some((name) => name !== 'field' && name !== 'maxBytes'))
    return false;
  const {field, maxBytes = 1} = value;
  const isPlace = typeof field === 'string' && /^(?!mode$)[a-z]\w*(\.[a-z]\w*)*$/i.test(field);
  return isPlace && !/\b(constructor|prototype)\b/.test(field) && isCount(maxBytes);
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isInteger(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isCount(value: unknown): boolean {
  return isInteger(value, 1, Number.MAX_SAFE_INTEGER);
}
