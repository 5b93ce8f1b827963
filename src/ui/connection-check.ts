import type {TemplateResult} from 'lit';
import {isLive} from '../session/session-state.js';
import {withTimeout} from '../session/util/abort.js';
import type {StringKey} from './locales/strings.js';
import {
  browserOutcome,
  microphoneOutcome,
  networkOutcome,
  pathOutcome,
  reach,
  serverOutcome,
  UNKNOWN,
  type Outcome,
  type Reached,
} from './state/network-checks.js';
import type {PanelState} from './state/panel-state.js';
import {settingsText} from './state/settings-text.js';
import {checkView} from './views/check-view.js';

export {checkStyles} from './views/check-view.styles.js';

/** One thing that is checked, and what was found; `null` while it is being checked. */
export interface Finding {
  readonly name: StringKey;
  readonly outcome: Outcome | null;
}

/** How long each check may take, in ms. */
const LIMIT_MS = 6_000;

/** Failures that come from the way of the media through the network, where everything else works. */
const ON_THE_WAY = ['connection-failed', 'connection-lost', 'no-video'];

/**
 * Says in words what keeps a visitor from a conversation: the network, the site's server, the browser, the microphone. It opens no
 * microphone, makes no session, and asks for no token.
 */
export class ConnectionCheck {
  readonly #state: PanelState;
  #findings: readonly Finding[] = [];
  #run: AbortController | undefined;

  constructor(state: PanelState) {
    this.#state = state;
  }

  /** Checks everything anew. */
  start(): void {
    this.#run?.abort();
    const {signal} = (this.#run = new AbortController());
    const {host} = this.#state;
    this.#findings = [];
    const own = within(signal, (limit) => reach(new URL(location.origin), limit));
    const server = this.#serverUrl;
    const answers = server ? within(signal, (limit) => reach(server, limit)) : own;
    this.#add(signal, 'checkInternet', async () => networkOutcome(await Promise.all([own, answers])));
    if (server) this.#add(signal, 'checkServer', async () => serverOutcome(await answers));
    this.#add(signal, 'checkVideo', (limit) => this.#videoOutcome(limit));
    if (host.microphone || host.pushToTalk) this.#add(signal, 'microphoneLabel', () => microphoneOutcome());
    host.requestUpdate();
  }

  render(): TemplateResult {
    return checkView(this.#findings, settingsText(this.#state.words), () => this.start());
  }

  /** The host that makes tokens. A function of the page, or the sandbox, has none. */
  get #serverUrl(): URL | null {
    const {tokenUrl, tokenProvider, backend, baseURI} = this.#state.host;
    if (!tokenUrl || tokenProvider || backend === 'sandbox' || !URL.canParse(tokenUrl, baseURI)) return null;
    const url = new URL(tokenUrl, baseURI);
    return url.protocol.startsWith('http') ? url : null;
  }

  async #videoOutcome(signal: AbortSignal): Promise<Outcome> {
    const {host, session} = this.#state;
    const stats = isLive(host.state) ? await session.mediaStats() : undefined;
    if (stats) return pathOutcome(stats);
    const outcome = await browserOutcome(signal);
    const isOnTheWay = ON_THE_WAY.includes(host.error?.code ?? '');
    return outcome.verdict === 'fine' && isOnTheWay
      ? {verdict: 'warning', words: 'checkNetworkBlocked'}
      : outcome;
  }

  #add(signal: AbortSignal, name: StringKey, check: (limit: AbortSignal) => Promise<Outcome>): void {
    this.#findings = [...this.#findings, {name, outcome: null}];
    const found = withTimeout(LIMIT_MS, 'checking', signal, check).catch(() => UNKNOWN);
    void found.then((outcome) => {
      if (signal.aborted) return;
      this.#findings = this.#findings.map((each) => (each.name === name ? {name, outcome} : each));
      this.#state.host.requestUpdate();
    });
  }
}

/** A host that does not answer in time is one that cannot be reached. It has less time than the check that waits for it. */
const within = (signal: AbortSignal, work: (limit: AbortSignal) => Promise<Reached>): Promise<Reached> =>
  withTimeout(LIMIT_MS - 1_000, 'reaching a host', signal, work).catch(() => 'unreachable');
