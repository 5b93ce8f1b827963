import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {originalOf} from './self-contained.mjs';

const FILE = 'NOTICES.txt';
/** What the build changes in a package, which its licence wants stated. */
const LIT =
  'Changed: this build leaves out parts that the element does not use. See scripts/slim-lit.mjs in the sources.';
const CHANGES = {
  'livekit-client':
    'Changed: this build leaves out parts that an avatar does not use, and logs nothing. See scripts/slim.mjs in the sources.',
  '@lit/reactive-element': LIT,
  'lit-element': LIT,
  'lit-html': LIT,
};
/** Who has the rights, where a package says it in its sources alone. */
const HOLDERS = {'@bufbuild/protobuf': 'Buf Technologies, Inc., Google Inc.'};

/** The texts of licences, for packages that come without one. */
const TEXTS = {
  MIT: (holder) => `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`,
  'BSD-3-Clause': (holder) => `Copyright ${holder}

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
`,
  'Apache-2.0': (holder) =>
    `Copyright ${holder}\n\n${readFileSync('node_modules/livekit-client/LICENSE', 'utf8')}`,
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
    file
      ? readFileSync(join(folder, file), 'utf8')
      : standardTexts(license, HOLDERS[name] ?? by ?? `the authors of ${name}`),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function standardTexts(licence, holder) {
  return licence
    .split(/ AND |[()]/)
    .filter(Boolean)
    .map((each) => TEXTS[each](holder))
    .join('\n\n');
}
