import type {CSSResult, TemplateResult} from 'lit';
import {AvatarFeedbackEvent} from '../../session/events.js';
import type {EndReason} from '../../session/session-state.js';
import {lazily} from '../../session/util/lazily.js';
import type {FeedbackForm} from '../feedback-form.js';
import type {PanelHost} from '../panel-host.js';
import type {Ending} from './ending.js';

const fetchForm = lazily(() => import('../feedback-form.js'));

/** After these ends nobody is asked: the conversation goes on elsewhere, or something is wrong that a rating would hide. */
const UNASKED: readonly (EndReason | null)[] = ['replaced', 'no-credits', 'error'];

/** Asks the visitor how the conversation was, once for each, where the page wants to know it. */
export class Feedback {
  readonly #host: PanelHost;
  readonly #ending: Ending;
  readonly #adopt: (styles: CSSResult) => void;
  #code: Awaited<ReturnType<typeof fetchForm>> | undefined;
  #form: FeedbackForm | undefined;
  #isLoading = false;

  /** `adopt` adds a style sheet to the element. */
  constructor(host: PanelHost, ending: Ending, adopt: (styles: CSSResult) => void) {
    this.#host = host;
    this.#ending = ending;
    this.#adopt = adopt;
  }

  /** A conversation begins. The code for its end is loaded beside it. */
  begin(): void {
    this.#form = undefined;
    if (this.#host.feedback) this.#load();
  }

  /** The question, or the thanks for the answer; `null` where nobody is asked, or the code could not be downloaded. */
  view(): TemplateResult | null {
    const {feedback, error, endReason} = this.#host;
    if (!feedback || error || this.#ending.liveAt === null || UNASKED.includes(endReason)) return null;
    if (!this.#form) this.#load();
    return this.#form?.view() ?? null;
  }

  #load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    void this.#makeForm()
      .catch(() => {}) // the next look at the card tries again
      .finally(() => (this.#isLoading = false));
  }

  async #makeForm(): Promise<void> {
    if (!this.#code) {
      this.#code = await fetchForm();
      this.#adopt(this.#code.feedbackStyles);
    }
    this.#form = new this.#code.FeedbackForm(this.#host, (rating, comment) => {
      const event = new AvatarFeedbackEvent(rating, comment);
      this.#host.extras.receive(event);
      this.#host.dispatchEvent(event);
    });
    this.#host.requestUpdate();
  }
}
