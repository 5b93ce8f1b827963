import {assert} from '@open-wc/testing';
import {stub} from 'sinon';
import {fill, highlight, open, openWith, scrollTo, type Tool} from '../../src/tools/page-tools.js';
import {addTool, type Tools} from '../../src/session/tools/tool.js';
import {runTool} from '../../src/session/tools/tool-runner.js';

/** What the agent is told when it calls the tool. */
async function call<P>(tool: Tool<P>, parameters: object): Promise<string> {
  const tools: Tools = new Map();
  addTool(tools, 'it', tool);
  const options = {life: new AbortController().signal, limitMs: 1_000};
  const {answer} = await runTool({id: '1', name: 'it', parameters, eventId: null}, tools.get('it'), options);
  return answer;
}

let page: HTMLElement;
setup(() => {
  page = document.createElement('main');
  document.body.append(page);
});
teardown(() => {
  page.remove();
  window.scrollTo(0, 0);
});

suite('page tools: scrollTo and highlight', () => {
  test('a place is named by the page: by data-avatar-target, or an id', async () => {
    page.innerHTML = `<div style="block-size: 3000px"></div><p data-avatar-target='pri"ces'>5</p><p id="team">We</p>`;
    for (const [target, place] of [
      ['pri"ces', page.children[1]],
      ['team', page.children[2]],
    ] as const) {
      window.scrollTo(0, 0);
      assert.match(await call(highlight, {target}), /sees it now/);
      assert.equal(place?.getAnimations().length, 1);
      for (const each of place?.getAnimations() ?? []) each.cancel();
    }
    assert.match(await call(scrollTo, {target: 'team'}), /sees it now/);
  });

  for (const [isReduced, behavior] of [
    [false, 'smooth'],
    [true, 'auto'],
  ] as const) {
    test(`the visitor is taken to the middle of it, ${behavior} where motion is ${isReduced ? 'not ' : ''}wanted`, async () => {
      page.innerHTML = '<p id="team">We</p>';
      const media = stub(window, 'matchMedia').returns({matches: isReduced} as MediaQueryList);
      const scrolling = stub(page.children[0] as Element, 'scrollIntoView');
      try {
        await call(scrollTo, {target: 'team'});
        await call(highlight, {target: 'team'});
      } finally {
        media.restore();
      }
      assert.deepEqual(
        scrolling.args,
        [1, 2].map(() => [{behavior, block: 'center'}]),
      );
    });
  }

  test('a line ends with the session or the tool', async () => {
    page.innerHTML = '<p id="team">We</p>';
    const end = new AbortController();
    await highlight.run({target: 'team'}, {signal: end.signal});
    assert.lengthOf(page.children[0]?.getAnimations() ?? [], 1);
    end.abort();
    assert.isEmpty(page.children[0]?.getAnimations());
  });

  test('a number is a text', async () => {
    page.innerHTML = '<p id="7">We</p>';
    assert.match(await call(scrollTo, {target: 7}), /sees it now/);
  });

  for (const target of ['', 'nothing', 'p', '#team', 'hidden']) {
    test(`${JSON.stringify(target)} is no place of the page`, async () => {
      page.innerHTML = '<p id="team">We</p><p id="hidden" hidden>secret</p>';
      for (const tool of [scrollTo, highlight]) assert.match(await call(tool, {target}), /no such place/);
    });
  }

  test('parameters that are no texts are refused', async () => {
    assert.match(await call(scrollTo, {target: {}}), /not valid: target must be a text/);
    assert.match(await call(scrollTo, {}), /not valid/);
  });
});

suite('page tools: open', () => {
  const opened: string[] = [];
  const tool = openWith((url) => opened.push(url.href));
  setup(() => (opened.length = 0));

  for (const url of [
    'https://elsewhere.example/',
    '//elsewhere.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    `blob:${location.origin}/1`,
    'https://[',
  ]) {
    test(`${url} is not opened`, async () => {
      for (const each of [tool, open]) assert.match(await call(each, {url}), /no page of this site/);
      assert.deepEqual(opened, []);
    });
  }

  test('a page of the site is opened once the agent has been told', async () => {
    assert.match(await call(tool, {url: '/prices?a=1#b'}), /opens/);
    assert.deepEqual(opened, []);
    await new Promise((resolve) => {
      const wait = setInterval(() => {
        if (opened.length === 0) return;
        clearInterval(wait);
        resolve(undefined);
      }, 20);
    });
    assert.deepEqual(opened, [`${location.origin}/prices?a=1#b`]);
  });
});

suite('page tools: fill', () => {
  const field = () => page.firstElementChild as HTMLInputElement;

  for (const [html, value, result] of [
    ['<input data-avatar-fill="it">', 'Anna', 'Anna'],
    ['<input type="email" data-avatar-fill="it">', 'a@b.example', 'a@b.example'],
    ['<input type="search" data-avatar-fill="it">', 'tea', 'tea'],
    ['<input type="tel" data-avatar-fill="it">', '+49 1', '+49 1'],
    ['<input type="url" data-avatar-fill="it">', 'https://a.example', 'https://a.example'],
    ['<input type="date" data-avatar-fill="it">', '2026-11-27', '2026-11-27'],
    ['<input type="time" data-avatar-fill="it">', '09:30', '09:30'],
    ['<input type="datetime-local" data-avatar-fill="it">', '2026-11-27T09:30', '2026-11-27T09:30'],
    ['<input maxlength="4" data-avatar-fill="it">', 'Anna', 'Anna'],
    ['<textarea data-avatar-fill="it"></textarea>', 'two\nlines', 'two\nlines'],
    ['<select data-avatar-fill="it"><option value="">-<option value="it">Italy</select>', 'Italy', 'it'],
  ] as const) {
    test(`${html} is filled, as if the visitor had typed`, async () => {
      page.innerHTML = html;
      const events: string[] = [];
      for (const type of ['input', 'change']) page.addEventListener(type, () => events.push(type));
      // A framework that watches the field by a property of its own must not take this for its own change.
      Object.defineProperty(field(), 'value', {
        configurable: true,
        get: () => 'watched',
        set: () => events.push('watched'),
      });
      assert.match(await call(fill, {field: 'it', value}), /filled in/);
      delete (field() as {value?: string}).value;
      assert.equal(field().value, result);
      assert.deepEqual(events, ['input', 'change']);
    });
  }

  for (const html of [
    '<input name="it" id="it">',
    '<input data-avatar-fill="other">',
    '<input type="password" data-avatar-fill="it">',
    '<input type="hidden" data-avatar-fill="it">',
    '<input type="file" data-avatar-fill="it">',
    '<input type="checkbox" data-avatar-fill="it">',
    '<input autocomplete="current-password" data-avatar-fill="it">',
    '<input autocomplete="billing cc-number" data-avatar-fill="it">',
    '<input autocomplete="one-time-code" data-avatar-fill="it">',
    '<input autocomplete="CC-CSC" data-avatar-fill="it">',
    '<input data-avatar-fill="it" readonly>',
    '<input data-avatar-fill="it" disabled>',
    '<input data-avatar-fill="it" hidden>',
    '<div data-avatar-fill="it" contenteditable></div>',
  ]) {
    test(`${html} is never touched`, async () => {
      page.innerHTML = html;
      const before = page.innerHTML;
      assert.match(await call(fill, {field: 'it', value: 'x'}), /no such field/);
      assert.deepEqual(
        [page.innerHTML, field().value ?? ''],
        [before, field().type === 'checkbox' ? 'on' : ''],
      );
    });
  }

  for (const [html, value, answer] of [
    ['<input type="number" data-avatar-fill="it">', 'many', /does not take/],
    ['<input maxlength="3" data-avatar-fill="it">', 'long', /3 characters/],
    ['<input maxlength="0" data-avatar-fill="it">', 'x', /0 characters/],
    [
      '<select data-avatar-fill="it"><option value="">-<option disabled>Italy</select>',
      'Italy',
      /none of the choices/,
    ],
  ] as const) {
    test(`${html} does not take ${value}`, async () => {
      page.innerHTML = html;
      assert.match(await call(fill, {field: 'it', value}), answer);
      assert.equal(field().value, '');
    });
  }
});
