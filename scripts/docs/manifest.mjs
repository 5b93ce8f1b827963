import {readdirSync} from 'node:fs';
import {cli} from '@custom-elements-manifest/analyzer/cli.js';
import {fail} from './fail.mjs';
import {sourceFile} from './project.mjs';

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

/** The manifest as editors want it: of the files of the package, without what is private, and with the module that registers the element. */
export function publishedManifest() {
  const text = JSON.stringify(manifest, (key, value) =>
    Array.isArray(value) ? value.filter((each) => isPublished(key, each)) : value,
  );
  const published = JSON.parse(text.replace(/\/?src\/([\w/-]+)\.(?:ts|js)\b/g, 'dist/npm/$1.js'));
  const {declarations, exports: names} = join(published);
  for (const each of names) each.declaration.module = declarations.get(each.name) ?? each.declaration.module;
  published.modules.push(definition(declarations.get('HeygenAvatarElement')));
  spellOutTypes(published);
  return published;
}

/** Where each name is declared, and all exports: the analyzer takes a file that passes a name on for the one that declares it. */
function join({modules}) {
  const declared = modules.flatMap(({path, declarations}) => declarations.map(({name}) => [name, path]));
  return {declarations: new Map(declared), exports: modules.flatMap((each) => each.exports)};
}

/** The module that registers the element. */
function definition(module) {
  const declaration = {name: 'HeygenAvatarElement', module};
  return {
    kind: 'javascript-module',
    path: 'dist/npm/define.js',
    declarations: [],
    exports: [
      {kind: 'js', name: 'HeygenAvatarElement', declaration},
      {kind: 'custom-element-definition', name: 'heygen-avatar', declaration},
    ],
  };
}

/** An editor offers the values of a union, and knows nothing of a type's name. */
function spellOutTypes({modules}) {
  const {attributes, members} = modules.flatMap((each) => each.declarations).find((each) => each.tagName);
  const file = sourceFile('src/element/heygen-avatar.ts');
  const type = file.getClassOrThrow('HeygenAvatarElement').getType();
  for (const each of [...attributes, ...members.filter(({kind}) => kind === 'field')]) {
    const parts =
      type
        .getProperty(each.fieldName ?? each.name)
        ?.getTypeAtLocation(file)
        .getUnionTypes() ?? [];
    const values = parts
      .filter((part) => part.isStringLiteral())
      .map((part) => `'${part.getLiteralValue()}'`);
    const isChoice = values.length > 0 && parts.every((part) => part.isStringLiteral() || part.isNull());
    each.parsedType = isChoice ? {text: values.join(' | ')} : each.type;
  }
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
