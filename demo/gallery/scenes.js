import {endings} from './scenes/endings.js';
import {floating} from './scenes/floating.js';
import {lives} from './scenes/live.js';
import {looks} from './scenes/looks.js';
import {start} from './scenes/start.js';
import {talk} from './scenes/talk.js';

/**
 * Every state, mode, width and direction of the element, each on a sandbox of its own. A scene may have
 *
 * - `size`: the window, width and height;
 * - `attributes`, `style`, `inner`: attributes, inline style and inner HTML of the element; `null` removes an attribute;
 * - `lang`, `dir`, `page`: language, direction and style of the page;
 * - `after`: true for a page that goes on below the element;
 * - `media`: media features beside the colour scheme; only the pictures have them;
 * - `isLong`: true for one that the pictures of `.ci/run` leave out;
 * - `needsWebRtc`: true for one that looks at the browser's own connections; the others' pictures are taken without;
 * - `sandbox`: options of the sandbox;
 * - `enter`: brings the element into the state, with the sandbox and a few helpers.
 */
export const GROUPS = {
  Start: start,
  Live: lives,
  Talk: talk,
  'End and failure': endings,
  Floating: floating,
  Looks: looks,
};

export const SCENES = Object.assign({}, ...Object.values(GROUPS));

/** The window of a scene without a size. */
export const SIZE = [520, 385];
