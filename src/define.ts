import {HeygenAvatarElement} from './element/heygen-avatar.js';

// The entry of the files for a script tag. A page that uses it reads events and needs none of their classes: these are loaded with
// the code that dispatches them.
export {HeygenAvatarElement};
export {AvatarError} from './session/errors/avatar-error.js';

// The address of the script is out of the reach of markup, so it may permit hosts: heygen-avatar.js?allow=proxy.example
const script = URL.canParse?.(import.meta.url) ? new URL(import.meta.url) : undefined;
const allowed = (script?.searchParams.getAll('allow') ?? []).flatMap((each) => each.split(','));
HeygenAvatarElement.allowedHosts = [...HeygenAvatarElement.allowedHosts, ...allowed];

// A second copy of the script keeps the first definition. Without a registry, an import is no error.
if (globalThis.customElements && !customElements.get('heygen-avatar')) {
  customElements.define('heygen-avatar', HeygenAvatarElement);
}
