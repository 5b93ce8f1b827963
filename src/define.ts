import {HeygenAvatarElement} from './element/heygen-avatar.js';

// A second copy of the script keeps the first definition. A server has no registry, and an import there is no error.
if (globalThis.customElements && !customElements.get('heygen-avatar')) {
  customElements.define('heygen-avatar', HeygenAvatarElement);
}
