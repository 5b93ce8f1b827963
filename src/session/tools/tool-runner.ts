import type {ToolCall} from '../backends/backend.js';
import {AvatarError} from '../errors/avatar-error.js';
import {avatarErrorFrom} from '../errors/make-error.js';
import {parseJson} from '../util/json.js';
import {withTimeout} from '../util/abort.js';
import type {RegisteredTool, SchemaIssue, ToolOutcome} from './tool.js';

/** The longest result that is sent to the agent, in bytes: a message of the room may have about 15,000. */
const MOST_BYTES = 12_000;
/** How much the agent is told of what is wrong with its parameters, in characters. */
const MOST_OF_ISSUES = 500;

/** What the agent is told where something fails: words that it can pass on to the visitor. The page's own errors stay in the page. */
const ANSWERS = {
  unknown: 'This page cannot do that.',
  failed: 'The page could not do that.',
  late: 'The page took too long to do that.',
  removed: 'This page cannot do that any more.',
  long: 'The result is too long.',
  noObject: 'The parameters must be an object.',
  invalid: 'The parameters are not valid:',
} as const;

/** Runs a tool within its limit. Never rejects. */
export async function runTool(
  call: ToolCall,
  registered: RegisteredTool | undefined,
  {life, limitMs}: {life: AbortSignal; limitMs: number},
): Promise<ToolOutcome> {
  const {name} = call;
  let parameters = typeof call.parameters === 'string' ? parseJson(call.parameters) : (call.parameters ?? {});
  const failed = (answer: string, why: string, cause?: unknown): ToolOutcome => {
    const error = new AvatarError('tool-failed', `The tool ${name} failed: ${why}`, {cause});
    return {answer, error, parameters};
  };
  if (!registered) {
    return failed(ANSWERS.unknown, 'it is not registered. Call registerTool() with that name.');
  }
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    return failed(ANSWERS.noObject, 'the agent called it without an object.');
  }
  const {tool, removal} = registered;
  const either = AbortSignal.any([life, removal.signal]);
  let limit: AbortSignal | undefined;
  try {
    return await withTimeout(limitMs, `the tool ${name}`, either, async (signal) => {
      limit = signal;
      if (tool.parameters) {
        // A schema that answers nothing has checked nothing: reading its answer throws.
        const checked = await tool.parameters['~standard'].validate(parameters);
        signal.throwIfAborted();
        if (checked.issues) {
          const issues = checked.issues.map(wordsOf).join('; ');
          const answer = `${ANSWERS.invalid} ${issues}`.slice(0, MOST_OF_ISSUES);
          return failed(answer, `its parameters are not valid: ${issues}`);
        }
        parameters = checked.value;
      }
      const result = await tool.run(parameters, {signal});
      let answer: string;
      try {
        answer = typeof result === 'string' ? result : (JSON.stringify(result) ?? 'Done.');
      } catch (cause) {
        return failed(ANSWERS.failed, NO_JSON, cause);
      }
      return bytesOf(answer) > MOST_BYTES
        ? failed(ANSWERS.long, `its result has more than ${MOST_BYTES} bytes.`)
        : {answer, error: null, parameters};
    });
  } catch (cause) {
    if (removal.signal.aborted) return failed(ANSWERS.removed, 'it was removed while it ran.', cause);
    if (limit?.aborted) return {answer: ANSWERS.late, error: avatarErrorFrom(cause, 'timeout'), parameters};
    return failed(ANSWERS.failed, 'it threw an error, or its schema did. See cause.', cause);
  }
}

/** Libraries tell what is wrong, but not always where: the agent needs both to do better. */
function wordsOf({message, path = []}: SchemaIssue): string {
  const place = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return place && !message.includes(place) ? `${place}: ${message}` : message;
}

/** How long a result is in the message of the room, whose JSON escapes some of it. */
const bytesOf = (answer: string): number => new TextEncoder().encode(JSON.stringify(answer)).length;

const NO_JSON =
  'what it returned cannot be sent as JSON: it contains itself, or a BigInt. Return a text or a plain object.';
