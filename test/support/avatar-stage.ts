import type {HeygenAvatarElement} from '../../src/index.js';
import type {Sandbox, SandboxOptions} from '../../src/sandbox/sandbox.js';
import {appendAvatar, focused, part} from './test-elements.js';
import {open} from './test-sandbox.js';
import {aTask, until} from './waiting.js';

/** One avatar on a sandbox of its own, and what the tests of its panels read and press. */
export class AvatarStage {
  sandbox!: Sandbox;
  element!: HeygenAvatarElement;

  async open(attributes: Record<string, string> = {}, options: SandboxOptions = {}): Promise<void> {
    this.sandbox = await open(options);
    this.element = appendAvatar(this.sandbox, {muted: '', id: 'guide', ...attributes});
    await this.element.updateComplete;
  }

  async live(attributes: Record<string, string> = {}, options: SandboxOptions = {}): Promise<void> {
    await this.open(attributes, options);
    await this.element.start();
    await this.settings();
  }

  /** Begins a start, and ends it while the server makes the session. */
  async giveUpStart(): Promise<void> {
    const hold = this.sandbox.hold('new');
    this.element.start().catch(() => {}); // an abort
    await hold.arrived;
    const stopped = this.element.stop();
    hold.release();
    await stopped;
    await this.element.updateComplete;
  }

  /** Resolves when the settings are there, if there are any: they are loaded beside the conversation. */
  async settings(): Promise<void> {
    await this.element.updateComplete;
    if (this.part('more')) await until(() => this.part('menu') !== null);
  }

  /** Gives the avatar room for its wide layout, until it is closed. Tests run on a narrow page, which costs less to draw. */
  widenPage(): void {
    document.body.style.inlineSize = '784px';
  }

  async close(): Promise<void> {
    document.body.style.inlineSize = '';
    await this.element.stop();
    this.element.remove();
    document.body.querySelectorAll('button').forEach((button) => button.remove());
    await this.sandbox.stop();
  }

  part(name: string): HTMLElement | null {
    return part(this.element, name);
  }

  /** Where a part is in the window. */
  box(name: string): DOMRect {
    const found = this.part(name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found.getBoundingClientRect();
  }

  text(name: string): string {
    return this.part(name)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  async click(name: string): Promise<void> {
    this.part(name)?.click();
    await this.element.updateComplete;
  }

  /** Resolves when the last change is drawn and nothing moves but what never ends: the page's own list has no shadow root's. */
  async settled(): Promise<void> {
    for (;;) {
      await this.element.updateComplete;
      const all = this.element.shadowRoot?.getAnimations() ?? [];
      const moving = all.filter(
        ({playState, effect}) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      );
      if (moving.length === 0) return;
      // One that another change cancels, such as a move back, has its successor in the next round.
      await Promise.all(moving.map(({finished}) => finished.catch(() => {})));
      // Chromium may tell of an animation's end among the callbacks of a ResizeObserver: what a test changed there would be an error.
      await aTask();
    }
  }

  /** The lines that a screen reader announces by itself. */
  get announced(): string[] {
    const lines = this.element.shadowRoot?.querySelectorAll('[role=status] > p') ?? [];
    return [...lines].map(({textContent}) => textContent ?? '').filter(Boolean);
  }

  /** The part that has the focus. */
  get focused(): string | null {
    return focused(this.element);
  }

  /** True where the browser offers several microphones: Chromium's fake does, Firefox's does not. */
  async hasChoiceOfMicrophones(): Promise<boolean> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({kind}) => kind === 'audioinput').length > 1;
  }
}
