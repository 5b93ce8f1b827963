import {svg} from 'lit';
import {icon} from './icons.js';

export const previousIcon = icon(svg`<path d="m14.5 6-6 6 6 6"></path>`);
export const nextIcon = icon(svg`<path d="m9.5 6 6 6-6 6"></path>`);
export const textSizeIcon = icon(
  svg`<path d="M2.5 18 7.500 6l5 12M4.300 14h6.400M14 18l3.500-8 3.500 8m-5.800-2.500h4.600"></path>`,
);
export const clockIcon = icon(
  svg`<circle cx="12" cy="12" r="8.500"></circle><path d="M12 7.500V12l3 2"></path>`,
);
export const globeIcon = icon(
  svg`<circle cx="12" cy="12" r="8.500"></circle><path d="M3.500 12h17M12 3.500c5 5 5 12 0 17c-5-5-5-12 0-17"></path>`,
);
export const signalIcon = icon(svg`<path d="M5 19v-4M10 19v-7M15 19V8M20 19V4"></path>`);
export const letterIcon = icon(svg`<path d="m5 20 7-16 7 16M7.600 14h8.800"></path>`);
export const warningIcon = icon(svg`<path d="M12 4 3 19.500h18zM12 10v4.500m0 2.500v.100"></path>`);
export const unknownIcon = icon(svg`<path d="M6 12h12"></path>`);
