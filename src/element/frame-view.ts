import {html, nothing, type TemplateResult} from 'lit';
import type {FramePieces} from '../ui/frame-pieces.js';
import type {Localizer} from '../ui/locales/localizer.js';
import {isFilm} from '../ui/poster-kind.js';

/** What the frame shows of the element. */
interface FrameHost {
  readonly words: Localizer;
  readonly poster: string | null;
  readonly avatarName: string | null;
  readonly video: HTMLVideoElement;
  readonly backend: string;
  readonly mini: object | null;
}

/** The card: the stage with the picture, under it the panel, one notice and the controls. */
export function frameView(
  {words, poster, avatarName, video, backend, mini}: FrameHost,
  start: TemplateResult,
  pieces?: FramePieces,
): TemplateResult {
  return html`<div
    class="frame"
    part="frame"
    tabindex="-1"
    ?data-mini=${mini !== null}
    data-view=${pieces?.view ?? 'start'}
    data-layout=${pieces?.layout ?? nothing}
  >
    <div class="card">
      <div class="stage" part="stage">
        <slot name="poster">
          ${
            isFilm(poster)
              ? html`<video
                  class="poster shown"
                  part="poster"
                  data-film=${poster}
                  aria-hidden="true"
                ></video>`
              : poster
                ? html`<img class="poster" part="poster" src=${poster} alt="" />`
                : placeholder(avatarName)
          }
        </slot>
        ${video} ${pieces?.stage}
        ${
          backend === 'sandbox'
            ? html`<span class="badge" part="preview" title=${words.text('previewHint')}
                >${words.text('preview')}</span
              >`
            : nothing
        }
      </div>
      <div class="panel-view" part="panel-view">${pieces?.panel ?? start}</div>
      ${pieces?.strip} ${pieces?.footer}
    </div>
    ${pieces?.announcements}
  </div>`;
}

/** The initial of the name, or a neutral head and shoulders, for a page that gives no poster. */
function placeholder(name: string | null): TemplateResult {
  return name
    ? html`<b class="placeholder" part="placeholder" aria-hidden="true">${/./u.exec(name)?.[0]}</b>`
    : figure;
}

const figure = html`<svg
  class="placeholder"
  part="placeholder"
  viewBox="0 0 160 90"
  preserveAspectRatio="xMidYMid slice"
  aria-hidden="true"
>
  <circle cx="80" cy="36" r="17" fill="currentColor" />
  <path d="M44 90c2-21 17-32 36-32s34 11 36 32z" fill="currentColor" />
</svg>`;
