import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import {markupProblems} from '../../src/ui/markup-check.js';
import {rejection, until} from '../support/waiting.js';
import {elements, part, place, useSandbox} from '../support/test-elements.js';

useSandbox();
teardown(() => sinon.restore());

const problemsOf = (markup: string): string[] => {
  const holder = document.createElement('div');
  holder.innerHTML = markup;
  const element = holder.firstElementChild;
  return element ? markupProblems(element) : [];
};

/** Markup as people write it, and the words that name the mistake. */
const MISTAKES: [markup: string, ...words: string[]][] = [
  ['<heygen-avatar backend="sanbox"></heygen-avatar>', 'backend="sanbox"', 'sandbox'],
  ['<heygen-avatar backend=“sandbox”></heygen-avatar>', 'backend="“sandbox”"', 'curly'],
  ['<heygen-avatar token-url=”/api/avatar-token”></heygen-avatar>', 'token-url', 'curly'],
  ['<heygen-avatar greeting=“Good day”></heygen-avatar>', 'day”', 'curly'],
  ['<heygen-avatar tokenUrl="/api"></heygen-avatar>', 'tokenurl', 'token-url'],
  ['<heygen-avatar token_url="/api"></heygen-avatar>', 'token_url', 'token-url'],
  ['<heygen-avatar avatarid="Wayne"></heygen-avatar>', 'avatarid', 'avatar-id'],
  ['<heygen-avatar caption></heygen-avatar>', 'caption', 'captions'],
  ['<heygen-avatar palcement="top-end"></heygen-avatar>', 'palcement', 'placement'],
  ['<heygen-avatar mode="floatng"></heygen-avatar>', 'mode="floatng"', 'inline, floating'],
  ['<heygen-avatar quality="4k"></heygen-avatar>', 'quality="4k"', 'high, medium, low'],
  ['<heygen-avatar chroma-similarity="a lot"></heygen-avatar>', 'chroma-similarity', 'number'],
  ['<heygen-avatar api-key="sk_live_123"></heygen-avatar>', 'api-key', 'token-url'],
  ['<heygen-avatar token="abc"></heygen-avatar>', 'token must not be in a page'],
  ['<heygen-avatar heygen-apikey="abc"></heygen-avatar>', 'heygen-apikey must not'],
  [
    '<heygen-avatar commands="--start --stop"></heygen-avatar>',
    'commands="--start --stop"',
    'without dashes',
  ],
  ['<heygen-avatar commands="start,stop"></heygen-avatar>', 'commands="start,stop"', 'spaces'],
  ['<heygen-avatar autoplay="no"></heygen-avatar>', 'autoplay="no"', 'means yes'],
  ['<heygen-avatar backend="sandbox" /><main><h1>The page</h1></main>', '<main>', '/>'],
  ['<heygen-avatar mode="floating" /><p>One</p><p>Two</p>', '<p>', '</heygen-avatar>'],
];

/** What is no mistake: every kind of attribute that pages and frameworks add, and every value in any case. */
const FINE = [
  '<heygen-avatar id="a" class="b" style="color: red" data-token_url="x" aria-label="c" lang="de" dir="rtl" hidden></heygen-avatar>',
  '<heygen-avatar wire:model="x" @click="y" :mode="z" v-bind:token-url="u" _ngcontent-abc on:avatar-end="f" hx-get="/"></heygen-avatar>',
  '<heygen-avatar backend=" SANDBOX " mode="Floating" quality="" muted="muted" autoplay="false"></heygen-avatar>',
  '<heygen-avatar commands="start  toggle-microphone" data-key="x" aria-keyshortcuts="y"></heygen-avatar>',
  '<heygen-avatar greeting="“Hello”, said the avatar." knowledge-base="“Be kind.”"></heygen-avatar>',
  '<heygen-avatar><p slot="explanation">x</p><p slot="fallback">y</p><br><script></script><p></p></heygen-avatar>',
];

suite('the check of the markup', () => {
  for (const [markup, ...words] of MISTAKES) {
    test(`names the mistake in ${markup}`, () => {
      const problems = problemsOf(markup).join('\n');
      for (const word of words) assert.include(problems, word);
    });
  }

  for (const markup of FINE) {
    test(`has nothing to say on ${markup}`, () => assert.deepEqual(problemsOf(markup), []));
  }

  test('a mistake is in the console once, and under the details for the site owner', async () => {
    const warn = sinon.stub(console, 'warn');
    const said = () => warn.args.map(([text]) => String(text)).filter((text) => text.includes('sanbox'));
    const element = place({backend: 'sanbox', 'api-url': ''});
    element.removeAttribute('token-url');
    await rejection(element.start());
    await rejection(element.start());
    await until(() => part(element, 'details')?.textContent?.includes('backend="sanbox"') ?? false);
    assert.lengthOf(said(), 1);
    element.setAttribute('quality', 'best');
    await until(() => warn.args.some(([text]) => String(text).includes('quality="best"')));
    assert.lengthOf(said(), 1);
  });

  test('a tag that swallows the page is named before anything is loaded', async () => {
    const warn = sinon.stub(console, 'warn');
    const holder = document.createElement('div');
    holder.innerHTML = '<heygen-avatar backend="sandbox" /><main><h1>The page</h1></main>';
    const [element] = holder.children;
    document.body.append(holder);
    elements.push(element as HTMLElementTagNameMap['heygen-avatar']);
    await until(() => warn.args.some(([text]) => String(text).includes('<main>')));
    holder.remove();
  });
});
