import type {ReactiveController} from 'lit';
import type {CommandedElement} from '../runtime/run-command.js';
import {nameMistakes} from './content-check.js';
import {lazily} from '../session/util/lazily.js';
import {listen} from '../session/util/listen.js';

const fetchCommands = lazily(() => import('../runtime/run-command.js'));

/** Whether the browser supports invoker commands. */
const isNative = (): boolean => 'commandForElement' in HTMLButtonElement.prototype;

/**
 * Listens to buttons that name the element: `<button commandfor="guide" command="--start">`. Browsers that support invoker
 * commands dispatch a `command` event; elsewhere a click listener on the document stands in. The code that carries a command
 * out is loaded with the first one.
 */
export class InvokerCommands implements ReactiveController {
  readonly #avatar: CommandedElement;
  readonly #onFailed: (error: unknown) => void;
  #listening: AbortController | undefined;

  /** `onFailed` is called when the code could not be loaded. */
  constructor(avatar: CommandedElement, onFailed: (error: unknown) => void) {
    this.#avatar = avatar;
    this.#onFailed = onFailed;
  }

  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    listen(
      this.#avatar,
      'command',
      (event) => {
        const {command, source} = event as Event & {command?: string; source?: Element | null};
        this.#obey(command, source);
      },
      {signal},
    );
    if (!isNative()) listen(document, 'click', (event: MouseEvent) => this.#onClick(event), {signal});
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  #onClick(event: MouseEvent): void {
    const button = event
      .composedPath()
      .find(
        (each): each is HTMLButtonElement =>
          each instanceof HTMLButtonElement && each.matches('[commandfor]'),
      );
    if (
      !button ||
      button.disabled ||
      event.defaultPrevented ||
      button.getAttribute('commandfor') !== this.#avatar.id ||
      button.getRootNode() !== this.#avatar.getRootNode()
    )
      return;
    // As in browsers with invoker commands: such a button submits its form only where its type says so.
    if (!/^(submit|reset)$/i.test(button.getAttribute('type') ?? '')) event.preventDefault();
    this.#obey(button.getAttribute('command') ?? undefined, button);
  }

  #obey(command: string | undefined, source: Element | null | undefined): void {
    if (!command?.startsWith('--')) return;
    const value = (source as Partial<HTMLButtonElement> | null)?.value ?? '';
    fetchCommands().then(({runCommand}) => runCommand(this.#avatar, command, value), this.#onFailed);
    nameMistakes(this.#avatar);
  }
}
