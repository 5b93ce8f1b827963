import type {AgentChoice, BackendName} from '../session/backends/backend.js';
import type {SessionFieldValues} from '../session/settings/session-fields.js';
import type {DesiredMicrophone} from '../session/microphone/desired-microphone.js';
import type {TokenProvider} from '../session/token/session-token.js';
import type {Tools} from '../session/tools/tool.js';
import type {ChromaControllerHost} from './chroma-controller.js';

/** The element, as far as the code that is loaded on intent knows it. */
export interface AvatarHost extends ChromaControllerHost, SessionFieldValues {
  /** Hosts and addresses that script has permitted, see `AddressPermission`. */
  readonly allowedHosts: readonly string[];
  tokenUrl: string | null;
  tokenCredentials: RequestCredentials;
  tokenProvider: TokenProvider | null;
  readonly sessionSettings: Record<string, unknown> | null;
  backend: BackendName | 'auto' | 'sandbox';
  agent: AgentChoice;
  readonly resume: boolean;
  apiUrl: string | null;
  stopUrl: string | null;
  greeting: string | null;
  muted: boolean;
  noKeepAlive: boolean;
  halfDuplex: boolean;
  hiddenGrace: number | null;
  queueLimit: number | null;
  readonly words: {text(key: 'yourTurn'): string};
  /** True once it has been in the document. */
  readonly hasUpdated: boolean;
  /** The language that the visitor has chosen, or that the page has them choose. */
  readonly extras: {
    readonly language: {readonly spoken: string | null} | undefined;
    /** Whether the visitor has consented, where that is required. */
    readonly isPermitted: boolean;
  };
  readonly preload: string;
  readonly desiredMicrophone: DesiredMicrophone;
  /** The tools of the page that the agent may call. */
  readonly tools: Tools;
  /**
   * Brings the element in line with its session. Called before any event of a change is delivered. The error of a session that has
   * failed is newer than any other problem of the element.
   */
  sessionChanged(news?: {hasFailed: boolean}): void;
  /** Shows an event to the element's own views, then dispatches it to the page. */
  readonly deliver: (event: Event) => void;
}
