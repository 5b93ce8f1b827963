import type {ReactiveController} from 'lit';
import {AvatarError} from '../session/errors/avatar-error.js';
import {AvatarErrorEvent} from '../session/events.js';

/** The element, as far as the commands of buttons know it. */
interface Commanded extends HTMLElement {
  readonly commands: string | null;
  readonly microphoneOpen: boolean;
  readonly error: AvatarError | null;
  readonly deliver: (event: Event) => void;
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
  interrupt(): Promise<unknown>;
  speak(text: string): Promise<unknown>;
  chat(text: string): Promise<unknown>;
  stopMicrophone(): Promise<unknown>;
}

const COMMANDS: Readonly<Record<string, (avatar: Commanded, value: string) => Promise<unknown>>> = {
  start: (avatar) => avatar.start(),
  stop: (avatar) => avatar.stop(),
  interrupt: (avatar) => avatar.interrupt(),
  speak: (avatar, value) => avatar.speak(value),
  chat: (avatar, value) => avatar.chat(value),
  'toggle-microphone': (avatar) =>
    avatar.microphoneOpen ? avatar.stopMicrophone() : Promise.resolve(focusMicrophone(avatar)),
};

/**
 * A button of the page may be markup that somebody injected, so it never opens the microphone. It leads the visitor to the
 * element's own button, which does.
 */
function focusMicrophone({shadowRoot}: HTMLElement): void {
  shadowRoot?.querySelector<HTMLElement>('[part~=microphone]')?.focus();
}

/** Whether the browser supports invoker commands. */
const isNative = (): boolean => 'commandForElement' in HTMLButtonElement.prototype;

/**
 * Carries out the commands of buttons that name the element: `<button commandfor="guide" command="--start">`. Only those that
 * the element's `commands` attribute names: sanitizers let such buttons through. Browsers that support invoker commands
 * dispatch a `command` event; elsewhere a click listener on the document stands in.
 */
export class InvokerCommands implements ReactiveController {
  readonly #avatar: Commanded;
  #listening: AbortController | undefined;

  constructor(avatar: Commanded) {
    this.#avatar = avatar;
  }

  hostConnected(): void {
    const {signal} = (this.#listening = new AbortController());
    this.#avatar.addEventListener(
      'command',
      (event) => {
        const {command, source} = event as Event & {command?: string; source?: Element | null};
        this.#obey(command, source);
      },
      {signal},
    );
    if (!isNative()) document.addEventListener('click', (event) => this.#onClick(event), {signal});
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  #onClick(event: MouseEvent): void {
    const button = event
      .composedPath()
      .find((each) => each instanceof HTMLButtonElement && each.hasAttribute('commandfor'));
    if (!(button instanceof HTMLButtonElement) || button.disabled || event.defaultPrevented) return;
    if (button.getAttribute('commandfor') !== this.#avatar.id) return;
    if (button.getRootNode() !== this.#avatar.getRootNode()) return;
    const type = button.getAttribute('type')?.toLowerCase();
    // As in browsers with invoker commands: such a button submits its form only where its type says so.
    if (type !== 'submit' && type !== 'reset') event.preventDefault();
    this.#obey(button.getAttribute('command') ?? undefined, button);
  }

  #obey(command: string | undefined, source: Element | null | undefined): void {
    const value = source instanceof HTMLButtonElement ? source.value : '';
    const name = command?.startsWith('--') ? command.slice(2) : '';
    const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!run) return;
    if (!this.#avatar.commands?.split(/\s+/).includes(name)) {
      this.#avatar.deliver(
        new AvatarErrorEvent(
          new AvatarError(
            'bad-config',
            `A button gave the command ${command}, which this avatar does not take. Add ${name} to its commands attribute.`,
          ),
        ),
      );
      return;
    }
    run(this.#avatar, value).catch((error: unknown) => {
      // A failed start has dispatched its error already, also where another command began with it.
      const isReported = name === 'start' || error === this.#avatar.error;
      if (error instanceof AvatarError && !isReported) this.#avatar.deliver(new AvatarErrorEvent(error));
    });
  }
}
