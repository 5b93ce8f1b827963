import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property} from 'lit/decorators/property.js';
import {number, oneOf, optionalOneOf, string} from './attributes.js';
import type {AvatarHost} from './avatar-host.js';
import {ChromaController} from './chroma-controller.js';
import type {ElementSession} from './element-session.js';
import {styles} from './heygen-avatar.styles.js';
import {Interest, type Preload} from './interest.js';
import {AvatarError} from './session/avatar-error.js';
import type {SessionInfo} from './session/avatar-session.js';
import type {BackendName, SpeakOptions} from './session/backends/backend.js';
import {AvatarErrorEvent} from './session/events.js';
import type {EndReason, SessionState} from './session/session-state.js';
import type {SpeechTask} from './session/speech.js';
import type {TokenProvider} from './session/token.js';
import {SettingsElement} from './settings-element.js';
import type * as Panels from './ui/panels.js';
import type {PanelView} from './ui/panel-view.js';
import {placeholder, playIcon} from './ui/placeholder.js';
import {resolveStrings, type StringOverrides} from './ui/strings.js';

/** Options of the methods that wait for something. */
export interface MethodOptions {
  /** Gives the wait up; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * A talking HeyGen avatar. Until the visitor shows interest it is a poster and a start button; then it fetches a session
 * token, makes and starts a session, joins its LiveKit room and shows the avatar's picture, with its voice.
 *
 * @tag heygen-avatar
 *
 * @slot poster - Shown until the avatar is; by default the `poster` picture or a drawn placeholder.
 *
 * @fires {AvatarStateChangeEvent} avatar-statechange - When `state` has changed.
 * @fires {AvatarPlayingEvent} avatar-playing - When the first frame of a session is on screen.
 * @fires {AvatarEndEvent} avatar-end - When a session is over; `reason` says why.
 * @fires {AvatarErrorEvent} avatar-error - When something failed; `error` says what and what to do.
 * @fires {AvatarSpeechStartEvent} avatar-speechstart - When the avatar begins to speak.
 * @fires {AvatarSpeechEndEvent} avatar-speechend - When the avatar has stopped speaking.
 * @fires {AvatarMessageEvent} avatar-message - When words of the avatar or the visitor arrive: partial ones, then all.
 * @fires {AvatarUserSpeechStartEvent} avatar-userspeechstart - When the visitor begins to speak.
 * @fires {AvatarUserSpeechEndEvent} avatar-userspeechend - When the visitor has stopped speaking.
 * @fires {AvatarPlayBlockedEvent} avatar-playblocked - When autoplay rules refuse sound or picture until the next gesture.
 * @fires {AvatarQualityEvent} avatar-quality - When the quality of the connection has changed.
 * @fires {AvatarTimeWarningEvent} avatar-timewarning - When the session's longest duration is near: 60 and 10 seconds before.
 *
 * @csspart frame - The box that holds everything.
 * @csspart poster - The poster picture.
 * @csspart video - The avatar's picture.
 * @csspart picture - The avatar's picture without its screen, over the video, with `background="chroma"`.
 * @csspart overlay - The layer of panels over the picture.
 * @csspart start - The start panel.
 * @csspart start-button - The start button.
 * @csspart problem - A sentence on the start panel that says what is wrong.
 * @csspart progress - The panel while the session connects or ends.
 * @csspart spinner - The turning ring on it.
 * @csspart cancel - The button that gives a start up.
 * @csspart message - The panel once the session is over.
 * @csspart restart - The button on it that starts again.
 * @csspart details - The sentence for the site owner under a failure.
 * @csspart controls - The bar of controls.
 * @csspart mute - The button that mutes.
 * @csspart stop - The button that ends the session.
 * @csspart unlock - The button that asks for a tap where autoplay rules refuse sound or picture.
 * @csspart banner - The line that says that the connection is being restored.
 * @csspart preview - The badge that marks the sandbox.
 *
 * @cssprop [--avatar-aspect-ratio=16 / 9] - Shape of the element until the page sizes it otherwise.
 * @cssprop [--avatar-radius=16px] - Radius of its corners.
 * @cssprop [--avatar-accent=#4f46e5] - Colour of the main buttons.
 * @cssprop [--avatar-on-accent=#fff] - Colour of the text on them.
 * @cssprop [--avatar-background=light-dark(#e8eaf3, #171a26)] - Colour behind poster and picture.
 * @cssprop [--avatar-font=system-ui, sans-serif] - Font family.
 * @cssprop [--avatar-object-fit=cover] - How poster and picture fill the element.
 * @cssprop [--avatar-object-position=50% 30%] - Which part of them stays in sight.
 * @cssprop [--avatar-chroma-color=#00ff00] - As `chroma-color`, which goes first.
 * @cssprop [--avatar-chroma-similarity=0.4] - As `chroma-similarity`, which goes first.
 * @cssprop [--avatar-chroma-smoothness=0.3] - As `chroma-smoothness`, which goes first.
 *
 * @cssState idle - Nothing has begun.
 * @cssState connecting - From the token to the first frame.
 * @cssState live - The avatar is on screen.
 * @cssState reconnecting - The connection is being restored.
 * @cssState stopping - The session is being stopped.
 * @cssState ended - The session is over.
 * @cssState failed - The session is over, because of an error.
 * @cssState speaking - The avatar's voice is heard.
 */
export class HeygenAvatarElement extends SettingsElement implements AvatarHost {
  static override styles = styles;

  /**
   * Your endpoint that makes session tokens: it is asked by `POST` with the settings as JSON, and answers `{token}`,
   * `{data: {token}}`, `{session_token}`, `{data: {session_token}}` or the bare token as text. HTTPS, or loopback. A proxy
   * of `streaming.create_token` will do. Default: unset; a start without it and without `tokenProvider` fails with
   * `bad-config`. Takes effect at the next start.
   */
  @property({attribute: 'token-url', converter: string}) tokenUrl: string | null = null;

  /**
   * Cookies on the token request, as in `fetch`: `same-origin`, `include` or `omit`. Default `same-origin`. Takes effect at
   * the next start.
   */
  @property({
    attribute: 'token-credentials',
    converter: oneOf(['same-origin', 'include', 'omit'], 'same-origin'),
  })
  tokenCredentials: RequestCredentials = 'same-origin';

  /**
   * Which far end to talk to: `auto` decides by the token reply, `streaming` and `liveavatar` override it, `sandbox` is a
   * stand-in in the page that needs no account. Default `auto`. Takes effect at the next start.
   */
  @property({converter: oneOf(['auto', 'streaming', 'liveavatar', 'sandbox'], 'auto')})
  backend: BackendName | 'auto' | 'sandbox' = 'auto';

  /**
   * Base address of a proxy or gateway that speaks the API. HTTPS, or loopback. Default: unset, the back end's own:
   * `https://api.heygen.com` or `https://api.liveavatar.com`. Takes effect at the next start.
   */
  @property({attribute: 'api-url', converter: string}) apiUrl: string | null = null;

  /**
   * Address that is told of every session's end as well: a beacon (`POST`, JSON `{session_id}` as text) that needs no answer,
   * so that your server can stop the session where the page could not. HTTPS, or loopback. Default: unset, none. Takes
   * effect at once.
   */
  @property({attribute: 'stop-url', converter: string}) stopUrl: string | null = null;

  /** Said as it is, as soon as a session is live. Default: unset, nothing. Source: `streaming.task`, type `repeat`. */
  @property({converter: string}) greeting: string | null = null;

  /**
   * Leaves an idle session to the far end's idle time-out. Without it, a session is kept alive while the page is visible
   * (`streaming.keep_alive`, three times within the idle time). Default false. Takes effect at the next start.
   */
  @property({type: Boolean, attribute: 'no-keep-alive'}) noKeepAlive = false;

  /** Address of a picture to show until the avatar is. Default: unset, a drawn placeholder. Takes effect at once. */
  @property({converter: string}) poster: string | null = null;

  /** Silences the avatar, as on `<video>`. Default false. Takes effect at once. */
  @property({type: Boolean}) muted = false;

  /**
   * Starts a session without a click, once the page is visible; muted where the browser insists on it. Default false. A
   * session costs credits: use it with care. Takes effect at once, and once.
   */
  @property({type: Boolean}) autoplay = false;

  /**
   * Shows the bar of controls while the avatar is live. Without it there is only the button that ends the session.
   * Default false. Takes effect at once.
   */
  @property({type: Boolean}) controls = false;

  /**
   * What is downloaded before a start: `none`, nothing; `intent`, the code once the visitor shows interest (pointer, touch
   * or focus on the element); `token`, the code and the token then; `auto`, the code when the page is idle and the element
   * in view. Never makes a session. Default `intent`. Takes effect at once.
   */
  @property({converter: oneOf(['none', 'intent', 'token', 'auto'], 'intent')}) preload: Preload = 'intent';

  /**
   * `chroma` makes the screen behind the avatar transparent, so that the avatar stands on the page; where the browser has no
   * WebGL, the picture stays whole. Default: unset. Takes effect at once.
   */
  @property({converter: optionalOneOf(['chroma']), reflect: true}) background: 'chroma' | null = null;

  /** Colour of that screen: any CSS colour. Default: unset, `#00ff00`. Takes effect at once. */
  @property({attribute: 'chroma-color', converter: string}) chromaColor: string | null = null;

  /**
   * How far from that colour another may be and still be taken for the screen: 0, only itself, to 1, as far as grey.
   * Default: unset, 0.4. Takes effect at once.
   */
  @property({attribute: 'chroma-similarity', converter: number}) chromaSimilarity: number | null = null;

  /**
   * How soft the edges are: over which distance beyond the similarity a colour turns opaque. Default: unset, 0.3. Takes
   * effect at once.
   */
  @property({attribute: 'chroma-smoothness', converter: number}) chromaSmoothness: number | null = null;

  /**
   * Replaces visible texts and labels, by key; as an attribute, a JSON object. Default: unset, English. Unknown keys are
   * ignored; an attribute that is no JSON object is said to be on the start panel, with an `avatar-error` event
   * (`bad-config`). Takes effect at once.
   */
  @property({converter: {fromAttribute: (value) => jsonObject(value) ?? null}})
  strings: StringOverrides | null = null;

  /**
   * Gives the token of a session, instead of `token-url`: called once a session with `{settings, signal}`, returns the
   * token or a reply of the same shapes, or a promise of it. Default `null`. Takes effect at the next start.
   */
  @property({attribute: false}) tokenProvider: TokenProvider | null = null;

  /** Loudness of the avatar, 0 to 1, as on `<video>`. Default 1. Takes effect at once; iOS ignores it. */
  @property({attribute: false}) volume = 1;

  /** @internal */
  readonly video = document.createElement('video');
  readonly #internals = this.attachInternals();
  readonly #chroma = new ChromaController(this);
  #parts: Promise<ElementSession> | undefined;
  #engine: ElementSession | undefined;
  #panels: typeof Panels | undefined;
  /** What is wrong though there is no session that could have failed. */
  #problem: AvatarError | null = null;
  #isLoading = false;
  #hasAutoplayed = false;
  #hadFocus = false;

  constructor() {
    super();
    this.video.playsInline = true;
    this.video.part.add('video');
    // No pause, no menu entries that would make no sense for somebody who is there.
    this.video.disableRemotePlayback = true;
    this.addController(new Interest(this, () => void this.#preload()));
    this.sessionChanged();
  }

  /** State of the newest session; `idle` before the first. */
  get state(): SessionState {
    return this.#engine?.current?.state ?? 'idle';
  }

  /** What the far end says of the newest session, or `null` before it has made one; never a token. */
  get session(): SessionInfo | null {
    return this.#engine?.current?.info ?? null;
  }

  /** Why the newest session failed or could not begin, or `null`. */
  get error(): AvatarError | null {
    return this.#problem ?? this.#engine?.current?.error ?? null;
  }

  /** Why the newest session is over, or `null` while it is not. */
  get endReason(): EndReason | null {
    return this.#engine?.current?.endReason ?? null;
  }

  /** True while the avatar's voice is heard. */
  get speaking(): boolean {
    return this.#engine?.current?.speaking ?? false;
  }

  /**
   * Starts a session; resolves when its first frame is on screen. A second call joins the first, and one while the avatar
   * is live resolves at once. Best called within a click, so that the browser lets the avatar be heard. Rejects with an
   * `AvatarError`, or with the signal's reason; a start that nobody waits for any more is given up, and what was made for
   * it is stopped. Source: `streaming.new`, `streaming.start`.
   */
  async start(options: MethodOptions = {}): Promise<void> {
    await (await this.#load()).start(options);
  }

  /**
   * Ends the session or the start under way; resolves when the far end has confirmed or could not be reached in time. Safe
   * in every state; never rejects. Source: `streaming.stop`.
   */
  async stop(): Promise<void> {
    // A start that still waits for code is not known to the engine yet: it is told in the order of the calls.
    const engine = this.#engine ?? (await this.#parts?.catch(() => undefined));
    await engine?.stop();
  }

  /**
   * Has the avatar say `text` (`type: 'repeat'`, the default) or answer it (`'chat'`), after what it says already. Starts a
   * session if there is none. Resolves with the task once the far end has accepted it; its `ended` resolves with
   * `finished`, `interrupted` or `closed` and never rejects. Rejects with an `AvatarError` (`bad-text` where the text is
   * empty or longer than 5,000 characters) or with the signal's reason. Source: `streaming.task` (`text`, `task_type`,
   * `task_mode`).
   */
  async speak(text: string, options: SpeakOptions & MethodOptions = {}): Promise<SpeechTask> {
    return (await this.#load()).speak(text, options);
  }

  /** `speak` with type `chat`: the avatar answers. Source: `streaming.task` with `task_type` `chat`. */
  chat(text: string, options: Omit<SpeakOptions, 'type'> & MethodOptions = {}): Promise<SpeechTask> {
    return this.speak(text, {...options, type: 'chat'});
  }

  /** Stops the current speech; without effect while the avatar is silent or absent. Source: `streaming.interrupt`. */
  async interrupt(options: MethodOptions = {}): Promise<void> {
    await this.#engine?.interrupt(options);
  }

  /**
   * Tells the far end that the session is still wanted. Rejects with `not-live` where there is none.
   * Source: `streaming.keep_alive`.
   */
  async keepAlive(options: MethodOptions = {}): Promise<void> {
    await this.#live().keepAlive(options);
  }

  /**
   * Has the avatar look as if it listened; does not open the microphone. Rejects with `not-live` where there is no
   * session. Source: `streaming.start_listening`.
   */
  async startListening(options: MethodOptions = {}): Promise<void> {
    await this.#live().startListening(options);
  }

  /** Ends `startListening`. Rejects with `not-live` where there is no session. Source: `streaming.stop_listening`. */
  async stopListening(options: MethodOptions = {}): Promise<void> {
    await this.#live().stopListening(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#engine?.connected();
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#engine?.disconnected();
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name !== 'strings') return;
    if (value?.trim() && !jsonObject(value)) {
      this.#report(
        new AvatarError(
          'bad-config',
          'The strings attribute is not a JSON object, such as {"start": "Hello"}.',
        ),
      );
    } else if (this.#problem?.code === 'bad-config') {
      this.#problem = null;
      this.requestUpdate();
    }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement !== null && this.hasUpdated;
    if (changed.has('muted')) {
      this.video.muted ||= this.muted;
      if (this.#engine) this.#engine.muted = this.muted;
    }
    this.video.volume = Math.min(1, Math.max(0, this.volume || 0));
  }

  override render(): TemplateResult {
    const view = this.#view();
    this.#internals.role = 'group';
    this.#internals.ariaLabel = view.words.label;
    return html`<div class="frame" part="frame" tabindex="-1">
      <slot name="poster">
        ${this.poster ? html`<img class="poster" part="poster" src=${this.poster} alt="" />` : placeholder}
      </slot>
      ${this.video}${this.#chroma.canvas}
      <div class="overlay" part="overlay">
        ${this.state === 'idle' ? this.#renderStart(view) : nothing} ${this.#panels?.renderPanels(view)}
        ${
          view.isPreview
            ? html`<span class="badge" part="preview" title=${view.words.previewHint}
                >${view.words.preview}</span
              >`
            : nothing
        }
      </div>
    </div>`;
  }

  override updated(): void {
    if (this.autoplay) this.#onVisibility();
    if (this.#hadFocus) this.#keepFocus();
  }

  /** @internal The session has moved on: CSS sees it before any listener does. */
  sessionChanged(): void {
    const {states} = this.#internals;
    states.clear();
    states.add(this.state);
    if (this.speaking) states.add('speaking');
    this.video.classList.toggle('shown', ['live', 'reconnecting', 'stopping'].includes(this.state));
    this.requestUpdate();
  }

  #renderStart({words, start}: PanelView): TemplateResult {
    const busy = this.#isLoading || (this.#engine?.isStarting ?? false);
    return html`<div class="start" part="start">
      ${this.#problem ? html`<p part="problem" role="alert">${this.#problem.message}</p>` : nothing}
      <button class="primary" part="start-button" data-primary aria-busy=${busy} @click=${start}>
        ${playIcon} ${busy ? words.loading : words.start}
      </button>
    </div>`;
  }

  #view(): PanelView {
    const engine = this.#engine;
    return {
      state: this.state,
      step: engine?.step ?? 'token',
      error: this.error,
      endReason: this.endReason,
      blocked: engine?.blocked ?? null,
      muted: this.muted,
      controls: this.controls,
      isPreview: this.backend === 'sandbox',
      words: resolveStrings(this.strings),
      // What the visitor asks for is told on the panels; nobody holds the promise.
      start: () => void this.start().catch(() => {}),
      stop: () => void this.stop(),
      setMuted: (muted) => {
        this.muted = muted;
      },
      unlock: () => engine?.unlock(),
    };
  }

  /** The parts that are loaded on interest, at most once. A failure is reported and forgotten, so that one can retry. */
  #load(): Promise<ElementSession> {
    this.#parts ??= this.#import().catch((error: unknown) => {
      this.#parts = undefined;
      const problem = new AvatarError('load-failed', undefined, {cause: error});
      this.#report(problem);
      throw problem;
    });
    return this.#parts;
  }

  async #import(): Promise<ElementSession> {
    this.#isLoading = true;
    this.requestUpdate();
    try {
      const [{ElementSession}, panels] = await Promise.all([
        import('./element-session.js'),
        import('./ui/panels.js'),
      ]);
      this.#panels = panels;
      const sheet = panels.panelStyles.styleSheet;
      if (sheet && this.shadowRoot) this.shadowRoot.adoptedStyleSheets.push(sheet);
      this.#problem = null;
      return (this.#engine = new ElementSession(this));
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }

  async #preload(): Promise<void> {
    try {
      await (await this.#load()).preload({token: this.preload === 'token'});
    } catch {
      // Reported already where it matters; a start tries again.
    }
  }

  #live(): ElementSession {
    if (!this.#engine) throw new AvatarError('not-live');
    return this.#engine;
  }

  #report(problem: AvatarError): void {
    this.#problem = problem;
    this.requestUpdate();
    this.dispatchEvent(new AvatarErrorEvent(problem));
  }

  readonly #onVisibility = (): void => {
    if (!this.autoplay || this.#hasAutoplayed || document.visibilityState !== 'visible') return;
    this.#hasAutoplayed = true;
    this.start().catch(() => {}); // told on the panels and by events
  };

  /** Moves the focus on where the button that had it is gone. */
  #keepFocus(): void {
    const root = this.shadowRoot;
    const frame = root?.querySelector<HTMLElement>('.frame');
    if (root?.activeElement && root.activeElement !== frame) return;
    (root?.querySelector<HTMLElement>('[data-primary]') ?? frame)?.focus({preventScroll: true});
  }
}

function jsonObject(value: string | null): StringOverrides | undefined {
  try {
    const parsed: unknown = JSON.parse(value ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined; // the element says so on its start panel
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'heygen-avatar': HeygenAvatarElement;
  }
}
