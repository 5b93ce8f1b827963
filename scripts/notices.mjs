import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {originalOf} from './self-contained.mjs';

const FILE = 'NOTICES.txt';
/** What the build changes in a package, which its licence wants stated. */
const CHANGES = {
  'livekit-client':
    'Changed: this build leaves out parts that an avatar does not use, and logs nothing. See scripts/slim.mjs in the sources.',
};

/** Writes the licences of all packages that the bundle holds to one file beside it, in place of comments in each chunk. */
export const notices = {
  name: 'notices',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap(({moduleIds = []}) => moduleIds.map(originalOf));
    const folders = new Set(modules.map(packageFolder).filter(Boolean));
    const texts = [...folders].sort((a, b) => (a < b ? -1 : 1)).map(noticeOf);
    this.emitFile({type: 'asset', fileName: FILE, source: texts.join(`\n${'-'.repeat(80)}\n\n`)});
  },
};

const packageFolder = (id) => /^\0?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];

function noticeOf(folder) {
  const {name, version, license, author} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const by = typeof author === 'string' ? author : author?.name;
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const notice = ['NOTICE', 'NOTICE.txt'].map((each) => join(folder, each)).find(existsSync);
  return [
    `${name} ${version} (${license})${by ? `, ${by}` : ''}`,
    CHANGES[name],
    notice && readFileSync(notice, 'utf8'),
    file && readFileSync(join(folder, file), 'utf8'),
  ]
    .filter(Boolean)
    .join('\n\n');
}
