import {svg} from 'lit';

const icon = (body: unknown) =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;

const speaker = svg`<path d="M11 5 6.5 9H3v6h3.5L11 19z" fill="currentColor"></path>`;

export const soundIcon = icon(
  svg`${speaker}<path d="M15 9.5a3.6 3.6 0 0 1 0 5M18 7a7.2 7.2 0 0 1 0 10"></path>`,
);
export const mutedIcon = icon(svg`${speaker}<path d="m15.5 9.5 5 5m0-5-5 5"></path>`);
export const stopIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18"></path>`);
export const restartIcon = icon(svg`<path d="M4 5v5h5M4.6 10A8 8 0 1 1 4 14"></path>`);
