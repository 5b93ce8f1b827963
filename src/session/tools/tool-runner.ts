import type {ToolCall} from '../backends/backend.js';
import {AvatarError} from '../errors/avatar-error.js';
import {avatarErrorFrom} from '../errors/make-error.js';
import {parseJson} from '../util/json.js';
import {withTimeout} from '../util/abort.js';
import type {RegisteredTool, ToolOutcome} from './tool.js';

/** The longest result that is sent to the agent, in bytes: a message of the room may have about 15,000. */
const MOST_BYTES = 12_000;

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
  if (typeof parameters !== 'object' || parameters === null) {
    return failed(ANSWERS.noObject, 'the agent called it without an object.');
  }
  const {tool, removal} = registered;
  const either = AbortSignal.any([life, removal.signal]);
  let limit: AbortSignal | undefined;
  try {
    return await withTimeout(limitMs, `the tool ${name}`, either, async (signal) => {
      limit = signal;
      const checked = await tool.parameters?.['~standard'].validate(parameters);
      signal.throwIfAborted();
      if (checked?.issues) {
        const issues = checked.issues.map(({message}) => message).join('; ');
        return failed(
          `${ANSWERS.invalid} ${issues}`.slice(0, 500),
          `its parameters are not valid: ${issues}`,
        );
      }
      if (checked) parameters = checked.value;
      const answer = textOf(await tool.run(parameters, {signal}));
      return answer === undefined
        ? failed(ANSWERS.long, `its result has more than ${MOST_BYTES} bytes.`)
        : {answer, error: null, parameters};
    });
  } catch (cause) {
    if (removal.signal.aborted) return failed(ANSWERS.removed, 'it was removed while it ran.', cause);
    if (limit?.aborted) return {answer: ANSWERS.late, error: avatarErrorFrom(cause, 'timeout'), parameters};
    return failed(ANSWERS.failed, 'its function run threw an error. See cause.', cause);
  }
}

/** The result as the agent gets it; `undefined` where it is too long. Throws where it cannot be JSON. */
function textOf(value: unknown): string | undefined {
  const answer = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'Done.');
  const bytes = new TextEncoder().encode(JSON.stringify(answer)).length;
  return bytes > MOST_BYTES ? undefined : answer;
}
