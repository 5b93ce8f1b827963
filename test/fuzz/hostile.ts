import fc from 'fast-check';

const utf8 = new TextEncoder();

/** Names that mean something to JavaScript, to us or to the servers. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'type',
  'event_type',
  'task_id',
  'message',
  'duration_ms',
  'code',
  'data',
  'detail',
  'error',
  'session_id',
  'url',
  'access_token',
  'livekit_url',
  'livekit_client_token',
  'max_session_duration',
  'session_duration_limit',
  'source_event_id',
  'text',
  'end_reason',
  'token',
  'session_token',
];

/** Numbers that break timers, sums and indexes. */
const NUMBERS = [0, -0, -1, 1e300, -1e300, 2 ** 31, 2 ** 53, 5e-324, 0.1, 4_294_967_296];

const huge = fc.integer({min: 1, max: 20}).map((n) => 'x'.repeat(n * 10_000));
const text = fc.oneof(
  {weight: 6, arbitrary: fc.string({unit: 'binary', maxLength: 30})},
  {
    weight: 3,
    arbitrary: fc.constantFrom('', ' ', '\u0000', '\ud800', '<img src=x onerror=alert(1)>', ...NAMES),
  },
  {weight: 1, arbitrary: huge},
);
const scalar = fc.oneof(
  text,
  fc.constantFrom(null, true, false),
  fc.constantFrom(...NUMBERS),
  fc.double({noNaN: true, noDefaultInfinity: true}),
);

/** JSON of any form, with names that matter in it. `__proto__` is an own property here, as `JSON.parse` makes it. */
const {tree} = fc.letrec<{tree: unknown}>((tie) => ({
  tree: fc.oneof(
    {maxDepth: 4, withCrossShrink: true},
    scalar,
    fc.array(tie('tree'), {maxLength: 4}),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), text), tie('tree')), {maxLength: 5}).map(record),
  ),
}));
export const anything = tree;

/** As `JSON.parse` would make it: own properties whatever they are called. */
function record(entries: [string, unknown][]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(made, key, {value, enumerable: true, configurable: true, writable: true});
  }
  return made;
}

const deep = fc
  .tuple(fc.constantFrom('[', '{"data":', '{"__proto__":'), fc.integer({min: 1, max: 5_000}))
  .map(([open, depth]) => open.repeat(depth) + '1' + (open === '[' ? ']' : '}').repeat(depth));

/** A right object with one to three of its fields gone wrong: another value, missing, or one too many. */
export const spoilt = (right: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(
      right,
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.oneof(
            anything.map((value) => ({value})),
            fc.constant(undefined),
          ),
          fc.option(fc.constantFrom(...NAMES)),
        ),
        {maxLength: 3},
      ),
    )
    .map(([object, changes]) => {
      const entries = new Map<string, unknown>(Object.entries(object));
      for (const [at, change, added] of changes) {
        const name = added ?? [...entries.keys()][at % Math.max(1, entries.size)] ?? 'type';
        if (change) entries.set(name, change.value);
        else entries.delete(name);
      }
      return record([...entries]);
    });

/** The text of a reply or message: right, spoilt, cut off, too deep, or no JSON at all. */
export const jsonText = (right: fc.Arbitrary<unknown>): fc.Arbitrary<string> => {
  const whole = right.map((value) => JSON.stringify(value));
  return fc.oneof(
    {weight: 6, arbitrary: whole},
    {weight: 2, arbitrary: anything.map((value) => JSON.stringify(value))},
    {
      weight: 2,
      arbitrary: fc.tuple(whole, fc.nat()).map(([json, at]) => json.slice(0, at % (json.length + 1))),
    },
    {weight: 1, arbitrary: deep},
    {weight: 1, arbitrary: text},
    {weight: 1, arbitrary: fc.constantFrom('1e999', '{"a":1e999}', '<!doctype html>', 'null', '\ufeff{}')},
  );
};

/** The same as bytes, which need not be UTF-8. */
export const bytes = (right: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    {weight: 9, arbitrary: jsonText(right).map((json) => utf8.encode(json))},
    {weight: 1, arbitrary: fc.uint8Array({maxLength: 40}).map((each) => Uint8Array.from(each))},
  );

/** What a server says of a call: its own codes, and words that only look like codes. */
const code = fc.constantFrom<unknown>(
  100,
  1000,
  4003,
  10007,
  '10006',
  'constructor',
  '__proto__',
  'toString',
);

const id = fc.constantFrom('one', 'two', '__proto__', '', null, undefined);
const duration = fc.constantFrom(0, 1, -1, 1e300, 600, null, undefined);

/** A data message of a streaming room, in the API's words; ids repeat and orders are random. */
export const streamingMessage = spoilt(
  fc.record({
    type: fc.constantFrom(
      'avatar_start_talking',
      'avatar_stop_talking',
      'avatar_talking_message',
      'avatar_end_message',
      'user_talking_message',
      'user_end_message',
      'avatar_thinks',
    ),
    task_id: id,
    message: text,
    duration_ms: duration,
  }),
);

const endReason = fc.constantFrom(
  undefined,
  null,
  'IDLE_TIMEOUT',
  'NO_CREDITS',
  'SERVER_ERROR',
  'constructor',
  '__proto__',
  'NEW',
);

/** A message of LiveAvatar's agent. */
export const agentMessage = spoilt(
  fc.record({
    event_type: fc.constantFrom(
      'avatar.speak_started',
      'avatar.speak_ended',
      'avatar.transcription',
      'avatar.transcription.chunk',
      'user.speak_started',
      'user.speak_ended',
      'user.transcription',
      'user.transcription.chunk',
      'user.push_to_talk_started',
      'user.push_to_talk_start_failed',
      'user.push_to_talk_stopped',
      'user.push_to_talk_stop_failed',
      'session.stopped',
      'session.unheard_of',
    ),
    source_event_id: id,
    text,
    end_reason: endReason,
    stop_reason: endReason,
  }),
);

/** What a streaming session's chat socket brings: a text, or what is none. */
export const chatData: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 9,
    arbitrary: jsonText(
      spoilt(fc.record({event_type: fc.constantFrom('user_start', 'user_stop', 'user_thinks', '__proto__')})),
    ),
  },
  {weight: 1, arbitrary: fc.constantFrom(null, undefined, new ArrayBuffer(3), new Blob(['{}']))},
);

/** The `data` of a reply that makes a session, in the words of both servers. */
export const createdData = spoilt(
  fc.record({
    session_id: fc.constantFrom('session', '__proto__'),
    url: fc.constantFrom(
      'wss://far.invalid',
      'javascript:alert(1)',
      'ws://far.invalid',
      'wss://u:p@far.invalid',
    ),
    access_token: fc.constant('room-token'),
    session_duration_limit: fc.constantFrom(600, -1, 1e300, 1),
    is_paid: fc.boolean(),
    realtime_endpoint: text,
    livekit_url: fc.constantFrom('wss://far.invalid', 'javascript:alert(1)', 'http://far.invalid'),
    livekit_client_token: fc.constant('room-token'),
    max_session_duration: fc.constantFrom(600, -1, 1e300),
  }),
);

/** The `data` of a reply that accepts a task. */
export const taskData = spoilt(fc.record({task_id: fc.constantFrom('one', 'two'), duration_ms: duration}));

/** A whole reply around such data. */
export const envelope = (data: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  jsonText(
    fc.oneof(
      {weight: 4, arbitrary: fc.record({code: fc.constantFrom(100, 1000), message: text, data})},
      {
        weight: 2,
        arbitrary: spoilt(fc.record({code, message: text, data})),
      },
      {weight: 1, arbitrary: data},
    ),
  );

/** `Retry-After` in every form that is known, near to it, or none. */
export const retryAfter: fc.Arbitrary<string | null> = fc.oneof(
  fc.constantFrom(null, '', '0', '1', '3', '-1', '1.5', '1e3', '1e999', 'NaN', 'Infinity', '0x10', 'soon'),
  fc.nat(20).map(String),
  fc.date({noInvalidDate: true}).map((date) => date.toUTCString()),
  fc.integer({min: -30_000, max: 30_000}).map((ms) => new Date(Date.now() + ms).toUTCString()),
  fc.string({unit: 'grapheme-ascii'}),
);

/** Statuses after which a call may be tried again. */
export const passingStatus = fc.constantFrom(429, 500, 502, 503, 504, 599);

/** Statuses that no call is tried again after: that waits, and has its own test. */
export const status = fc.oneof(
  {weight: 5, arbitrary: fc.constant(200)},
  {weight: 2, arbitrary: fc.constantFrom(201, 299, 400, 401, 402, 403, 404, 410, 418, 422)},
);
