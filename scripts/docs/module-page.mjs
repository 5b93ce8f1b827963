import {Node} from 'ts-morph';
import {section} from './declaration.mjs';
import {blocks, code} from './markdown.mjs';
import {exportsOf} from './project.mjs';

/** Exports that have a place of their own. */
const ELSEWHERE = new Map([
  ['AvatarError', 'errors.md#avatarerror'],
  ['AvatarErrorCode', 'errors.md#codes'],
  ['ERROR_MESSAGES', 'errors.md#codes'],
  ['EndReason', 'states-and-end-reasons.md#end-reasons'],
  ['SessionState', 'states-and-end-reasons.md#states'],
  ['StringKey', 'words.md'],
]);

/** What a reader looks for first comes first. */
const KINDS = [
  Node.isFunctionDeclaration,
  Node.isClassDeclaration,
  Node.isInterfaceDeclaration,
  Node.isTypeAliasDeclaration,
  Node.isVariableDeclaration,
];

/** A page about all exports of a module. Those that are in `other` already, by name, are only named. */
export function modulePage({file, title, source, intro, other = new Map()}) {
  const isHere = ([, declaration]) => declaration.getSourceFile().getFilePath().endsWith(source);
  const exports = [...exportsOf(source)].filter(([name]) => name !== 'HeygenAvatarElement');
  const all = [...exports.filter(isHere), ...exports.filter((each) => !isHere(each))];
  const elsewhere = ([name, declaration]) => placeOf(name, declaration) ?? other.get(name);
  const own = all.filter((each) => !elsewhere(each));
  return {
    file,
    title,
    sources: [source],
    body: blocks(
      intro,
      KINDS.flatMap((isKind) =>
        own.filter(([, declaration]) => isKind(declaration)).map(([name, each]) => section(name, each)),
      ),
      own.length < all.length && [
        '## On other pages',
        all
          .filter(elsewhere)
          .map((each) => `[${code(each[0])}](${elsewhere(each)})`)
          .join(', '),
      ],
    ),
  };
}

/** Where each export of a module is documented, for other pages. */
export function placesOf(source, file) {
  return new Map([...exportsOf(source).keys()].map((name) => [name, `${file}#${name.toLowerCase()}`]));
}

function placeOf(name, declaration) {
  return /^(events|error-event)\.ts$/.test(declaration.getSourceFile().getBaseName()) &&
    Node.isClassDeclaration(declaration)
    ? 'events.md'
    : ELSEWHERE.get(name);
}
