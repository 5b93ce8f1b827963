import {assert} from '@open-wc/testing';
import {sendKeys, sendMouse, setViewport} from '@web/test-runner-commands';
import sinon from 'sinon';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const key = (name: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', {key: name, bubbles: true, composed: true, cancelable: true, ...init});

teardown(async () => {
  sinon.restore();
  sessionStorage.clear();
  await stage.close();
});

suite('floating', () => {
  const launched = async (attributes: Record<string, string> = {}) => {
    await stage.open({mode: 'floating', ...attributes});
    await until(() => stage.part('launcher') !== null || stage.part('panel') !== null);
  };

  test('closed, it covers no more than its launcher; opened by that, it has the focus', async () => {
    await launched();
    for (const box of [stage.element.getBoundingClientRect(), stage.box('launcher')]) {
      assert.isAtMost(box.width, 64);
      assert.isAtMost(box.height, 64);
    }
    stage.part('launcher')?.focus();
    await stage.click('launcher');
    assert.isTrue(stage.element.open);
    assert.equal(stage.focused, 'title');
    await sendKeys({press: 'Tab'});
    assert.equal(stage.focused, 'start-button');
  });

  test('with a poster it has words beside it until the visitor knows it; a tall window keeps it to close the panel', async () => {
    await setViewport({width: 800, height: 800});
    await launched({poster: 'data:,', 'avatar-name': 'Anna'});
    assert.equal(stage.text('launcher'), 'Talk to Anna AI assistant');
    await stage.click('launcher');
    await stage.settled();
    const {top, height} = stage.box('launcher');
    assert.equal(height, 48);
    assert.isAtLeast(top, stage.box('panel').bottom);
    await stage.click('launcher');
    assert.isFalse(stage.element.open);
    assert.equal(stage.box('launcher').width, 60);
    assert.equal(stage.part('launcher')?.ariaLabel, 'Talk to Anna');
    await setViewport({width: 800, height: 600});
  });

  test('a wide window has room for a larger panel', async () => {
    await setViewport({width: 1000, height: 600});
    await launched({open: ''});
    const widths = [];
    for (let press = 0; press < 3; press++) {
      widths.push(stage.part('panel')?.offsetWidth);
      await stage.click('expand');
    }
    assert.deepEqual(widths, [400, 880, 400]);
    await setViewport({width: 800, height: 600});
    await until(() => stage.part('expand') === null);
  });

  test('closed by its button, it ends the session and gives the focus back', async () => {
    await launched();
    await stage.element.start();
    await stage.settings();
    assert.isTrue(stage.element.open);
    const ended = nextEvent(stage.element, 'avatar-end');
    stage.part('close')?.focus();
    await stage.click('close');
    await ended;
    await stage.element.updateComplete;
    assert.isFalse(stage.element.open);
    assert.equal(stage.focused, 'launcher');
    assert.equal(stage.sandbox.openSessions, 0);
  });

  test('Escape closes what lies over the picture, never the conversation; after its end, it closes the panel', async () => {
    await launched({chat: ''});
    await stage.element.start();
    await stage.settings();
    for (const opener of ['more', 'text']) {
      await stage.click(opener);
      stage.part('close')?.dispatchEvent(key('Escape')); // outside of what is open
      await stage.element.updateComplete;
      assert.isFalse(stage.part('menu')?.hasAttribute('data-open'));
      assert.isNull(stage.part('transcript'));
    }
    for (const focus of ['message-box', 'stop', 'close']) stage.part(focus)?.dispatchEvent(key('Escape'));
    await stage.element.updateComplete;
    assert.deepEqual([stage.element.state, stage.element.open], ['live', true]);
    await stage.element.stop();
    await stage.element.updateComplete;
    stage.part('restart')?.focus();
    stage.part('restart')?.dispatchEvent(key('Escape'));
    await stage.element.updateComplete;
    assert.isFalse(stage.element.open);
    assert.equal(stage.focused, 'launcher');
  });

  test('a start before the first render opens it', async () => {
    await launched();
    const {tokenUrl, apiUrl} = stage.element;
    const element = Object.assign(document.createElement('heygen-avatar'), {tokenUrl, apiUrl});
    element.mode = 'floating';
    document.body.append(element);
    await element.start();
    assert.isTrue(element.open);
    await element.stop();
    element.remove();
  });

  test('a visitor who hides the launcher does not see it again in this visit', async () => {
    await launched();
    await stage.click('hide');
    assert.isNull(stage.part('launcher'));
    const next = document.createElement('heygen-avatar');
    next.setAttribute('mode', 'floating');
    next.id = stage.element.id;
    document.body.append(next);
    await until(() => next.shadowRoot?.querySelector('.panel') !== null);
    assert.isNull(next.shadowRoot?.querySelector('.launcher') ?? null);
    next.remove();
  });

  for (const [what, own, other] of [
    ['an id', {id: 'sales'}, {id: 'support'}],
    ['an avatar-id', {id: '', 'avatar-id': 'Anna'}, {id: '', 'avatar-id': 'Wayne'}],
    [
      'an id, of the same avatar-id',
      {id: 'sales', 'avatar-id': 'Anna'},
      {id: 'support', 'avatar-id': 'Anna'},
    ],
  ] as Iterable<[string, Record<string, string>, Record<string, string>]>) {
    test(`hiding or closing one does not do so to another: by ${what}`, async () => {
      await launched(own);
      await stage.click('hide');
      await stage.close();
      await launched({...other, open: ''});
      assert.isTrue(stage.element.open);
      await stage.click('close');
      assert.isNotNull(stage.part('launcher'));
      await stage.close();
      await launched(own);
      assert.isNull(stage.part('launcher'));
    });
  }

  test('on a phone the panel is as wide as the window, turns with it and stays above the keyboard', async () => {
    await setViewport({width: 360, height: 640});
    await launched({open: '', chat: ''});
    await stage.settled();
    const box = () => stage.box('panel');
    const {left, width, top, bottom} = box();
    assert.deepEqual([left, width, top, bottom].map(Math.round), [0, 360, 48, 640]);
    sinon.stub(globalThis.visualViewport as VisualViewport, 'height').get(() => 340);
    globalThis.visualViewport?.dispatchEvent(new Event('resize'));
    assert.isAtMost(box().bottom, 340);
    sinon.restore();
    await setViewport({width: 640, height: 360});
    globalThis.visualViewport?.dispatchEvent(new Event('resize'));
    await until(() => innerWidth === 640);
    assert.isAtLeast(box().top, 0);
    assert.isAtMost(box().bottom, 360);
    await setViewport({width: 800, height: 600});
  });

  test('on a phone the page behind the panel takes no press, and neither Escape nor “back” ends a conversation', async () => {
    await setViewport({width: 360, height: 640});
    await launched({open: ''});
    const panel = stage.part('panel') as HTMLDialogElement;
    assert.isTrue(panel.matches(':modal'));
    assert.equal(stage.focused, 'title');
    await stage.element.start();
    await stage.settings();
    const {video} = stage.element;
    stage.part('stop')?.focus();
    await sendKeys({press: 'Escape'});
    panel.dispatchEvent(new Event('cancel', {cancelable: true}));
    assert.deepEqual([stage.element.state, stage.element.open, panel.open], ['live', true, true]);
    await setViewport({width: 800, height: 600});
    await until(() => !panel.matches(':modal'));
    assert.isTrue(panel.open);
    assert.isFalse(video.paused);
    assert.equal(stage.focused, 'stop');
    await setViewport({width: 360, height: 640});
    await until(() => panel.matches(':modal'));
    assert.equal(stage.focused, 'stop');
    panel.close(); // the browser, at the second “back”
    await until(() => !stage.element.open);
    await setViewport({width: 800, height: 600});
  });

  test('on a phone a swipe down on the header closes the panel; a short one does not', async () => {
    await setViewport({width: 360, height: 640});
    await launched({open: ''});
    await stage.settled();
    const {x, y} = stage.box('title');
    const at = (down: number): [number, number] => [Math.round(x + 8), Math.round(y + 8 + down)];
    for (const way of [40, 120]) {
      await sendMouse({type: 'move', position: at(0)});
      await sendMouse({type: 'down'});
      for (const down of [way / 2, way, way]) await sendMouse({type: 'move', position: at(down)});
      assert.equal(Math.round(stage.box('panel').top), 48 + way);
      await new Promise((resolve) => setTimeout(resolve, 110)); // the pointer rests: its speed does not count
      await sendMouse({type: 'up'});
      assert.equal(stage.element.open, way === 40);
      await stage.settled();
    }
    await setViewport({width: 800, height: 600});
  });

  test('on a phone the live picture is in the header while the keyboard leaves little room', async () => {
    await setViewport({width: 390, height: 430});
    await launched({open: '', chat: ''});
    await stage.element.start();
    await stage.settings();
    await stage.click('text');
    await stage.settled();
    const {left, right, top, bottom, width} = stage.element.video.getBoundingClientRect();
    const header = stage.box('panel-header');
    assert.equal(width, 40);
    assert.isTrue(top > header.top && bottom < header.bottom && left > header.left);
    assert.isTrue(right < stage.box('title').left);
    await setViewport({width: 800, height: 600});
  });

  for (const [what, hide, show] of [
    ['closed', () => (stage.element.open = false), () => (stage.element.open = true)],
    ['out of the document', () => stage.element.remove(), () => document.body.append(stage.element)],
    ['inline', () => (stage.element.mode = 'inline'), () => (stage.element.mode = 'floating')],
  ] as Iterable<[string, () => void, () => void]>) {
    for (const [from, to] of [
      [360, 640],
      [640, 360],
    ] as const) {
      test(`turned while it is ${what}, a phone of ${from} px shows the panel for ${to} px`, async () => {
        await setViewport({width: from, height: to});
        await launched({open: ''});
        hide();
        await stage.element.updateComplete;
        await setViewport({width: to, height: from});
        show();
        await stage.element.updateComplete;
        await until(() => stage.part('panel')?.checkVisibility() === true); // WebKit draws what has moved later
        const {offsetLeft, offsetWidth, offsetTop, offsetHeight} = stage.part('panel') as HTMLElement;
        const expected = to === 360 ? [0, 360, 640] : [0, 640, 360];
        assert.deepEqual([offsetLeft, offsetWidth, offsetTop + offsetHeight], expected);
        await setViewport({width: 800, height: 600});
      });
    }
  }

  for (const direction of ['ltr', 'rtl'] as const) {
    for (const placement of ['bottom-end', 'Bottom-Start', 'TOP-END', 'top-start']) {
      test(`placement ${placement}, ${direction}`, async () => {
        document.documentElement.dir = direction;
        await launched({mode: 'Floating', placement});
        const box = stage.box('launcher');
        const isAtEnd = /end/i.test(placement);
        assert.equal(box.top > innerHeight / 2, /bottom/i.test(placement));
        assert.equal(box.left > innerWidth / 2, isAtEnd === (direction === 'ltr'));
        document.documentElement.dir = 'ltr';
      });
    }
  }

  test('the close button covers nothing in the panel', async () => {
    await launched({open: '', chat: ''});
    await stage.element.start();
    await stage.settings();
    await stage.click('text');
    for (const name of ['close-transcript', 'close']) {
      const {x, y, width, height} = stage.box(name);
      const hit = stage.element.shadowRoot?.elementFromPoint(x + width / 2, y + height / 2);
      assert.isTrue(stage.part(name)?.contains(hit ?? null), name);
    }
  });

  test('the panel is a dialog with a name, and the launcher says that it opens a dialog', async () => {
    await launched({strings: '{"label": "Anna"}'});
    assert.equal(stage.part('launcher')?.getAttribute('aria-haspopup'), 'dialog');
    await stage.click('launcher');
    const panel = stage.part('panel');
    assert.isTrue(panel instanceof HTMLDialogElement);
    const name = stage.element.shadowRoot?.getElementById(panel?.getAttribute('aria-labelledby') ?? '');
    assert.equal(name?.textContent, 'Anna');
  });

  test('in full screen it fills the screen', async () => {
    await launched({open: '', controls: ''});
    await stage.element.start();
    await stage.settings();
    const {x, y} = stage.box('more');
    await sendMouse({type: 'click', position: [Math.round(x + 22), Math.round(y + 22)]});
    stage.part('fullscreen')?.click();
    await until(() => stage.element.matches(':fullscreen'));
    await until(() => stage.text('fullscreen') === STRINGS.exitFullscreen);
    await new Promise(requestAnimationFrame);
    assert.equal(stage.part('frame')?.clientWidth, innerWidth);
    assert.equal(stage.part('frame')?.clientHeight, innerHeight);
    await document.exitFullscreen();
  });

  test('a button of the page that opens it passes the focus on, and gets it back', async () => {
    await launched();
    const opener = document.createElement('button');
    opener.textContent = 'Ask us';
    opener.addEventListener('click', () => (stage.element.open = true));
    document.body.prepend(opener);
    const {x, y} = opener.getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.round(x + 4), Math.round(y + 4)]});
    await until(() => stage.focused === 'title');
    stage.part('start-button')?.dispatchEvent(key('Escape'));
    await until(() => document.activeElement === opener);
    assert.isFalse(stage.element.open);
  });

  test('a page that opens it by itself does not take the focus from a visitor who types', async () => {
    await launched();
    const field = document.createElement('input');
    document.body.prepend(field);
    field.focus();
    await sendKeys({type: 'a'});
    stage.element.open = true;
    await stage.element.updateComplete;
    assert.equal(document.activeElement, field);
    field.remove();
  });

  test('what the page has put into a slot keeps its own Escape, and its file chooser that is cancelled closes nothing', async () => {
    await launched({open: ''});
    stage.element.insertAdjacentHTML(
      'beforeend',
      '<div slot="explanation"><input type="file" /><dialog><button>No</button></dialog></div>',
    );
    const [input, dialog] = ['input', 'dialog'].map((name) => stage.element.querySelector(name));
    input?.dispatchEvent(new Event('cancel', {bubbles: true}));
    (dialog as HTMLDialogElement).show();
    const escape = key('Escape');
    dialog?.querySelector('button')?.dispatchEvent(escape);
    assert.isTrue(stage.element.open);
    assert.isFalse(escape.defaultPrevented);
    input?.dispatchEvent(key('Escape'));
    assert.isFalse(stage.element.open);
  });

  test('Escape is the input method’s while it composes', async () => {
    await launched({open: '', chat: ''});
    await stage.element.start();
    await stage.settings();
    for (const init of [{isComposing: true}, {keyCode: 229}]) {
      stage.part('message-box')?.dispatchEvent(key('Escape', init));
    }
    assert.isTrue(stage.element.open);
    assert.equal(stage.element.state, 'live');
  });

  test('a closed panel stays closed on the next page, which starts nothing by itself', async () => {
    await launched({open: ''});
    await stage.click('close');
    assert.isFalse(stage.element.open);
    const next = document.createElement('heygen-avatar');
    next.id = stage.element.id;
    for (const name of ['open', 'autoplay']) next.toggleAttribute(name, true);
    next.setAttribute('mode', 'floating');
    next.tokenUrl = stage.sandbox.tokenUrl;
    document.body.append(next);
    await until(() => next.shadowRoot?.querySelector('.launcher') !== null);
    assert.isFalse(next.open);
    assert.equal(next.state, 'idle');
    assert.isEmpty(stage.sandbox.requests);
    next.shadowRoot?.querySelector<HTMLElement>('.launcher')?.click();
    await next.updateComplete;
    assert.isTrue(next.open);
    next.remove();
  });

  test('on a small screen the keyboard covers neither the text box nor the edge of the panel', async () => {
    await setViewport({width: 800, height: 360});
    await launched({open: '', chat: ''});
    await stage.element.start();
    await stage.settings();
    await stage.settled();
    const viewport = globalThis.visualViewport as VisualViewport;
    sinon.stub(viewport, 'height').get(() => 180);
    for (const type of ['resize', 'scroll']) {
      stage.part('panel')?.style.removeProperty('--_keyboard');
      viewport.dispatchEvent(new Event(type));
      const {top, bottom} = stage.box('panel');
      assert.isAtMost(bottom, 180, type);
      assert.isAtLeast(top, 0, type);
      assert.isAtMost(stage.part('message-box')?.getBoundingClientRect().bottom ?? Infinity, 180, type);
    }
    sinon.restore();
    await setViewport({width: 800, height: 600});
  });
});
