/**
 * The entry of the files for a script tag. A page that uses it reads events and needs none of their classes, so they are loaded
 * with the code that dispatches them.
 */
import './define.js';

export {HeygenAvatarElement} from './element/heygen-avatar.js';
export {AvatarError} from './session/errors/avatar-error.js';
