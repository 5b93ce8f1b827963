import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../src/sandbox/sandbox.js';

/** An avatar on a sandbox, with what the tests of its panels ask of both. */
export class TestStage {
  sandbox!: Sandbox;
  element!: HeygenAvatarElement;

  async open(attributes: Record<string, string> = {}, options: SandboxOptions = {}): Promise<void> {
    this.sandbox = await startSandbox({msPerCharacter: 5, ...options});
    this.element = document.createElement('heygen-avatar');
    const all = {
      'token-url': this.sandbox.tokenUrl,
      'api-url': this.sandbox.origin,
      muted: '',
      ...attributes,
    };
    for (const [name, value] of Object.entries(all)) this.element.setAttribute(name, value);
    this.element.id = 'guide';
    document.body.append(this.element);
    await this.element.updateComplete;
  }

  async live(attributes: Record<string, string> = {}, options: SandboxOptions = {}): Promise<void> {
    await this.open(attributes, options);
    await this.element.start();
    await this.element.updateComplete;
  }

  async close(): Promise<void> {
    await this.element.stop();
    this.element.remove();
    document.body.querySelectorAll('button').forEach((button) => button.remove());
    await this.sandbox.stop();
  }

  part(name: string): HTMLElement | null {
    return this.element.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`) ?? null;
  }

  /** Where a part is in the window. */
  box(name: string): DOMRect {
    const part = this.part(name);
    if (!part) throw new Error(`There is no ${name}.`);
    return part.getBoundingClientRect();
  }

  text(name: string): string {
    return this.part(name)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  async click(name: string): Promise<void> {
    this.part(name)?.click();
    await this.element.updateComplete;
  }

  /** Resolves once what has changed is drawn and no transition is under way: a shadow root's are its own. */
  async settled(): Promise<void> {
    await this.element.updateComplete;
    const moving = this.element.shadowRoot?.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.all((moving ?? []).map(({finished}) => finished.catch(() => {})));
  }

  /** What a screen reader is told by itself, each line of it. */
  get announced(): string[] {
    const lines = this.element.shadowRoot?.querySelectorAll('[role=status] > p') ?? [];
    return [...lines].map(({textContent}) => textContent ?? '').filter(Boolean);
  }

  /** The part that has the focus. */
  get focused(): string | null {
    return this.element.shadowRoot?.activeElement?.getAttribute('part') ?? null;
  }

  /** Chromium's fake has several microphones, Firefox's one. */
  async hasChoiceOfMicrophones(): Promise<boolean> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({kind}) => kind === 'audioinput').length > 1;
  }
}
