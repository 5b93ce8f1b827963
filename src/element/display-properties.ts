import {property} from 'lit/decorators/property.js';
import {number, oneOf, optionalOneOf, string} from './converters.js';
import {SessionProperties} from './session-properties.js';
import type {StringOverrides} from '../ui/locales/strings.js';

/** In which corner a floating avatar stands; `start` and `end` follow the direction of the text. */
export type Placement = 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';

/** The attributes that say what the visitor sees and can touch. All of them take effect at once. */
export class DisplayProperties extends SessionProperties {
  /** Address of a picture to show until the avatar is. Default: unset, a drawn placeholder. Takes effect at once. */
  @property({converter: string}) poster: string | null = null;

  /**
   * Shows the bar of controls while the avatar is live: sound, captions, transcript, full screen, picture in picture, time.
   * Without it there is only the button that ends the session. Default false. Takes effect at once.
   */
  @property({type: Boolean}) controls = false;

  /**
   * Offers a text box and the transcript while the avatar is live. What is typed goes to `chat`, unless the page prevents
   * the `avatar-submit` event. The property has another name than the attribute, since `chat` is a method. Default false.
   * Takes effect at once.
   */
  @property({type: Boolean, attribute: 'chat'}) chatBox = false;

  /**
   * Shows what the avatar says over the picture, when it says it; the visitor can change that in the controls. Default
   * false. Takes effect at once.
   */
  @property({type: Boolean}) captions = false;

  /**
   * Where the avatar is: `inline`, in the page where the element is, or `floating`, behind a button in a corner of the window.
   * Default `inline`. Takes effect at once.
   */
  @property({converter: oneOf(['inline', 'floating'], 'inline'), reflect: true})
  mode: 'inline' | 'floating' = 'inline';

  /**
   * Corner of a floating avatar: `bottom-end`, `bottom-start`, `top-end` or `top-start`. Default `bottom-end`. Takes effect
   * at once.
   */
  @property({
    converter: oneOf(['bottom-end', 'bottom-start', 'top-end', 'top-start'], 'bottom-end'),
    reflect: true,
  })
  placement: Placement = 'bottom-end';

  /**
   * Whether a floating avatar's panel is open. Closing it ends the session. Default false; a start opens it. Takes effect
   * at once.
   */
  @property({type: Boolean, reflect: true}) open = false;

  /**
   * While the avatar is live and scrolled out of view, shows it small in a corner of the window. For `mode="inline"`.
   * Default false. Takes effect at once.
   */
  @property({type: Boolean, attribute: 'mini-player'}) miniPlayer = false;

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
   * Replaces visible texts and labels, by key; as an attribute, a JSON object. A text with a number may be an object of
   * plural forms, such as `{"one": "…", "other": "{n} …"}`; `error-` and an error code is the sentence for the site owner.
   * Default: unset, the language of the page, or else English. Unknown keys are ignored; an attribute that is no JSON
   * object is said to be on the start panel, with an `avatar-error` event (`bad-config`). Takes effect at once.
   */
  @property({converter: {fromAttribute: (value) => jsonObject(value) ?? null}})
  strings: StringOverrides | null = null;
}

/** The object that a text is in JSON, if it is one. */
export function jsonObject(value: string | null): StringOverrides | undefined {
  try {
    const parsed: unknown = JSON.parse(value ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined; // the element says so on its start panel
  }
}
