import {svg} from 'lit';

export const icon = (body: unknown) =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;

const speaker = svg`<path d="M11 5 6.5 9H3v6h3.5L11 19z" fill="currentColor"></path>`;
const capsule = svg`<rect x="9" y="3" width="6" height="11" rx="3"></rect><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"></path>`;

export const soundIcon = icon(
  svg`${speaker}<path d="M15 9.5a3.6 3.6 0 0 1 0 5M18 7a7.2 7.2 0 0 1 0 10"></path>`,
);
export const mutedIcon = icon(svg`${speaker}<path d="m15.5 9.5 5 5m0-5-5 5"></path>`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18"></path>`);
export const moveIcon = icon(
  svg`<path d="M12 3.5v17M3.5 12h17M9.500 6 12 3.500 14.500 6M9.500 18l2.500 2.500 2.500-2.500M6 9.500 3.500 12 6 14.500M18 9.500l2.500 2.500-2.500 2.500"></path>`,
);
export const downIcon = icon(svg`<path d="m6 9.5 6 6 6-6"></path>`);
export const largerIcon = icon(svg`<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"></path>`);
export const smallerIcon = icon(svg`<path d="M20 10h-6V4M14 10l6-6M4 14h6v6M10 14l-6 6"></path>`);
/** What a launcher without a picture shows: to talk, by voice or text. */
export const bubbleIcon = svg`<svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor"><path d="M12 3.500c-5.200 0-9.300 3.500-9.300 7.900 0 2.400 1.200 4.500 3.200 6l-.6 3.300c-.1.500.4.900.9.600l3.400-1.900c.8.200 1.600.300 2.400.300 5.200 0 9.300-3.500 9.300-8.300 0-4.400-4.100-7.900-9.300-7.900z"></path><g fill="var(--_accent)"><circle cx="8" cy="11.500" r="1.200"></circle><circle cx="12" cy="11.500" r="1.200"></circle><circle cx="16" cy="11.500" r="1.200"></circle></g></svg>`;
export const hangUpIcon = icon(
  svg`<path d="M2.6 14.6c4.700-5.300 14.100-5.300 18.800 0l-2.200 3-4.400-1.700v-2.600a9.500 9.500 0 0 0-5.600 0v2.600l-4.400 1.700z" fill="currentColor"></path>`,
);

export const restartIcon = icon(svg`<path d="M4 5v5h5M4.6 10A8 8 0 1 1 4 14"></path>`);
export const backIcon = icon(svg`<path d="M9 15 19 5m-7 0h7v7M5 10v9h9"></path>`);
export const withdrawIcon = icon(
  svg`<path d="M12 3 5 6v5c0 4.500 3 8 7 10 4-2 7-5.500 7-10V6zM9.500 9.500l5 5m0-5-5 5"></path>`,
);
export const doneIcon = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"></path>`);
export const microphoneIcon = icon(capsule);
export const microphoneOffIcon = icon(svg`${capsule}<path d="M4 4l16 16"></path>`);
export const captionsIcon = icon(
  svg`<rect x="3" y="5" width="18" height="14" rx="3"></rect><path d="M10.5 10.5a2.2 2.2 0 1 0 0 3M17 10.5a2.2 2.2 0 1 0 0 3"></path>`,
);
export const interruptIcon = icon(
  svg`<rect x="6.5" y="6.5" width="11" height="11" rx="2" fill="currentColor"></rect>`,
);
export const fullscreenIcon = icon(svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"></path>`);
export const pictureIcon = icon(
  svg`<rect x="3" y="5" width="18" height="14" rx="2"></rect><rect x="11.5" y="11.5" width="6.5" height="4.5" rx="1" fill="currentColor"></rect>`,
);
export const moreIcon = icon(
  svg`<circle cx="5.5" cy="12" r="1"></circle><circle cx="12" cy="12" r="1"></circle><circle cx="18.5" cy="12" r="1"></circle>`,
);
export const chatIcon = icon(svg`<path d="M4 5h16v11H9.5L5 20v-4H4z"></path>`);
export const sendIcon = icon(svg`<path d="M12 19V6m-5.5 5L12 5.5l5.5 5.5"></path>`);
export const copyIcon = icon(
  svg`<rect x="9" y="9" width="11" height="11" rx="2"></rect><path d="M5 15V6a2 2 0 0 1 2-2h8"></path>`,
);
export const downloadIcon = icon(svg`<path d="M12 4v11m-5-4.5 5 5 5-5M5 20h14"></path>`);
