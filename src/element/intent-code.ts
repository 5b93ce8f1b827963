/**
 * All that an element loads on intent, in one file of the build: its parts are of no use without each other. Nothing of it is loaded
 * with the page.
 */
export {SessionManager} from '../runtime/session-manager.js';
export {Panels, panelStyles, STRINGS} from '../ui/panels.js';
