import {floating} from './scenes/floating.js';
import {lives} from './scenes/live.js';
import {looks} from './scenes/looks.js';
import {over} from './scenes/over.js';
import {start} from './scenes/start.js';
import {talk} from './scenes/talk.js';

/**
 * Every state, mode, width and direction of the element, each on a sandbox of its own. A scene may have
 *
 * - `size`: the window, width and height;
 * - `attributes`, `style`, `inner`: of the element; an attribute that is `null` is not there;
 * - `lang`, `dir`, `rem`, `page`: language, direction, size of text and style of the page around it;
 * - `after`: true where the page goes on below the element;
 * - `media`: what the browser says of its user beyond the colour scheme, for pictures alone;
 * - `sandbox`: options of the server;
 * - `enter`: how one gets there, with the element, the sandbox and a few helpers.
 */
export const GROUPS = {
  Start: start,
  Live: lives,
  Talk: talk,
  'End and failure': over,
  Floating: floating,
  Looks: looks,
};

export const SCENES = Object.assign({}, ...Object.values(GROUPS));

/** The window of a scene that asks for none of its own. */
export const SIZE = [520, 310];
