import {readFileSync, writeFileSync} from 'node:fs';
import {cli} from '@custom-elements-manifest/analyzer/cli.js';
import {format, resolveConfig} from 'prettier';
import {writeFieldTypes} from './session-field-docs.mjs';

/**
 * Writes the tables of README.md from the doc comments, between `<!-- generated: name -->` and `<!-- end -->`. With
 * `--check` it only says whether they are up to date; with `--manifest` it writes `dist/custom-elements.json`, for editors.
 */
const README = 'README.md';
const SOURCES = [
  'src/element/heygen-avatar.ts',
  'src/element/display-properties.ts',
  'src/element/session-properties.ts',
  'src/session/events.ts',
];

const manifest = await cli({
  argv: [
    'analyze',
    '--litelement',
    '--quiet',
    '--config',
    'scripts/session-field-docs.mjs',
    '--globs',
    ...SOURCES,
  ],
  noWrite: true,
});
const classes = manifest.modules
  .flatMap(({declarations}) => declarations)
  .filter(({kind}) => kind === 'class');
const named = (name) => classes.find((each) => each.name === name) ?? fail(`There is no class ${name}.`);
const element = named('HeygenAvatarElement');
const members = element.members.filter(isPublic);

const tables = {
  attributes: table(
    ['Attribute', 'Property', 'Type', 'What it does'],
    members
      .filter(({attribute}) => attribute)
      .map((each) => [code(each.attribute), code(each.name), code(each.type?.text), text(each.description)]),
  ),
  properties: table(
    ['Property', 'Type', 'What it is'],
    members
      .filter(({kind, attribute, name}) => kind === 'field' && !attribute && name !== 'settings')
      .map((each) => [
        `${code(each.name)}${each.readonly ? ', read only' : ''}`,
        code(each.type?.text),
        text(each.description),
      ]),
  ),
  methods: table(
    ['Method', 'What it does'],
    members
      .filter(({kind}) => kind === 'method')
      .map((each) => [code(signature(each)), text(each.description)]),
  ),
  events: table(
    ['Event', 'Fields', 'When'],
    element.events
      .filter(({description}) => description)
      .map(({name, type, description}) => [code(name), fields(named(type.text)), text(description)]),
  ),
  slots: table(
    ['Slot', 'What it is for'],
    element.slots.map(({name, description}) => [code(name), text(description)]),
  ),
  parts: table(
    ['Part', 'What it is'],
    element.cssParts.map(({name, description}) => [code(name), text(description)]),
  ),
  'custom-properties': table(
    ['Custom property', 'Default', 'What it sets'],
    element.cssProperties.map((each) => [code(each.name), code(each.default), text(each.description)]),
  ),
  states: table(
    ['State', 'When'],
    element.cssStates.map(({name, description}) => [code(`:state(${name})`), text(description)]),
  ),
  errors: table(['Code', 'When', 'Message'], errorRows()),
  reasons: table(['Reason', 'What it means'], reasonRows()),
  strings: table(['Key', 'Text'], stringRows()),
  'token-handler': table(['Option', 'Type', 'What it does'], optionRows('options', 'TokenHandlerOptions')),
  'rate-limit': table(['Option', 'Type', 'What it does'], optionRows('rate-limit', 'RateLimitOptions')),
};

const readme = readFileSync(README, 'utf8');
const filled = readme.replace(
  /(<!-- generated: ([\w-]+) -->)[\s\S]*?(<!-- end -->)/g,
  (_, open, name, close) => {
    const body = tables[name] ?? fail(`README.md asks for a table named ${name}.`);
    return `${open}\n\n${body}\n\n${close}`;
  },
);
const current = await format(filled, {...(await resolveConfig(README)), parser: 'markdown'});

if (process.argv.includes('--manifest')) {
  writeFileSync('dist/custom-elements.json', JSON.stringify(published(), null, 2));
  writeFieldTypes(manifest);
} else if (process.argv.includes('--check')) {
  if (current !== readme) fail('README.md is not what the doc comments say: run `npm run docs`.');
} else if (current !== readme) {
  writeFileSync(README, current);
}

/** The manifest as editors want it: of the built files, without what is private. */
function published() {
  const text = JSON.stringify(manifest, (key, value) =>
    Array.isArray(value) ? value.filter((each) => isPublished(key, each)) : value,
  );
  return JSON.parse(text.replace(/src\/([\w/-]+)\.ts/g, 'npm/$1.js'));
}

/** The analyzer takes an argument of a dispatched event for an event; those of ours are described. */
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

function errorRows() {
  const sources = ['error-messages', 'entry-error-messages'].map((name) =>
    readFileSync(`src/session/errors/${name}.ts`, 'utf8'),
  );
  const entry = /\/\*\* ([^*]+) \*\/\s+'?([\w-]+)'?:\s+(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g;
  const rows = sources.flatMap((source) => [...source.matchAll(entry)]);
  return rows.map(([, when, name, quoted, template]) => [code(name), text(when), text(quoted ?? template)]);
}

/** The list in the doc comment of `EndReason`. */
function reasonRows() {
  const source = readFileSync('src/session/session-state.ts', 'utf8');
  const [, list = ''] = /Why a session ended:([\s\S]*?)\*\//.exec(source) ?? [];
  return [...list.matchAll(/- `([\w-]+)`: ([^.]+\.)/g)].map(([, name, when]) => [
    code(name),
    text(when.replace(/^ \* ?/gm, '')),
  ]);
}

/** The members of an interface of the token server's options. */
function optionRows(file, name) {
  const source = readFileSync(`src/token-server/${file}.ts`, 'utf8');
  const [, body] = source.match(new RegExp(`interface ${name} {([^]*?)\\n}`)) ?? fail(`There is no ${name}.`);
  const rows = [...body.matchAll(/\/\*\*([^]*?)\*\/\s+(\w+)\??: (.+);/g)];
  return rows.map(([, words, option, type]) => [
    code(option),
    code(type.replace(' | undefined', '')),
    text(words.replace(/^ *\* ?/gm, '')),
  ]);
}

function stringRows() {
  const sources = ['src/ui/locales/start-strings.ts', 'src/ui/locales/strings.ts'].map((file) =>
    readFileSync(file, 'utf8'),
  );
  const rows = sources.flatMap((source) => [...source.matchAll(/^  (\w+): (?:'(.*)'|(\{.*\})),$/gm)]);
  return rows.map(([, key, words, forms]) => [code(key), forms ? code(forms) : text(words)]);
}

function fields({members = []}) {
  const own = members.filter(({kind}) => kind === 'field');
  return own.map(({name, type}) => `${code(name)}: ${code(type?.text)}`).join('<br>') || '–';
}

function signature({name, parameters = [], return: result}) {
  const list = parameters.map((each) => `${each.name}${each.optional || each.default ? '?' : ''}`).join(', ');
  return `${name}(${list}): ${result?.type?.text ?? 'void'}`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(value) {
  return value ? `\`${String(value).replaceAll('|', '\\|').replaceAll('\n', ' ')}\`` : '–';
}

function text(value = '') {
  return value.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
