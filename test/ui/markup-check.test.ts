import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {attributeName} from '../../src/session/settings/attribute-name.js';
import {FIELDS} from '../../src/session/settings/session-fields.js';
import {markupProblems} from '../../src/ui/markup-check.js';
import {aTask, rejection, until} from '../support/waiting.js';
import {elements, part, place, useSandbox} from '../support/test-elements.js';

useSandbox();
teardown(() => sinon.restore());

const problemsOf = (markup: string): string[] => {
  const holder = document.createElement('div');
  holder.innerHTML = markup;
  const element = holder.firstElementChild;
  return element ? markupProblems(element, ['start', 'stop', 'restart', 'timeWarning', 'error-timeout']) : [];
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
  [
    '<heygen-avatar mode="floating" />Only words, <!-- and a comment -->',
    '“Only words,”',
    '</heygen-avatar>',
  ],
  ['<heygen-avatar>Your browser is too old.</heygen-avatar>', '“Your browser is too old.”'],
  [
    '<heygen-avatar><p slot="explaination">x</p></heygen-avatar>',
    'slot="explaination"',
    'slot="explanation"',
  ],
  ['<heygen-avatar><p slot="startlabel">x</p></heygen-avatar>', 'slot="startlabel"', 'slot="start-label"'],
  ['<heygen-avatar hidden-grace="-5"></heygen-avatar>', 'hidden-grace="-5"', '0 or more'],
  ['<heygen-avatar hidden-grace="30s"></heygen-avatar>', 'hidden-grace="30s"', 'number'],
  ['<heygen-avatar chroma-similarity="40"></heygen-avatar>', 'chroma-similarity="40"', '0 to 1'],
  ['<heygen-avatar activity-idle-timeout="90.5"></heygen-avatar>', '90.5', 'whole number', '30 to 3600'],
  ['<heygen-avatar voice-rate="-1"></heygen-avatar>', 'voice-rate="-1"', '0 or more'],
  ['<heygen-avatar chroma-color="grün"></heygen-avatar>', 'chroma-color="grün"', 'colour'],
  ['<heygen-avatar chroma-color="00ff00"></heygen-avatar>', 'chroma-color="00ff00"', '#00ff00'],
  ['<heygen-avatar token-url="https://exa mple.com/"></heygen-avatar>', 'token-url', 'no address'],
  ['<heygen-avatar token-url="www.example.com/token"></heygen-avatar>', 'token-url', 'https://'],
  ['<heygen-avatar stop-url="localhost:8080/stop"></heygen-avatar>', 'localhost:', 'https:'],
  ['<heygen-avatar api-url="htps://proxy.example"></heygen-avatar>', 'htps:', 'https:'],
  ['<heygen-avatar poster="C:\\pictures\\a.webp"></heygen-avatar>', 'poster', 'c:'],
  [`<heygen-avatar strings='{"start": "Go",}'></heygen-avatar>`, 'strings is no JSON object', 'JSON'],
  [`<heygen-avatar strings='["Go"]'></heygen-avatar>`, 'strings is no JSON object'],
  [`<heygen-avatar strings='{"start": 5}'></heygen-avatar>`, 'strings has no text for start', '5'],
  [`<heygen-avatar strings='{"retsart": "Go"}'></heygen-avatar>`, 'retsart', 'Write restart'],
  [`<heygen-avatar strings='{"error-typo": "Go"}'></heygen-avatar>`, 'error-typo'],
  ['<heygen-avatar id="a"></heygen-avatar><button commandfor="a" command="start">', '--start'],
  [
    '<heygen-avatar id="a" commands="ask"></heygen-avatar><button commandfor="a" command="--ask">',
    'no value',
  ],
  ['<heygen-avatar id="a"></heygen-avatar><button commandfor="a" command="--stop">', 'Add stop'],
  [
    '<heygen-avatar id="a"></heygen-avatar><button commandfor="a" command="--strat">',
    'Write command="--start"',
  ],
  ['<heygen-avatar id="a"></heygen-avatar><button commandfor="a">', 'no command'],
  [
    '<heygen-avatar id="a" commands="stop"></heygen-avatar><form><button commandfor="a" command="--stop"></button></form>',
    'type="button"',
  ],
];

/** What is no mistake: every kind of attribute that pages and frameworks add, and every value in any case. */
const FINE = [
  '<heygen-avatar id="a" class="b" style="color: red" data-token_url="x" aria-label="c" lang="de" dir="rtl" hidden></heygen-avatar>',
  '<heygen-avatar wire:model="x" @click="y" :mode="z" v-bind:token-url="u" _ngcontent-abc on:avatar-end="f" hx-get="/"></heygen-avatar>',
  '<heygen-avatar backend=" SANDBOX " mode="Floating" quality="" muted="muted" autoplay="false"></heygen-avatar>',
  '<heygen-avatar commands="start  toggle-microphone" data-key="x" aria-keyshortcuts="y"></heygen-avatar>',
  '<heygen-avatar greeting="“Hello”, said the avatar." knowledge-base="“Be kind.”"></heygen-avatar>',
  '<heygen-avatar hidden-grace="Infinity" chroma-color="oklch(60% .2 140)" activity-idle-timeout="60" chroma-similarity="1"></heygen-avatar>',
  '<heygen-avatar token-url="/api" stop-url="stop.php?a=b" api-url="https://proxy.example" poster="data:image/png;base64,AA=="></heygen-avatar>',
  `<heygen-avatar strings='{"start": "Go", "error-timeout": "Wait", "timeWarning": {"other": "{n}"}, "stop": null}'></heygen-avatar>`,
  '<heygen-avatar id="a" commands="stop ask"></heygen-avatar><button commandfor="a" command="--stop"></button><button commandfor="a" command="--ask" value="Hi"></button>',
  '<heygen-avatar id="a"></heygen-avatar><button commandfor="a" command="--mine"></button><button commandfor="a" command="show-popover"></button><button commandfor="b" command="--start"></button>',
  '<heygen-avatar id="a" commands="stop"></heygen-avatar><form><button type="button" commandfor="a" command="--stop"></button></form>',
  '<heygen-avatar><!-- a comment --> <p slot="explanation">x</p><p slot="fallback">y</p><br><script></script><p></p></heygen-avatar>',
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

  test('each attribute that is a number, and each range of the API, is checked', () => {
    const {elementProperties} = customElements.get('heygen-avatar') as typeof HeygenAvatarElement;
    const numbers = [...elementProperties.values()].flatMap(({attribute, converter}) =>
      typeof attribute === 'string' && (converter as ((text: string) => unknown) | undefined)?.('7') === 7
        ? [attribute]
        : [],
    );
    assert.includeMembers(numbers, ['hidden-grace', 'voice-rate', 'chroma-smoothness']);
    for (const name of numbers) {
      for (const value of ['much', '1,5', '-1']) {
        assert.lengthOf(
          problemsOf(`<heygen-avatar ${name}="${value}"></heygen-avatar>`),
          1,
          `${name}="${value}"`,
        );
      }
    }
    for (const {attribute, min, max} of FIELDS.map((field) => ({
      attribute: attributeName(field.name),
      ...field,
    }))) {
      for (const [edge, beyond] of [
        [min, -1],
        [max, 1],
      ] as const) {
        if (edge === undefined) continue;
        assert.lengthOf(problemsOf(`<heygen-avatar ${attribute}="${edge + beyond}"></heygen-avatar>`), 1);
        assert.lengthOf(problemsOf(`<heygen-avatar ${attribute}="${edge}"></heygen-avatar>`), 0);
      }
    }
  });

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

  test('the check waits until the browser is idle: what a start needs is requested before it', async function () {
    if (!('requestIdleCallback' in globalThis)) this.skip(); // Safari has none
    const whenIdle: IdleRequestCallback[] = [];
    sinon.stub(globalThis, 'requestIdleCallback').callsFake((callback) => whenIdle.push(callback));
    const warn = sinon.stub(console, 'warn');
    const isSaid = () => warn.args.some(([text]) => String(text).includes('sanbox'));
    const element = place({backend: 'sanbox', 'api-url': ''});
    element.removeAttribute('token-url');
    await rejection(element.start());
    await until(() => whenIdle.length > 0);
    await import('../../src/ui/markup-check.js');
    await aTask();
    assert.isFalse(isSaid());
    whenIdle.forEach((callback) => callback({didTimeout: false, timeRemaining: () => 1}));
    await until(isSaid);
  });

  test('a mistake in strings is in the console and under the details, whether attribute or property', async () => {
    const warn = sinon.stub(console, 'warn');
    const said = (word: string) => warn.args.filter(([text]) => String(text).includes(word)).length;
    const element = place({'api-url': '', strings: '{"retry": "Again", "detials": "More"}'});
    element.removeAttribute('token-url');
    await rejection(element.start());
    await until(() => part(element, 'details')?.textContent?.includes('Write details') ?? false);
    await until(() => said('detials') === 1);
    element.strings = {mesage: 'Again'} as object;
    element.setAttribute('lang', 'de');
    await until(() => said('Write message') === 1);
  });

  for (const [how, command, word] of [
    ['refused', '--stop', 'Add stop'],
    ['misspelt', '--strat', 'Write command="--start"'],
  ] as const) {
    test(`a command that is ${how} is in the console once, before anything else is loaded`, async () => {
      const warn = sinon.stub(console, 'warn');
      const said = () => warn.args.filter(([text]) => String(text).includes(word)).length;
      const element = place({id: 'commanded'});
      const button = document.createElement('button');
      button.setAttribute('commandfor', 'commanded');
      button.setAttribute('command', command);
      element.after(button);
      button.click();
      await until(() => said() === 1);
      button.click();
      await rejection(element.speak(''));
      assert.equal(said(), 1);
      button.remove();
    });
  }

  for (const lost of [
    '<main><h1>The page</h1></main>',
    'Bare text of the page',
    '<!-- a --> text <b slot="x">y</b>',
  ]) {
    test(`what is lost in a tag that is not closed is named at once: ${lost}`, async () => {
      const warn = sinon.stub(console, 'warn');
      const holder = document.createElement('div');
      holder.innerHTML = `<heygen-avatar backend="sandbox" />${lost}`;
      document.body.append(holder);
      elements.push(holder.firstElementChild as HeygenAvatarElement);
      await until(() => warn.args.some(([text]) => String(text).includes('</heygen-avatar>')));
      holder.remove();
    });
  }
});
