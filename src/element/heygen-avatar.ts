import './unclobber.js';
import {html, type PropertyValues, type TemplateResult} from 'lit';
import {property} from './property.js';
import {AdoptedStyles, type Style} from './adopted-styles.js';
import {avatarVideo} from './avatar-video.js';
import {boolean, number, oneOf} from './converters.js';
import type {AvatarHost} from '../runtime/avatar-host.js';
import {dispatch} from './dispatch.js';
import {ExtrasController} from './extras-controller.js';
import {HostInternals} from './host-internals.js';
import {InvokerCommands} from './invoker-commands.js';
import type {SessionManager} from '../runtime/session-manager.js';
import {chromaStyles, hiddenStyles, styles} from './heygen-avatar.styles.js';
import {SpeechMethods} from './speech-methods.js';
import {PreloadController, type Preload} from './preload-controller.js';
import {AutoplayController} from './autoplay-controller.js';
import {AvatarError} from '../session/errors/avatar-error.js';
import {ENTRY_ERROR_MESSAGES} from '../session/errors/entry-error-messages.js';
import type {AvatarSession} from '../session/avatar-session.js';
import type {MediaSink} from '../session/media-sink.js';
import type {SessionInfo} from '../session/session-info.js';
import type {EndReason, SessionState} from '../session/session-state.js';
import {abortError} from '../session/util/abort.js';
import {callOptions, type MethodOptions} from '../session/util/call-options.js';
import {SharedTask} from '../session/util/shared-task.js';
import {LazyRuntime, loadFailed} from './lazy-runtime.js';
import {LanguageController} from './language-controller.js';
import {Localizer} from '../ui/locales/localizer.js';
import {PlacementController} from './placement-controller.js';
import type {PanelHost} from '../ui/panel-host.js';
import type {Panels} from '../ui/panels.js';
import {frameView} from './frame-view.js';
import {Problem} from './problem.js';
import {startView} from './start-view.js';
import {START_STRINGS} from '../ui/locales/start-strings.js';
import type {StringOverrides} from '../ui/locales/strings.js';
import type {TranscriptLine} from '../ui/state/transcript.js';

const notLive = () => new AvatarError('not-live', ENTRY_ERROR_MESSAGES['not-live']);

/**
 * A talking HeyGen avatar. At first it shows a poster and a start button. When the visitor starts, it fetches a session token,
 * has HeyGen make and start a session, joins the session's LiveKit room, shows the avatar's video and plays its voice.
 *
 * @tag heygen-avatar
 *
 * @slot poster - Shown until the avatar is; by default the `poster` picture or a drawn placeholder.
 * @slot start-label - Content of the start button.
 * @slot consent - Beside the box to tick, with `consent="required"`: links to what the visitor consents to.
 * @slot explanation - Under the start button: what the visitor should know before, such as a note on privacy.
 * @slot ended - The view after the end, in place of the reason and the button that starts again.
 * @slot handover - The way to a person, such as a link or a form: on the view after the end or a failure, and in the settings of a
 *   conversation.
 * @slot error - The view after a failure, in place of the reason and the button that tries again.
 *
 * @fires {AvatarBeforeStartEvent} avatar-beforestart - Before anything is requested for a session; the page can refuse it or hold it back.
 * @fires {AvatarStateChangeEvent} avatar-statechange - When `state` has changed.
 * @fires {AvatarProgressEvent} avatar-progress - When a start has come to its next step; `step` names it.
 * @fires {AvatarPlayingEvent} avatar-playing - When the first frame of a session is on screen.
 * @fires {AvatarEndEvent} avatar-end - When a session is over; `reason` says why.
 * @fires {AvatarErrorEvent} avatar-error - When something failed; `error` says what and what to do.
 * @fires {AvatarSpeechStartEvent} avatar-speechstart - When the avatar begins to speak.
 * @fires {AvatarSpeechEndEvent} avatar-speechend - When the avatar has stopped speaking.
 * @fires {AvatarMessageEvent} avatar-message - When words of the avatar or the visitor arrive: partial ones, then all.
 * @fires {AvatarUserSpeechStartEvent} avatar-userspeechstart - When the visitor begins to speak.
 * @fires {AvatarUserSpeechEndEvent} avatar-userspeechend - When the visitor has stopped speaking.
 * @fires {AvatarMicrophoneChangeEvent} avatar-microphonechange - When the microphone was opened, closed, muted or unmuted.
 * @fires {AvatarSubmitEvent} avatar-submit - Before the visitor's typed text is sent; after `preventDefault()` it is not sent.
 * @fires {AvatarPlayBlockedEvent} avatar-playblocked - When autoplay rules block sound or video until the visitor's next gesture.
 * @fires {AvatarQualityEvent} avatar-quality - When the quality of the connection has changed.
 * @fires {AvatarTimeWarningEvent} avatar-timewarning - 60 and 10 seconds before the session reaches its longest duration.
 * @fires {AvatarToolCallEvent} avatar-toolcall - When the agent has called a tool of the page; `result` or `error` says how it went.
 * @fires {AvatarFeedbackEvent} avatar-feedback - When the visitor has rated the conversation, with `feedback`.
 *
 * @csspart frame - The box that holds everything.
 * @csspart poster - The poster picture.
 * @csspart placeholder - What is drawn where there is none; its `color` is that of the figure.
 * @csspart video - The avatar's picture.
 * @csspart picture - The avatar's picture without its screen, over the video, with `background="chroma"`.
 * @csspart stage - The box of the picture, in the shape that `--avatar-aspect-ratio` says.
 * @csspart panel-view - The box beside or below it: one view at a time.
 * @csspart status - The chip on the picture that says what the avatar does, and that it is an AI.
 * @csspart start - The start card.
 * @csspart start-button - The start button.
 * @csspart disclosure - The line on it that says that the visitor talks to an AI.
 * @csspart explanation - The slot of the explanation.
 * @csspart consent - The question for consent, above the button that starts.
 * @csspart consent-label - Its box and its words.
 * @csspart consent-box - The box to tick.
 * @csspart consent-text - The words.
 * @csspart consent-missing - Why nothing starts, where the visitor tries it without the tick.
 * @csspart earlier - The earlier conversation on the start card, with `resume`.
 * @csspart earlier-title - Its title.
 * @csspart earlier-lines - What was said, in a box that scrolls.
 * @csspart earlier-line - A line of it.
 * @csspart forget - The button that deletes what is kept of it, there and at the end.
 * @csspart language - The choice of languages above the start button.
 * @csspart language-choice - Its list.
 * @csspart suggestions - The questions that the visitor can ask by a press.
 * @csspart suggestion - One of them.
 * @csspart problem - A sentence on the start card that says what is wrong.
 * @csspart progress - The card while the session connects.
 * @csspart progress-title - Its title.
 * @csspart progress-track - The line that shows how far the start is.
 * @csspart progress-line - The part of that line that is done.
 * @csspart step - The step that is under way, in words.
 * @csspart queue-time - How long the visitor has waited for a free avatar.
 * @csspart cancel - The button that gives a start up.
 * @csspart message - The card once the session is over.
 * @csspart reason - The sentence on it that says why.
 * @csspart restart - The button on it that starts again.
 * @csspart feedback - The question how the conversation was.
 * @csspart feedback-title - Its words.
 * @csspart stars - The row of stars.
 * @csspart star - One of them, a radio button.
 * @csspart comment - The text box for a comment.
 * @csspart send-feedback - The button that sends rating and comment to the page.
 * @csspart feedback-thanks - What stands there afterwards.
 * @csspart length - How long the conversation was.
 * @csspart formats - The forms in which the transcript can be saved.
 * @csspart format - A button that saves it in one of them.
 * @csspart details - The sentence for the site owner under a failure.
 * @csspart summary - What opens that sentence.
 * @csspart check-connection - The button under a failure, or the row of the settings, that checks the connection.
 * @csspart check-view - The view of the settings with what was found.
 * @csspart check - What the connection check has found.
 * @csspart check-results - The list of it.
 * @csspart check-result - One thing that was checked.
 * @csspart check-again - The button that checks again.
 * @csspart code - The error code after it.
 * @csspart controls - The controls under the picture.
 * @csspart menu - The settings, a view of the panel.
 * @csspart settings-header - The top of the settings, and of each list that opens from there.
 * @csspart settings-back - The button on it that leads back.
 * @csspart settings-title - Its title.
 * @csspart more - The button that opens the settings.
 * @csspart microphone - The microphone button.
 * @csspart slide-hint - The line on the push-to-talk button, while it is held, that says how to cancel.
 * @csspart microphone-asking - The line that says that the browser asks for the microphone.
 * @csspart choose-microphone - The row of the settings that opens the choice of microphones.
 * @csspart microphones - The list of microphones.
 * @csspart device - One of them.
 * @csspart choose-speaker - The row that opens the choice of loudspeakers.
 * @csspart speakers - The list of loudspeakers.
 * @csspart speaker - One of them.
 * @csspart other-speaker - Under them, what opens the browser's own list.
 * @csspart choose-language - The row that opens the choice of languages.
 * @csspart languages - The list of languages.
 * @csspart language-option - One of them.
 * @csspart language-note - What says that the avatar speaks the language later.
 * @csspart new-conversation - The button on it that starts a new conversation.
 * @csspart composer - The text box and its button.
 * @csspart message-box - The text box.
 * @csspart send - The button that sends.
 * @csspart interrupt - The button that interrupts the avatar.
 * @csspart clock - The time that is left, or has passed.
 * @csspart text - The row of the settings that shows the transcript.
 * @csspart text-size - The row for the size of captions and conversation.
 * @csspart text-size-form - The form around that row; it has no box of its own.
 * @csspart text-size-choice - One of its sizes.
 * @csspart save-transcript - The row that saves the transcript.
 * @csspart caption-toggle - The row, or the button in the footer, that shows captions.
 * @csspart picture-in-picture - The row for picture in picture.
 * @csspart fullscreen - The row for full screen.
 * @csspart withdraw-consent - The row that withdraws the consent and ends the session.
 * @csspart mute - The button beside the volume that mutes.
 * @csspart volume - The slider of the volume.
 * @csspart stop - The button that ends the session.
 * @csspart captions - The captions.
 * @csspart caption-text - Their words, with the background.
 * @csspart transcript - The transcript.
 * @csspart transcript-header - Its title and buttons.
 * @csspart transcript-title - The title.
 * @csspart transcript-empty - What stands there while nothing has been said.
 * @csspart log - The lines of it.
 * @csspart line - A line of it, also `user-line`, `avatar-line`, or `tool-line` for what the avatar has done in the page.
 * @csspart divider - The line above an earlier conversation, and above the present one after it.
 * @csspart line-name - Who has said it.
 * @csspart line-time - When.
 * @csspart bubble - What was said.
 * @csspart link - A link in a line.
 * @csspart cut - The word after a line that was cut off.
 * @csspart thinking - The three dots while the avatar thinks.
 * @csspart not-sent - The line under a message that could not be sent.
 * @csspart send-again - The button on it that sends the message again.
 * @csspart new-message - The button that leads a visitor who reads further up to the newest message.
 * @csspart own-words - The visitor's typed words on the picture, until the avatar answers.
 * @csspart copy - The button that copies the transcript.
 * @csspart download - The button that saves it as a file, or offers the forms of the file.
 * @csspart close-transcript - The button that closes it.
 * @csspart unlock - The button that asks for a tap where autoplay rules refuse sound or picture.
 * @csspart banner - The line that says that the connection is being restored.
 * @csspart spinner - The turning mark on it.
 * @csspart time-warning - The line that counts the last seconds.
 * @csspart idle-question - The question whether the visitor is still there.
 * @csspart stay - The button on it.
 * @csspart notice - What went wrong while the conversation goes on.
 * @csspart dismiss - The button that removes that.
 * @csspart launcher - The button in the corner that opens a floating avatar.
 * @csspart portrait - The picture on it.
 * @csspart teaser - The bubble beside it.
 * @csspart teaser-text - What the bubble says, which opens the panel.
 * @csspart teaser-close - The button that closes the bubble.
 * @csspart hide - The small button that removes that one for the visit.
 * @csspart panel - The panel of a floating avatar.
 * @csspart close - The button that closes it.
 * @csspart expand - The button that makes it larger, in a wide window.
 * @csspart panel-header - Its title, its status, and the buttons.
 * @csspart title - The title.
 * @csspart mini-back - The mini player's picture as a button, which scrolls back to the avatar's place.
 * @csspart mini-move - The button that moves the mini player to the next corner of the window.
 * @csspart mini-close - The button that removes the mini player for the session.
 * @csspart mini-microphone - The microphone button on it.
 * @csspart mini-stop - The button on it that ends the session.
 * @csspart preview - The badge that marks the sandbox.
 *
 * @cssprop [--avatar-aspect-ratio=16 / 9] - Shape of the stage, which is the box of the picture. The panel and the controls stand below it.
 * @cssprop [--avatar-radius=20px] - Radius of the card.
 * @cssprop [--avatar-radius-m=16px] - Radius of what is in it, such as bubbles.
 * @cssprop [--avatar-radius-s=10px] - Radius of rows.
 * @cssprop [--avatar-accent=light-dark(#3f3ad6, #a5a0ff)] - Colour of the main buttons, and of the focus.
 * @cssprop [--avatar-on-accent=black or white, by the accent] - Colour of the text on them.
 * @cssprop [--avatar-canvas=light-dark(#f4f4f7, #0f1014)] - Colour behind poster and picture.
 * @cssprop [--avatar-background] - The older name of `--avatar-canvas`, which goes first.
 * @cssprop [--avatar-surface=light-dark(#fff, #17181d)] - Colour of the card.
 * @cssprop [--avatar-raised=light-dark(#f0f1f4, #23252d)] - Colour of quiet buttons and of the avatar's bubbles.
 * @cssprop [--avatar-text=light-dark(#16181f, #f1f2f6)] - Colour of text.
 * @cssprop [--avatar-muted=light-dark(#565b6b, #a9adbb)] - Colour of text that is less important.
 * @cssprop [--avatar-line=light-dark(#e3e4ea, #2d2f38)] - Colour of lines that only decorate.
 * @cssprop [--avatar-line-strong=light-dark(#858a99, #737889)] - Colour of the edges of text boxes.
 * @cssprop [--avatar-soft=14 % of the accent in the surface] - Colour of the visitor's bubbles, and of what is chosen.
 * @cssprop [--avatar-link=from the accent] - Colour of links.
 * @cssprop [--avatar-live=light-dark(#1a7f4b, #5fd39a)] - Colour of an open microphone.
 * @cssprop [--avatar-danger=light-dark(#c22a3a, #ff8a94)] - Colour of the button that ends, and of what went wrong.
 * @cssprop [--avatar-glass=rgb(12 13 18 / 66%)] - Colour behind what stands on the picture, in white.
 * @cssprop [--avatar-font=system-ui, sans-serif] - Font family.
 * @cssprop [--avatar-object-fit=cover] - How poster and picture fill the element.
 * @cssprop [--avatar-object-position=50% 30%] - Which part of them stays in sight.
 * @cssprop [--avatar-chroma-color=#00ff00] - As `chroma-color`, which goes first.
 * @cssprop [--avatar-chroma-similarity=0.4] - As `chroma-similarity`, which goes first.
 * @cssprop [--avatar-chroma-smoothness=0.3] - As `chroma-smoothness`, which goes first.
 * @cssprop [--avatar-spacing=8px] - Distance between the controls.
 * @cssprop [--avatar-shadow=0 12px 40px #00000029] - Shadow and edge of the card, and of a floating avatar.
 * @cssprop [--avatar-offset-inline=20px] - Distance of a floating or mini avatar from the side of the window.
 * @cssprop [--avatar-offset-block=20px] - Its distance from the bottom or top.
 * @cssprop [--avatar-z-index=2147483000] - Its z-index. A page that sets it takes the avatar out of the browser's top layer, which is above every z-index.
 * @cssprop [--avatar-panel-width=400px] - Width of a floating avatar's panel.
 * @cssprop [--avatar-panel-height=660px] - Height of it.
 * @cssprop [--avatar-mini-width=168px, on a phone 120px] - Width of the mini player, which is 4 to 3 high.
 *
 * @cssState idle - Nothing has begun.
 * @cssState connecting - From the token to the first frame.
 * @cssState live - The avatar is on screen.
 * @cssState reconnecting - The connection is being restored.
 * @cssState stopping - The element waits until the server confirms the stop.
 * @cssState ended - The session is over.
 * @cssState failed - The session is over, because of an error.
 * @cssState speaking - The avatar speaks.
 * @cssState microphone - The microphone is open and not muted.
 * @cssState open - The panel of a floating avatar is open.
 * @cssState asking - The browser asks the visitor whether the page may use the microphone.
 * @cssState mini - The avatar is shown small in a corner, because its place is out of view.
 */
export class HeygenAvatarElement extends SpeechMethods implements AvatarHost, PanelHost {
  static override styles = styles;

  /**
   * Hosts that may get a token, and addresses that may be asked for one, beyond HeyGen's and the page's own: a host
   * (`proxy.example`), an origin, or an address with a path (`/api/avatar-token`). Once one entry has a path, only the listed
   * addresses may be a `token-url`. Default: empty, or what the script's URL says (`heygen-avatar.js?allow=proxy.example`);
   * `<meta name="heygen-avatar-allow" content="…">` in the head adds to it. An attribute cannot: markup that somebody injects
   * must not send a token anywhere. Takes effect at the next start.
   */
  static allowedHosts: readonly string[] = [];

  /**
   * Starts a session without a click, once the visitor sees the element; muted where the browser insists on it. Default false. A
   * session costs credits: use it with care. Takes effect at once, and once.
   */
  @property({converter: boolean}) declare autoplay: boolean;

  /**
   * What the element downloads before a start: `none`, nothing; `intent`, the code when the visitor points at, touches or
   * focuses the element; `token`, the code and a token then; `auto`, the code when the page is idle and the element in view. All but
   * `none` also connect to the server of `token-url` then, without a request, and `token` to HeyGen's API. Never makes a session. Default
   * `intent`. Takes effect at once.
   */
  @property({converter: oneOf(['none', 'intent', 'token', 'auto'], 'intent')}) declare preload: Preload;

  /**
   * Whether the visitor is not heard while the avatar speaks, so that neither noise nor its own voice interrupts it. Default
   * false: a visitor who speaks interrupts the avatar, where HeyGen supports that. Takes effect at once.
   */
  @property({converter: boolean}) declare halfDuplex: boolean;

  /** Loudness of the avatar, 0 to 1, as on `<video>`. Default 1. Takes effect at once; iOS ignores it. */
  @property({attribute: false, converter: (value: unknown) => number(value) ?? 1}) declare volume: number;

  /** @internal */
  readonly video = avatarVideo();
  readonly #internals = new HostInternals(this);
  readonly #runtime = new LazyRuntime(
    ({SessionManager, Panels, panelStyles, STRINGS}) => {
      this.#styles.add([panelStyles]);
      this.#strings = STRINGS;
      const manager = (this.#manager = new SessionManager(this));
      this.#panels = new Panels(this, manager, (sheet) => this.adopt([[sheet]]));
      return manager;
    },
    (problem) => (problem ? this.#problem.report(problem) : this.#problem.arrived()),
  );
  #manager: SessionManager | undefined;
  /** The start under way, from the download of the code to the first frame. */
  #start: SharedTask | null = null;
  #panels: Panels | undefined;
  #strings: StringOverrides | null = null;
  readonly #problem = new Problem(this, () => this.#loadAgain());
  readonly #language = new LanguageController(
    this,
    () => this.#problem.lack(),
    () => this.#extras.language?.current,
  );
  readonly #places = new PlacementController(this, {
    onLoaded: (placeStyles, strings) => this.adopt(placeStyles, strings),
    onMini: () => this.sessionChanged(),
    onFailed: this.#problem.lack,
  });
  readonly #extras = new ExtrasController(this, {
    onLoaded: (extrasStyles) => this.adopt(extrasStyles),
    onConsent: () => this.preload !== 'none' && this.#preload(),
    onLanguage: () => this.#language.follow(),
    onFailed: this.#problem.lack,
  });
  readonly #styles = new AdoptedStyles(styles);
  #hadFocus = false;

  constructor() {
    super();
    this.#styles.add(
      [hiddenStyles, () => this.#places.isWaiting],
      [chromaStyles, () => this.background === 'chroma'],
    );
    this.addController(this.#language);
    this.addController(new InvokerCommands(this, (error) => this.#problem.report(loadFailed(error))));
    this.addController(
      new AutoplayController(this, {
        isDismissed: () => this.#places.isDismissed,
        isPermitted: () => this.#extras.isPermitted,
        onFailed: this.#problem.lack,
      }),
    );
    this.addController(
      new PreloadController(this, (isFirst) => (isFirst ? this.#preload() : this.#manager?.onInterest())),
    );
  }

  /** State of the newest session; `idle` before the first. */
  get state(): SessionState {
    return this.#manager?.current?.state ?? 'idle';
  }

  /** What the server says of the newest session, or `null` before it has made one. Never contains a token. */
  get session(): SessionInfo | null {
    return this.#manager?.current?.info ?? null;
  }

  /** Why the newest session failed or could not begin, or `null`; the newest problem, where there are several. */
  get error(): AvatarError | null {
    return this.#problem.value ?? this.#manager?.current?.error ?? null;
  }

  /** Why the newest session is over, or `null` while it is not. */
  get endReason(): EndReason | null {
    return this.#manager?.current?.endReason ?? null;
  }

  /**
   * What the visitor and the avatar have said, finished messages alone, as objects that `JSON.stringify` writes whole: a copy, which
   * does not change. Empty before the first; the words stay after the end, until the next start.
   */
  get transcript(): readonly TranscriptLine[] {
    return this.#panels?.transcript ?? [];
  }

  /** True while a microphone is open. */
  get microphoneOpen(): boolean {
    return this.#manager?.current?.microphoneOpen ?? false;
  }

  /** True while the avatar speaks. */
  get speaking(): boolean {
    return this.#manager?.current?.speaking ?? false;
  }

  /**
   * Starts a session. Resolves when its first frame is on screen; the controls are drawn right after that, with the next
   * `updateComplete`. A second call joins the first; a call while the avatar is live resolves at once. Call it within a click,
   * so that the browser lets the avatar be heard. While the page hides the element, the start waits up to 5 s for it to be shown, and then rejects with `hidden`: no token is requested before.
   * Rejects with an `AvatarError`, or with the signal's reason. When every caller has aborted, the element gives the start up
   * and stops the session that was made for it. Rejects with `start-refused` where a listener of `avatar-beforestart` refuses
   * the start, and with `consent-required` where `consent` is `required` and the visitor has not consented.
   * Source: `streaming.new`, `streaming.start`; LiveAvatar's `/v1/sessions/start`.
   */
  async start(options: MethodOptions = {}): Promise<void> {
    const {signal} = callOptions(options);
    signal?.throwIfAborted();
    this.permit();
    const start = this.#start?.isGivenUp ? null : this.#start;
    if (!start && this.#manager?.isLive) return;
    await (start ?? this.#begin()).join(signal);
  }

  /**
   * Ends the session or the start under way. Resolves when the server has confirmed the stop or could not be reached in time.
   * Safe in every state; never rejects. Source: `streaming.stop`; LiveAvatar's `/v1/sessions/stop`.
   */
  async stop(): Promise<void> {
    const stopped = this.#manager?.stop();
    this.#start?.giveUp(abortError('The start was stopped.'));
    await stopped;
  }

  /** Stops the current speech; without effect while the avatar is silent or absent. Source: `streaming.interrupt`. */
  async interrupt(options: MethodOptions = {}): Promise<void> {
    await this.#manager?.interrupt(options);
  }

  /** Ends `startListening`. Without effect where there is no session. Source: `streaming.stop_listening`. */
  async stopListening(options: MethodOptions = {}): Promise<void> {
    await this.#manager?.stopListening(options);
  }

  /**
   * Forgets that the visitor has consented to `consent-version`, on this and every page of the site, and ends the session. Resolves
   * when the server has confirmed the stop or could not be reached in time. Rejects with `load-failed` where the code for it could not
   * be downloaded; the session ends all the same.
   */
  async withdrawConsent(): Promise<void> {
    const stopped = this.stop();
    await this.#extras.withdraw();
    await stopped;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#manager?.connected();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#manager?.disconnected();
  }

  /** @internal In another document the browser has taken the styles away. */
  adoptedCallback(): void {
    this.requestUpdate();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    // A framework that writes what was there already takes back nothing that the visitor has changed since.
    if (old === value) return;
    super.attributeChangedCallback(name, old, value);
    if (name === 'strings') this.#problem.checkStrings(value);
  }

  /** @internal */
  get allowedHosts(): readonly string[] {
    return HeygenAvatarElement.allowedHosts;
  }

  /** @internal The words in the language of the element, with those of the page. */
  get words(): Localizer {
    const {lang, strings} = this.#language;
    const name = this.avatarName;
    const named = name ? {label: name, avatar: name} : null;
    const tables = [this.strings, named, strings, this.#strings, this.#extras.strings, START_STRINGS];
    return new Localizer(lang, tables, name);
  }

  /** @internal */
  get microphoneMutedNow(): boolean | undefined {
    return this.#manager?.current?.microphoneMuted;
  }

  /** @internal */
  permit(): void {
    this.#extras.permit();
  }

  /** @internal What stands above the button that starts. */
  get extras() {
    return this.#extras;
  }

  /** @internal Sends what the visitor asks, as if they had typed it. */
  async submitText(text: string): Promise<boolean> {
    return (await this.#panels?.submit(text)) ?? false;
  }

  /** @internal */
  get mini() {
    return this.#places.mini;
  }

  /** What a start sends, and its first frame, go before drawing. */
  protected override scheduleUpdate(): void | Promise<void> {
    const draw = () => this.performUpdate();
    return this.#panels?.inTurn(draw, Boolean(this.#start)) ?? draw();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.shadowRoot) this.#styles.update(this.shadowRoot);
    this.#updateStates();
    this.#hadFocus = this.shadowRoot?.activeElement !== null && this.hasUpdated;
    if (changed.has('muted')) {
      this.video.muted ||= this.muted;
      if (this.#manager) this.#manager.muted = this.muted;
    }
    if (this.#manager && changed.has('halfDuplex')) this.#manager.halfDuplex = this.halfDuplex;
    this.video.volume = Math.min(1, Math.max(0, this.volume || 0));
    if (changed.get('open') === true && !this.open && this.mode === 'floating') void this.stop();
  }

  override render(): TemplateResult {
    if (!globalThis.document) return html``; // a server knows neither the visitor's language nor what their browser can do
    const {words} = this;
    this.#internals.label(words.text('label'));
    const pieces = this.#panels?.render();
    return this.#places.render(frameView(this, this.#startView(words), pieces), pieces?.header);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.mode === 'floating') this.#places.moveFocus();
    else if (this.#hadFocus) this.#panels?.keepFocus();
  }

  /** @internal The element's own views take an event before the page does, and not by way of the page. */
  readonly deliver = (event: Event): void => {
    this.#panels?.receive(event);
    // A message changes what the panels show, and nothing else; several a second come while the avatar speaks.
    if (event.type !== 'avatar-message') this.sessionChanged();
    dispatch(this, event);
  };

  /** @internal CSS sees a change before any listener does. */
  sessionChanged({hasFailed} = {hasFailed: false}): void {
    if (hasFailed) this.#problem.clear();
    this.video.classList.toggle('shown', ['live', 'reconnecting', 'stopping'].includes(this.state));
    if (this.state === 'connecting') this.open ||= this.mode === 'floating';
    this.#updateStates();
    this.requestUpdate();
  }

  #updateStates(): void {
    this.#internals.setStates(this.state, {
      speaking: this.speaking,
      microphone: this.microphoneOpen && !this.microphoneMuted,
      asking: this.#manager?.microphoneAsking ?? false,
      mini: this.mini !== null,
      open: this.open,
    });
  }

  #startView(words: Localizer): TemplateResult {
    const problem = this.#problem.value;
    return startView({
      words,
      problem,
      // Before there are panels, there is no other problem than a download that has failed.
      reason: (problem && this.#panels?.wordsOf(problem)) ?? words.text('failedNetwork'),
      isBusy: this.#runtime.isLoading || this.#start !== null,
      hasDisclosure: this.disclosure === 'on',
      extras: this.#extras.render(),
      onStart: () => void this.start().catch(() => {}),
    });
  }

  /** @internal A call from a reaction to the end of a session does not start the next. */
  async startIfNeeded(options: MethodOptions): Promise<void> {
    if (this.#manager?.isReactingToEnd) throw notLive();
    await this.start(options);
  }

  /** What the visitor's press, or a call of the page, begins. Also tries again what could not be downloaded before. */
  #begin(): SharedTask {
    this.#loadAgain();
    this.#problem.clear();
    const start = new SharedTask(async (task) => {
      try {
        const manager = await this.#runtime.load(task.signal);
        await this.#extras.settled(); // it knows which language the visitor has chosen
        await manager.start(task);
      } catch (error) {
        if (!task.isGivenUp) this.#problem.explain(error, this.error);
        throw error;
      } finally {
        if (this.#start === task) this.#start = null;
        this.requestUpdate();
      }
    });
    this.#start = start;
    return start;
  }

  #loadAgain(): void {
    this.#places.retry();
    this.#extras.retry();
    this.#language.load();
  }

  #preload(): void {
    if (!this.#extras.isPermitted) return;
    const ahead = this.#runtime.load().then((manager) => manager.preload({token: this.preload === 'token'}));
    ahead.catch(() => {}); // the visitor has asked for nothing yet: their start tries again, and reports a failure
  }

  /** @internal Has style sheets, and words, that were loaded later. */
  adopt(placeStyles: readonly Style[], strings: StringOverrides | null = null): void {
    this.#styles.add(...placeStyles);
    this.#strings ??= strings;
    this.#problem.arrived();
  }

  protected override async load(signal?: AbortSignal): Promise<SessionManager> {
    this.permit();
    return this.#runtime.load(signal);
  }

  protected override live(): AvatarSession<MediaSink> {
    if (!this.#manager) throw notLive();
    return this.#manager.live();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'heygen-avatar': HeygenAvatarElement;
  }
}
