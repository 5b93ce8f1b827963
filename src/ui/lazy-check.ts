import {html, nothing, type TemplateResult} from 'lit';
import type {AvatarError} from '../session/errors/avatar-error.js';
import {lazily} from '../session/util/lazily.js';
import type {ConnectionCheck} from './connection-check.js';
import type {CheckView} from './panel-host.js';
import type {PanelState} from './state/panel-state.js';

const fetchCheck = lazily(() => import('./connection-check.js'));

/** The connection check: loaded, and begun, when the visitor asks for it. */
export class LazyCheck implements CheckView {
  readonly #state: PanelState;
  #check: ConnectionCheck | undefined;
  /** The failure under which it is open; undefined while it was never opened. */
  #openedFor: AvatarError | null | undefined;
  #hasFailed = false;

  constructor(state: PanelState) {
    this.#state = state;
  }

  get isOpen(): boolean {
    const {error, extras} = this.#state.host;
    return this.#openedFor === error && extras.isPermitted;
  }

  open(): void {
    this.#openedFor = this.#state.host.error;
    this.#hasFailed = false;
    void this.#load().finally(() => this.#state.host.requestUpdate());
    this.#state.host.requestUpdate();
  }

  /** What could not be downloaded says something of the connection, too. */
  render(): TemplateResult | typeof nothing {
    const {words} = this.#state;
    if (!this.isOpen) return nothing;
    if (this.#hasFailed)
      return html`<p class="muted" part="check" role="status">${words.text('failedNetwork')}</p>`;
    return this.#check?.render() ?? html`<p class="muted" part="check">${words.text('loading')}</p>`;
  }

  async #load(): Promise<void> {
    try {
      const {ConnectionCheck, checkStyles} = await fetchCheck();
      this.#state.adopt(checkStyles);
      this.#check ??= new ConnectionCheck(this.#state);
      this.#check.start();
    } catch {
      this.#hasFailed = true;
    }
  }
}
