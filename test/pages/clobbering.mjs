const TWICE =
  'litHtmlVersions reactiveElementVersions litPropertyMetadata litHtmlPolyfillSupport litNonce'.split(' ');

/** Properties of the document itself, which an image of that name hides. */
const OF_DOCUMENT =
  'activeElement body documentElement featurePolicy fullscreenElement fullscreenEnabled head hidden permissionsPolicy pictureInPictureElement pictureInPictureEnabled visibilityState'.split(
    ' ',
  );

/** Markup whose ids and names are the globals of our libraries, or what they and the element ask the document for. */
export const CLOBBERING = [
  ...TWICE.map((name) => `<a id="${name}"></a><a id="${name}"></a>`),
  '<form id="__zod_globalConfig"><input name="postProcessor"></form><img name="__zod_globalRegistry">',
  '<form name="litElementVersions"></form><iframe name="litElementHydrateSupport"></iframe><a id="webkitAudioContext"></a>',
  ...OF_DOCUMENT.map((name) => `<img name="${name}" alt="">`),
].join('');
