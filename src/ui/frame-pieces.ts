import type {nothing, TemplateResult} from 'lit';
import type {StringKey} from './locales/strings.js';

export type Piece = TemplateResult | typeof nothing;

/** What is in the card beside the picture, once the code for it is loaded. */
export interface FramePieces {
  /** The name of the view in the panel; the style sheet gives each its layout. */
  readonly view: View;
  /** Where the controls stand: `overlay` and `tile` are for frames that have no room for them under the picture. */
  readonly layout: Layout;
  /** For the header of a floating avatar: the button that opens the settings, and the word for what the avatar does now. */
  readonly header: {readonly menu: Piece; readonly status: StringKey | null};
  /** On the picture, and nowhere near the face. */
  readonly stage: Piece;
  /** The one view of the panel; `null` for the start card. */
  readonly panel: Piece | null;
  /** One notice. */
  readonly strip: Piece;
  /** The controls. */
  readonly footer: Piece;
  /** What only screen readers hear. */
  readonly announcements: Piece;
}

export type View = 'start' | 'progress' | 'none' | 'conversation' | 'settings' | 'ended' | 'failed';
/** `overlay`: the controls lie on the picture, and hide. `tile`: the picture is a small circle above the panel. */
export type Layout = '' | 'overlay' | 'tile';
