import type {Backend, ToolCall} from '../backends/backend.js';
import {avatarError} from '../errors/make-error.js';
import {AvatarToolCallEvent} from '../events.js';
import {withTimeout} from '../util/abort.js';
import type {EventQueue} from '../util/event-queue.js';
import {lazily} from '../util/lazily.js';
import type {Timeouts} from '../util/timeouts.js';
import type {ToolOutcome, Tools} from './tool.js';

const fetchRunner = lazily(() => import('./tool-runner.js'));

/** The calls of the agent to tools of the page, in one session. The code that runs them is loaded when there is a tool. */
export class ToolCalls {
  readonly #tools: Tools;
  readonly #timeouts: Timeouts;
  readonly #events: EventQueue;
  readonly #life: AbortSignal;
  readonly #backend: () => Backend | undefined;
  /** The server may send a call again after a reconnect: it runs once. */
  readonly #seen = new Set<string>();

  constructor({
    tools,
    timeouts,
    events,
    life,
    backend,
  }: {
    tools: Tools;
    timeouts: Timeouts;
    events: EventQueue;
    /** Aborts when the session is over. */
    life: AbortSignal;
    backend: () => Backend | undefined;
  }) {
    this.#tools = tools;
    this.#timeouts = timeouts;
    this.#events = events;
    this.#life = life;
    this.#backend = backend;
  }

  /** Loads what runs the tools, where there are any. */
  preload(): void {
    if (this.#tools.size > 0) fetchRunner().catch(() => {}); // the call tries again
  }

  /** Runs a tool, tells the agent the result, and then the page. */
  async run(call: ToolCall): Promise<void> {
    if (this.#seen.has(call.id) || this.#life.aborted) return;
    this.#seen.add(call.id);
    const {answer, error, parameters} = await this.#outcome(call);
    if (this.#life.aborted) return;
    // An answer that does not reach the agent is not the page's concern: the agent's own limit ends its wait.
    const told = withTimeout(this.#timeouts.command, 'answering the agent', this.#life, (signal) =>
      Promise.resolve(this.#backend()?.answerTool(call, answer, error !== null, signal)),
    );
    told.catch(() => {});
    this.#events.add(new AvatarToolCallEvent(call.name, parameters, error ? null : answer, error));
  }

  async #outcome(call: ToolCall): Promise<ToolOutcome> {
    const registered = this.#tools.get(call.name);
    try {
      const {runTool} = await withTimeout(this.#timeouts.tool, 'loading its code', this.#life, fetchRunner);
      return await runTool(call, registered, {life: this.#life, limitMs: this.#timeouts.tool});
    } catch (cause) {
      const error = avatarError('load-failed', {cause});
      return {answer: 'The page could not do that.', error, parameters: call.parameters};
    }
  }
}
