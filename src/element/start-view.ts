import {html, svg} from 'lit';

/** A neutral head and shoulders, for a page that gives no poster. */
export const placeholder = html`<svg
  class="placeholder"
  part="placeholder"
  viewBox="0 0 160 90"
  preserveAspectRatio="xMidYMid slice"
  aria-hidden="true"
>
  ${svg`<circle cx="80" cy="36" r="17" fill="currentColor"></circle><path d="M44 90c2-21 17-32 36-32s34 11 36 32z" fill="currentColor"></path>`}
</svg>`;

export const playIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 4.5v15l12.5-7.5z" fill="currentColor" />
</svg>`;
