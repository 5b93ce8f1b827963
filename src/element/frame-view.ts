import {html, nothing, svg, type TemplateResult} from 'lit';
import type {Localizer} from '../ui/locales/localizer.js';

/** What the frame shows of the element. */
interface FrameHost {
  readonly words: Localizer;
  readonly poster: string | null;
  readonly video: HTMLVideoElement;
  readonly backend: string;
  readonly mini: object | null;
}

/** The box that holds everything: the poster, the video, and over them the panels. */
export function frameView(
  {words, poster, video, backend, mini}: FrameHost,
  panels: TemplateResult,
): TemplateResult {
  return html`<div class="frame" part="frame" tabindex="-1" ?data-mini=${mini !== null}>
    <slot name="poster">
      ${poster ? html`<img class="poster" part="poster" src=${poster} alt="" />` : placeholder}
    </slot>
    ${video}
    <div class="overlay" part="overlay">
      ${panels}
      ${
        backend === 'sandbox'
          ? html`<span class="badge" part="preview" title=${words.text('previewHint')}
              >${words.text('preview')}</span
            >`
          : nothing
      }
    </div>
  </div>`;
}

/** A neutral head and shoulders, for a page that gives no poster. */
const placeholder = html`<svg
  class="placeholder"
  part="placeholder"
  viewBox="0 0 160 90"
  preserveAspectRatio="xMidYMid slice"
  aria-hidden="true"
>
  ${svg`<circle cx="80" cy="36" r="17" fill="currentColor"></circle><path d="M44 90c2-21 17-32 36-32s34 11 36 32z" fill="currentColor"></path>`}
</svg>`;
