import {property} from './property.js';
import type {AgentChoice, BackendName} from '../session/backends/backend.js';
import type {TokenProvider} from '../session/token/session-token.js';
import {boolean, number, oneOf, string} from './converters.js';
import {DisplayProperties} from './display-properties.js';

/** The attributes that say where a session comes from, who may begin it, and how it is kept. */
export class ConnectionProperties extends DisplayProperties {
  /**
   * Address of your endpoint that makes session tokens; HTTPS or loopback. The element sends it a `POST` with the settings as
   * JSON. It responds with `{token}`, `{data: {token}}`, `{session_token}`, `{data: {session_token}}`, the bare token as text, or a
   * LiveAvatar session that it has started. A proxy of `streaming.create_token` works. Another host than the page's own must be
   * permitted (`HeygenAvatarElement.allowedHosts`). Default: unset; without it and without `tokenProvider`, a start fails with
   * `bad-config`. Takes effect at the next start.
   */
  @property({converter: string}) declare tokenUrl: string | null;

  /**
   * Cookies on the token request, as in `fetch`: `same-origin`, `include` or `omit`. Default `same-origin`. Takes effect at
   * the next start.
   */
  @property({
    converter: oneOf(['same-origin', 'include', 'omit'], 'same-origin'),
  })
  declare tokenCredentials: RequestCredentials;

  /**
   * Which API the element uses: `auto` decides by the token endpoint's response, `streaming` and `liveavatar` override it,
   * `sandbox` is a stand-in in the page that needs no account. Default `auto`. Takes effect at the next start.
   */
  @property({converter: oneOf(['auto', 'streaming', 'liveavatar', 'sandbox'], 'auto')})
  declare backend: BackendName | 'auto' | 'sandbox';

  /**
   * Who thinks behind a LiveAvatar token, where the token itself does not say so: `liveavatar`, LiveAvatar's own agent;
   * `elevenlabs`, an ElevenLabs agent, which answers `ask` and takes `sendContext` but says no given text; `auto` goes by the
   * token, `agent_type` of the token endpoint's response, and the first event of the agent. Default `auto`. Takes effect at the
   * next start.
   */
  @property({converter: oneOf(['auto', 'liveavatar', 'elevenlabs'], 'auto')}) declare agent: AgentChoice;

  /**
   * Base address of a proxy or gateway that speaks the API; HTTPS or loopback. Default: unset, the API's own:
   * `https://api.heygen.com` or `https://api.liveavatar.com`. Takes effect at the next start.
   */
  @property({converter: string}) declare apiUrl: string | null;

  /**
   * Whether the visitor must tick a box above the start button before anything begins: `none` or `required`. Before that, no code
   * for a session is loaded, no token and no session is requested, the microphone stays closed, and every method that needs a session
   * rejects with `consent-required`. The slot `consent` is for links to your policy. The element remembers the consent in
   * `localStorage`; the visitor withdraws it in the settings of a conversation, the page by `withdrawConsent()`. Default `none`. Takes
   * effect at once: a session without consent ends.
   */
  @property({converter: oneOf(['none', 'required'], 'none')}) declare consent: 'none' | 'required';

  /**
   * The version of what the visitor consents to, such as `2026-11`. All avatars of a site with the same version share one consent;
   * a new version asks anew. Default: unset, a version of its own. Takes effect at once.
   */
  @property({converter: string}) declare consentVersion: string | null;

  /**
   * Address on your server that gets a beacon at the end of every session (`POST`, JSON `{session_id}` as text, with the
   * `stop_ticket` of the token reply if it has one), so that your server can stop a session that the page could not stop; HTTPS
   * or loopback. Default: unset, no beacon. Takes effect at once.
   */
  @property({converter: string}) declare stopUrl: string | null;

  /**
   * A text that the avatar says as soon as a session is live. An ElevenLabs agent greets by its own first message instead.
   * Default: unset, nothing. Takes effect at the next start. Source: `streaming.task`, type `repeat`.
   */
  @property({converter: string}) declare greeting: string | null;

  /**
   * Lets HeyGen end an idle session. Without it, the element keeps a session alive while the page is visible
   * (`streaming.keep_alive`, three times within the idle time). Default false. Takes effect at the next start.
   */
  @property({converter: boolean}) declare noKeepAlive: boolean;

  /**
   * How long a session goes on, in seconds, while the page does not show the element: it, an ancestor or its frame is hidden,
   * has `display: none`, `visibility: hidden` or `content-visibility: hidden`, is in a closed dialog or `<details>`, or is
   * collapsed: nothing of it is left by its own size, or by an ancestor without height that cuts it off. An element that is
   * scrolled away, or in a tab in the background, is shown. The microphone is closed at once, and the session is not kept alive
   * meanwhile. Shown again in time, the session goes on; the visitor opens the microphone. Default: unset, 30; 0 ends the
   * session at once. `Infinity` never ends it, and only then may a session begin unseen. Takes effect at once.
   */
  @property({converter: number}) declare hiddenGrace: number | null;

  /**
   * How long a start waits where all avatars of the account are busy, in seconds; it tries again with growing pauses, or as the
   * server asks for (`Retry-After`), and the visitor can cancel. The avatars of a page wait in one queue. Default: unset, 300; 0 lets
   * the start fail at once with `concurrency-limit`, and `Infinity` has it wait until the visitor cancels. Takes effect at the next
   * start.
   */
  @property({converter: number}) declare queueLimit: number | null;

  /**
   * A function that returns the token of a session, in place of `token-url`. Called once for each session with
   * `{settings, signal, isPrefetch}`, and with `preload="token"` also before one, with `isPrefetch` true: then the function must not
   * start a session. Returns the token, or an object as `token-url` responds with, or a promise of it. Default `null`. Takes effect
   * at the next start.
   */
  @property({attribute: false}) declare tokenProvider: TokenProvider | null;

  /**
   * Further settings of a session, with any field of the API: they lie under those of the attributes, and go to `token-url` or
   * `tokenProvider` and in `streaming.new`. A setting that has its default does not go before one that is here. Something that is
   * no object of JSON makes a start fail with `bad-config`. Default `null`. Takes effect at the next start.
   */
  @property({attribute: false}) declare sessionSettings: Record<string, unknown> | null;

  /**
   * The commands that buttons of the page may give with `command="--start"` and the like: names without the dashes, separated
   * by spaces, out of `start`, `stop`, `interrupt`, `speak`, `ask` and `toggle-microphone` (which closes the microphone, or
   * leads to the element's own button). Default: unset, none: a button may be markup that somebody injected. Takes effect at
   * once.
   */
  @property({converter: string}) declare commands: string | null;
}
