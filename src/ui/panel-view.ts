import type {AvatarError} from '../session/avatar-error.js';
import type {EndReason, SessionState, StartStep} from '../session/session-state.js';
import type {StringKey} from './strings.js';

/** All that a panel shows, and all that the visitor can ask for: panels keep no state of their own. */
export interface PanelView {
  readonly state: SessionState;
  readonly step: StartStep;
  readonly error: AvatarError | null;
  readonly endReason: EndReason | null;
  /** What autoplay rules refuse until the visitor's next gesture. */
  readonly blocked: 'sound' | 'picture' | null;
  readonly muted: boolean;
  /** Whether the author wants the bar of controls. */
  readonly controls: boolean;
  readonly isPreview: boolean;
  readonly words: Readonly<Record<StringKey, string>>;
  readonly start: () => void;
  readonly stop: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly unlock: () => void;
}
