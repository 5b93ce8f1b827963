/** The globals that Lit looks for. The files for a script tag have a Lit that looks for none; the build empties this list there. */
export const LIT_GLOBALS: readonly string[] = [
  'ShadyCSS',
  'litElementHydrateSupport',
  'litElementPolyfillSupport',
  'litElementVersions',
  'litHtmlPolyfillSupport',
  'litHtmlVersions',
  'litNonce',
  'litPropertyMetadata',
  'reactiveElementPolyfillSupport',
  'reactiveElementVersions',
];
