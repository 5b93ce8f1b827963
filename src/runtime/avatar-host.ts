import type {ChromaControllerHost} from './chroma-controller.js';
import type {BackendName} from '../session/backends/backend.js';
import type {SessionSettings} from '../session/backends/streaming/streaming-schemas.js';
import type {TokenProvider} from '../session/token/session-token.js';

/** What the element shows of itself to the parts that are loaded on interest. */
export interface AvatarHost extends ChromaControllerHost {
  /** The settings that attributes ask for, in the API's words. */
  readonly settings: Partial<SessionSettings>;
  tokenUrl: string | null;
  tokenCredentials: RequestCredentials;
  tokenProvider: TokenProvider | null;
  backend: BackendName | 'auto' | 'sandbox';
  apiUrl: string | null;
  stopUrl: string | null;
  greeting: string | null;
  muted: boolean;
  noKeepAlive: boolean;
  halfDuplex: boolean;
  microphoneMuted: boolean;
  /** Shows an event to the element's own views, then dispatches it to the page. */
  readonly deliver: (event: Event) => void;
}
