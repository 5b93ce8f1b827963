import {AvatarError} from '../session/errors/avatar-error.js';
import {AvatarErrorEvent} from '../session/events.js';

/** The element, as far as the commands of buttons know it. */
export interface CommandedElement extends HTMLElement {
  readonly commands: string | null;
  readonly microphoneOpen: boolean;
  readonly error: AvatarError | null;
  readonly deliver: (event: Event) => void;
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
  interrupt(): Promise<unknown>;
  speak(text: string): Promise<unknown>;
  ask(text: string): Promise<unknown>;
  stopMicrophone(): Promise<unknown>;
}

const COMMANDS: Readonly<Record<string, (avatar: CommandedElement, value: string) => Promise<unknown>>> = {
  '--start': (avatar) => avatar.start(),
  '--stop': (avatar) => avatar.stop(),
  '--interrupt': (avatar) => avatar.interrupt(),
  '--speak': (avatar, value) => avatar.speak(value),
  '--ask': (avatar, value) => avatar.ask(value),
  '--toggle-microphone': (avatar) =>
    avatar.microphoneOpen ? avatar.stopMicrophone() : Promise.resolve(focusMicrophone(avatar)),
};

/**
 * A button of the page may be markup that somebody injected, so it never opens the microphone. It leads the visitor to the
 * element's own button, which does.
 */
function focusMicrophone({shadowRoot}: HTMLElement): void {
  shadowRoot?.querySelector<HTMLElement>('[part~=microphone]')?.focus();
}

/** Carries out the command of a button, if the element's `commands` attribute names it: sanitizers let such buttons through. */
export function runCommand(avatar: CommandedElement, command: string, value: string): void {
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!run) return;
  const name = command.slice(2);
  const tell = (error: AvatarError) => avatar.deliver(new AvatarErrorEvent(error));
  if (!avatar.commands?.split(/\s+/).includes(name)) {
    tell(
      new AvatarError(
        'bad-config',
        `A button gave the command ${command}, which this avatar does not take. Add ${name} to its commands attribute.`,
      ),
    );
    return;
  }
  run(avatar, value).catch((error: unknown) => {
    // A failed start has dispatched its error already, also where another command began with it.
    // Nor is it a failure that the visitor has not consented: the element leads them to the box.
    const isReported =
      name === 'start' || error === avatar.error || (error as AvatarError).code === 'consent-required';
    if (error instanceof AvatarError && !isReported) tell(error);
  });
}
