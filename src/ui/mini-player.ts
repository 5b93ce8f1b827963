import {css, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {isLive, type SessionState} from '../session/session-state.js';
import type {Localizer} from './locales/localizer.js';
import type {MiniPlayerControls} from './panel-host.js';
import {miniPlayerStyles} from './mini-player.styles.js';
import {miniPlayerView} from './mini-player-view.js';
import {MiniCorner} from './state/mini-corner.js';
import {TopLayer} from './top-layer.js';

export interface MiniPlayerHost extends HTMLElement, ReactiveControllerHost {
  readonly words: Localizer;
  readonly avatarId: string | null;
  readonly state: SessionState;
  readonly miniPlayer: boolean;
  readonly mode: 'inline' | 'floating';
  readonly microphone: boolean;
  readonly pushToTalk: boolean;
  readonly microphoneOpen: boolean;
  readonly microphoneMuted: boolean;
  startMicrophone(): Promise<void>;
  stopMicrophone(): Promise<void>;
  stop(): Promise<void>;
}

/** How long the buttons stay after the tap that has shown them. */
const AWAKE_MS = 4_000;

/** Shows a live avatar small in a corner of the window while its place in the page is out of view. */
export class MiniPlayer implements ReactiveController, MiniPlayerControls {
  /** The place that the frame has left, in its size: nothing in the page may move. Lit would share a sheet without a value. */
  readonly #place = css`
    :host::before {
      flex-grow: ${0};
    }
  `;
  readonly styles = [
    [miniPlayerStyles, () => this.#isMini],
    [this.#place, () => this.#isMini],
  ] as const;
  readonly #host: MiniPlayerHost;
  readonly #onChange: () => void;
  /** Observes the host, which keeps its place and size in the page while its frame is in the corner. */
  readonly #observer =
    'IntersectionObserver' in globalThis
      ? new IntersectionObserver((entries) => {
          this.#isInView = entries.at(-1)?.isIntersecting ?? true;
          this.follow();
        })
      : undefined;
  readonly #corner: MiniCorner;
  #isInView = true;
  #isMini = false;
  #isDismissed = false;
  #isAwake = false;
  /** Whether the press before a click was one of a finger: in some browsers the click itself does not say that. */
  #isTouch = false;
  #awakeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: MiniPlayerHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.#corner = new MiniCorner(host, () => this.#frame);
    host.addController(this);
    host.addController(new TopLayer(host, () => (this.#isMini ? this.#frame : null)));
  }

  get isMini(): boolean {
    return this.#isMini;
  }

  hostConnected(): void {
    this.#observer?.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    clearTimeout(this.#awakeTimer);
  }

  view(): TemplateResult {
    const {words, microphone, pushToTalk, microphoneOpen, microphoneMuted} = this.#host;
    return miniPlayerView({
      words,
      isAwake: this.#isAwake,
      // A button that is held needs more room.
      hasMicrophone: microphone && !pushToTalk,
      isHeard: microphoneOpen && !microphoneMuted,
      onPress: (event) => (this.#isTouch = 'pointerType' in event && event.pointerType === 'touch'),
      act: (work) => {
        if (this.#isTouch && !this.#isAwake) this.#wake();
        else work();
        this.#isTouch = false; // a screen reader clicks without a press
      },
      onBack: () => this.#goBack(),
      onCorner: () => this.#corner.next(),
      onClose: () => this.#dismiss(),
      // The error event tells of a failure; the panel shows it once the visitor is back.
      onMicrophone: () => {
        const {microphoneOpen: isOpen} = this.#host;
        void (isOpen ? this.#host.stopMicrophone() : this.#host.startMicrophone()).catch(() => {});
      },
      onEnd: () => void this.#host.stop(),
      onDrag: (event) => this.#corner.drag(event),
      onKey: (event) => this.#corner.move(event),
    });
  }

  /** Shows or hides the mini player after a change of the session, of an attribute or of the scroll position. */
  follow(): void {
    const {state, miniPlayer, mode, isConnected} = this.#host;
    if (!isLive(state)) this.#isDismissed = false;
    const isWanted = miniPlayer && !this.#isDismissed && mode === 'inline';
    const isMini = isConnected && isWanted && isLive(state) && !this.#isInView;
    if (isMini === this.#isMini) return;
    this.#isMini = isMini;
    this.#isAwake = false;
    this.#corner.endDrag();
    if (isMini) {
      this.#keepPlace();
      this.#corner.recall();
    }
    this.#onChange();
  }

  get #frame(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.frame') ?? null;
  }

  #keepPlace(): void {
    const {offsetWidth, offsetHeight} = this.#host;
    const ratio = offsetWidth / offsetHeight || 16 / 9;
    this.#place.styleSheet?.replaceSync(`:host::before { aspect-ratio: ${ratio}; inline-size: 100% }`);
  }

  #goBack(): void {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#host.scrollIntoView({block: 'center', behavior: isCalm ? 'instant' : 'smooth'});
  }

  #dismiss(): void {
    this.#isDismissed = true;
    this.follow();
  }

  /** A finger has no hover: its first tap shows the buttons for a while, and presses none. */
  #wake(): void {
    clearTimeout(this.#awakeTimer);
    this.#isAwake = true;
    this.#awakeTimer = setTimeout(() => {
      this.#isAwake = false;
      this.#host.requestUpdate();
    }, AWAKE_MS);
    this.#host.requestUpdate();
  }
}
