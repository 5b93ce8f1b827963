import {readdirSync} from 'node:fs';
import {cli} from '@custom-elements-manifest/analyzer/cli.js';
import {fail} from './fail.mjs';

/** The custom-elements manifest: what the doc comment of the element says of events, slots, parts and states. */
const SOURCES = [
  'src/element/heygen-avatar.ts',
  // The classes that the element extends.
  ...readdirSync('src/element')
    .filter((file) => /-(methods|properties)\.ts$/.test(file))
    .map((file) => `src/element/${file}`),
  'src/session/events.ts',
  'src/session/error-event.ts',
];

const manifest = await cli({
  argv: [
    'analyze',
    '--litelement',
    '--quiet',
    '--config',
    'scripts/docs/analyzer-config.mjs',
    '--globs',
    ...SOURCES,
  ],
  noWrite: true,
});

/** The element in the manifest. */
export const element =
  manifest.modules
    .flatMap(({declarations}) => declarations)
    .find(({tagName}) => tagName === 'heygen-avatar') ?? fail('The manifest has no <heygen-avatar>.');

/** The manifest as editors want it: of the built files, without what is private. */
export function publishedManifest() {
  const text = JSON.stringify(manifest, (key, value) =>
    Array.isArray(value) ? value.filter((each) => isPublished(key, each)) : value,
  );
  return JSON.parse(text.replace(/src\/([\w/-]+)\.ts/g, 'npm/$1.js'));
}

/** The analyzer takes an argument of a dispatched event for an event; only ours have a description. */
function isPublished(key, each) {
  if (key === 'events') return Boolean(each.description);
  return key !== 'members' || isPublic(each);
}

function isPublic({name, privacy, description, static: isStatic}) {
  return !name.startsWith('#') && !isStatic && (privacy ?? 'public') === 'public' && isDescribed(description);
}

function isDescribed(description) {
  return Boolean(description) && !description.startsWith('@internal');
}
