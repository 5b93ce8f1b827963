import {adoptStyles} from 'lit';
import {property} from './property.js';
import {checkContent} from './content-check.js';
import {boolean, jsonObject, list, number, oneOf, optionalOneOf, string, words} from './converters.js';
import {SessionProperties} from './session-properties.js';
import type {StringOverrides} from '../ui/locales/strings.js';

/** The corner of a floating avatar; `start` and `end` follow the direction of the text. */
export type Placement = 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';

/** A ready set of colours and corners. */
export type Theme = 'clear' | 'sand' | 'ink';

/** The attributes for what the visitor sees and can do. All of them take effect at once. */
export class DisplayProperties extends SessionProperties {
  /**
   * Address of a picture that is shown until the avatar is, or of a short film (`.mp4`, `.webm`), which plays without sound and in a
   * loop before the start, and stands still for visitors who ask for less motion. Default: unset, a drawn placeholder. Takes effect
   * at once.
   */
  @property({converter: string}) declare poster: string | null;

  /**
   * The avatar's name, which the visitor reads: on the start button, in the transcript, and as the element's accessible name. It is
   * not sent to the API. Default: unset, words without a name. Takes effect at once.
   */
  @property({converter: string}) declare avatarName: string | null;

  /**
   * Whether the start card says that the visitor talks to an AI, as the EU's AI Act asks for. Default `on`; `off` is for a page that
   * says so itself. Takes effect at once.
   */
  @property({converter: oneOf(['on', 'off'], 'on')}) declare disclosure: 'on' | 'off';

  /**
   * A ready set of colours and corners, each for light and dark: `clear`, neutral and cool; `sand`, warm and round; `ink`, black and
   * white, with sharp corners. Custom properties of the page go first. Default `clear`. Takes effect at once.
   */
  @property({converter: oneOf(['clear', 'sand', 'ink'], 'clear')}) declare theme: Theme;

  /** Silences the avatar, as on `<video>`. Default false. Takes effect at once. */
  @property({converter: boolean}) declare muted: boolean;

  /**
   * Gives the visitor controls while the avatar is live: a button for the captions, and in the settings rows for transcript, captions,
   * text size, volume, full screen, picture in picture and time. Beside a text box all of these are in the settings. Without it
   * there is only the button that ends the session. Default false. Takes effect at once.
   */
  @property({converter: boolean}) declare controls: boolean;

  /**
   * Offers a text box and the transcript while the avatar is live. The element passes what the visitor types to `ask`, unless
   * the page prevents the `avatar-submit` event. Default false. Takes effect at once.
   */
  @property({converter: boolean}) declare chat: boolean;

  /**
   * Questions that the visitor can ask by a press: one a line, or a JSON array; the property is an array. At most four stand above
   * the start button, where a press starts the conversation and asks, and in a conversation that has just begun; after an answer, at
   * most three that were not asked. A button shows the first 48 characters. Default: none. Takes effect at once.
   */
  @property({converter: list}) declare suggestions: readonly string[];

  /**
   * Asks the visitor at the end of a conversation how it was: one to five stars and a comment, which `avatar-feedback` reports when
   * they send it. Each conversation is rated once; nobody is asked after a failure. Default false. Takes effect at once.
   */
  @property({converter: boolean}) declare feedback: boolean;

  /**
   * Keeps what was said in `sessionStorage` for this visit: after a reload, and on the next page with the same element (`id`, or else
   * `avatar-id`), the visitor reads it on the start card and, marked as earlier, in the transcript. A LiveAvatar agent goes on from
   * it, as with `memory="visit"`, unless `memory` says otherwise. The visitor deletes it by a button, or by withdrawing the consent.
   * Default false: nothing is stored. Takes effect at once.
   */
  @property({converter: boolean}) declare resume: boolean;

  /**
   * `datalayer` pushes to the page's `dataLayer`, for Google Tag Manager and the like, what visitors do: opened, started, first
   * question, tool called, ended (reason, seconds), rated; never what is said. With `consent="required"`, nothing before the visitor
   * has consented. Default: unset, nothing. Takes effect at once.
   */
  @property({converter: optionalOneOf(['datalayer'])}) declare analytics: 'datalayer' | null;

  /**
   * The languages between which the visitor may choose, on the start view and in the settings: tags with spaces between, such as
   * `en de pt-BR`, or a JSON array; the property is an array. The choice sets the element's own texts at once, and the language of
   * the next session in place of `language`. Before it, the first of these holds that is among them: `language`, the language of
   * the page (`lang`), the first tag. The choice is remembered in `localStorage`, for all avatars of the site; with
   * `consent="required"` once the visitor has consented. What is no language is named in the console and ignored. Default: none,
   * no choice. Takes effect at once.
   */
  @property({converter: words}) declare languages: readonly string[];

  /**
   * Shows the avatar's words over the picture while it says them. The visitor can turn captions on and off in the controls.
   * Default false. Takes effect at once.
   */
  @property({converter: boolean}) declare captions: boolean;

  /**
   * Where the avatar is shown: `inline`, at the element's place in the page, or `floating`, in a panel that a button in a
   * corner of the window opens. Default `inline`. Takes effect at once.
   */
  @property({converter: oneOf(['inline', 'floating'], 'inline')})
  declare mode: 'inline' | 'floating';

  /**
   * Corner of a floating avatar: `bottom-end`, `bottom-start`, `top-end` or `top-start`. Default `bottom-end`. Takes effect
   * at once.
   */
  @property({converter: oneOf(['bottom-end', 'bottom-start', 'top-end', 'top-start'], 'bottom-end')})
  declare placement: Placement;

  /**
   * Whether a floating avatar's panel is open. A start opens it; closing it ends the session. Default false. Takes effect at
   * once. The attribute is what the page wants at first, or later when the page changes it; what the visitor opens and closes
   * is the property and `:state(open)`.
   */
  @property({converter: boolean}) declare open: boolean;

  /**
   * A sentence in a bubble beside the button of a floating avatar, at most 120 characters. A press on it opens the panel and starts
   * nothing. It is shown once a visit, and not to a visitor who has opened or closed the panel in that visit. Default: unset, no
   * bubble. Takes effect at once.
   */
  @property({converter: string}) declare teaser: string | null;

  /**
   * When the teaser comes: a number of seconds (`10`), how far down the page the visitor has scrolled (`50%`, or `scroll` for
   * that), `exit` when the pointer leaves the window at the top, or several of these (`30 50% exit`): the first of them. Default:
   * unset, 8 seconds, as for any other word. Takes effect at once, and then counts anew.
   */
  @property({converter: string}) declare teaserDelay: string | null;

  /**
   * Shows the avatar in a mini player, in a corner of the window, while it is live and its place in the page is out of view.
   * Applies to `mode="inline"`. Default false. Takes effect at once.
   */
  @property({converter: boolean}) declare miniPlayer: boolean;

  /**
   * `chroma` makes the green screen behind the avatar transparent, so that the page shows behind the avatar. A browser
   * without WebGL shows the whole picture. Default: unset. Takes effect at once.
   */
  @property({converter: optionalOneOf(['chroma'])}) declare background: 'chroma' | null;

  /** Colour of the screen behind the avatar: any CSS colour. Default: unset, `#00ff00`. Takes effect at once. */
  @property({converter: string}) declare chromaColor: string | null;

  /**
   * How different from `chroma-color` a colour may be to become transparent: from 0, that colour alone, to 1, every colour up
   * to grey. Default: unset, 0.4. Takes effect at once.
   */
  @property({converter: number}) declare chromaSimilarity: number | null;

  /**
   * How soft the edges are: the range beyond `chroma-similarity` over which colours turn from transparent to opaque. Default:
   * unset, 0.3. Takes effect at once.
   */
  @property({converter: number}) declare chromaSmoothness: number | null;

  /**
   * Replaces visible texts and labels, by key; the attribute is a JSON object. A text with a number may be an object of
   * plural forms, such as `{"one": "…", "other": "{n} …"}`. The key `error-` and an error code replaces the sentence for the
   * site owner. Default: unset, the texts of the page's language, or else English. The element ignores unknown keys. An
   * attribute that is not a JSON object is named under the details on the start view and by `avatar-error` (`bad-config`).
   * Takes effect at once.
   */
  @property({converter: (value: unknown) => jsonObject(value) ?? null})
  declare strings: StringOverrides | null;

  /** Renders anew into a root that a server has sent, which holds nothing but styles. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.shadowRoot;
    if (!root) return super.createRenderRoot();
    root.replaceChildren();
    adoptStyles(root, (this.constructor as typeof DisplayProperties).elementStyles);
    return root;
  }

  override firstUpdated(): void {
    checkContent(this);
  }
}

/** What is wrong with a `strings` attribute that `jsonObject` cannot read. */
export const BAD_STRINGS = 'The strings attribute is not a JSON object, such as {"start": "Hello"}.';
