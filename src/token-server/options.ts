import type {AllowedField, AllowedSetting} from './choices.js';
import type {TokenServerProblem} from './upstream-errors.js';
import type {RateLimitOptions} from './rate-limit.js';

export interface TokenHandlerOptions {
  /** The API that the key is for. */
  backend: 'streaming' | 'liveavatar';
  /** The API key of the account. The handler sends it to the API only. */
  apiKey: string | undefined;
  /**
   * Origins of the pages that get tokens, such as `https://example.com`; of apps too, such as `tauri://localhost`. Each is
   * compared exactly; patterns and `null` are not allowed.
   */
  allowedOrigins: readonly string[];
  /**
   * The path of the endpoint, as the handler sees it in the request's URL: where a framework takes a prefix away, without
   * that. The handler gives tokens at this path, ends sessions at the path with `/stop`, and answers 404 at all others.
   * Default `/api/avatar-token`.
   */
  path?: string | undefined;
  /**
   * Settings of every session, which a page cannot change: fields of the body of LiveAvatar's `/v1/sessions/token`.
   * `avatar_id` is required. Only for `liveavatar`: tokens of `streaming` carry no settings. Default: `mode` `FULL`, and there an
   * `avatar_persona` with all its defaults if there is no `voice_agent`. With `mode` `LITE` the page sends the avatar's voice
   * (`speakAudio`), or a connector that these settings name does. A language that a `voice_agent` refuses is left out.
   */
  settings?: Record<string, unknown> | undefined;
  /**
   * Settings that a page may choose. The handler checks each and lays it over `settings`. A name is that of an attribute's
   * setting. An object is any other field of LiveAvatar's token body, which a page posts with `sessionSettings`: there the handler
   * checks only its size. Only for `liveavatar`. Default: none. The longest body that the handler reads is 100,000 bytes, and what these may
   * need beyond that.
   */
  allow?: readonly (AllowedSetting | AllowedField)[] | undefined;
  /**
   * Whether the handler starts the session, and gives the page that: `session_id`, `livekit_url`, `livekit_client_token`,
   * `ws_url`, with the `session_token` to stop it by. A token that is fetched ahead (`preload="token"`) is given without a session, which
   * the page starts. A session that may have been started though LiveAvatar did not say so (no answer, 5xx, an answer that cannot
   * be read) is stopped, because the page asks again. Only for `liveavatar`. Default `false`: the page starts its session.
   */
  start?: boolean | undefined;
  /**
   * Who thinks behind the avatar, such as `elevenlabs_agent`: what LiveAvatar's token does not say. Given to the page with each
   * token, as `agent_type`. Only for `liveavatar`. Default: nothing is given.
   */
  agentType?: string | undefined;
  /**
   * Limit for each address and for all together, see below; `false` for no limit. Default: 10 tokens a minute for an address,
   * 100 for all.
   */
  rateLimit?: RateLimitOptions | false | undefined;
  /**
   * How many proxies of yours or of your platform each request passes. The rate limit takes the client's address from as many
   * entries before the end of `x-forwarded-for`. 1 behind one nginx, Caddy or load balancer, on
   * Vercel and Heroku; 2 with a CDN before that; elsewhere, ask your platform what it appends. 0 for a server that clients reach directly, and on Cloudflare
   * Workers, where you pass `cf-connecting-ip` as the address. Too high a number lets clients choose their address. Default 0:
   * `x-forwarded-for` is not read, because a client can write it.
   */
  trustedProxies?: number | undefined;
  /**
   * Whether a stop call must have the ticket that the handler returned with the session's token, so that nobody ends the
   * session of another visitor. A ticket that is sent is always checked. Only for `liveavatar`: a token of `streaming` does
   * not say which session it will open. Default `true` for `liveavatar`. `false` while pages with an element before 0.2 are in
   * use, which sends none.
   */
  requireStopTicket?: boolean | undefined;
  /**
   * The handler calls this when a call of the API fails, or when this server needs your attention, so that you can log it:
   * `{call, problem, message, status, code, cause}`. It never gets the key. `cause` is what a store of yours threw, which
   * may hold a secret of that store. Default: problems are not reported.
   */
  onError?: ((problem: TokenServerProblem) => void) | undefined;
  /** Base URL of the API, for a gateway. `https:`, or `http:` on this machine. Default: the back end's own. */
  apiUrl?: string | undefined;
  /** How long the API may take to answer, and a page to send its body, each in ms. Default 10,000. */
  timeoutMs?: number | undefined;
  /** The function that sends requests to the API. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
}
