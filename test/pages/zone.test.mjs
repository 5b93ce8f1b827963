import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {useRig} from './use-rig.mjs';

/**
 * zone.js takes the place of `addEventListener` in applications of Angular up to 18, and of the `signal` of a listener, which the
 * element uses for each listener that it adds for a time.
 */
const rig = useRig();
let page;
let errors;

async function open(zone) {
  const script = rig.serve(readFileSync(`node_modules/${zone}/bundles/zone.umd.js`, 'utf8'), {
    type: 'text/javascript',
  });
  const body = `<!doctype html><html lang="en"><script src="${script}"></script>
    <script type="module" src="${rig.cdn}/heygen-avatar.js"></script>
    <heygen-avatar id="guide" backend="sandbox" muted controls chat microphone mini-player commands="start"></heygen-avatar>
    <heygen-avatar mode="floating"></heygen-avatar>`;
  ({page, errors} = await rig.open(rig.serve(body)));
  await page.evaluate(() => customElements.whenDefined('heygen-avatar'));
  await page.waitForSelector('heygen-avatar >>> [part~=launcher]', {visible: true}); // its code listens to full screen
}

/** In the page: two conversations. Returns the listeners that each leaves, and what the page's own listeners have heard. */
async function converse() {
  const guide = document.querySelector('#guide');
  /** Everything that the element listens to for the time of a session, and that the page may listen to as well. */
  const targets = {window, document, guide, video: guide.video};
  const types = [
    'click',
    'pointerdown',
    'pointerup',
    'keydown',
    'visibilitychange',
    'fullscreenchange',
    'pagehide',
    'freeze',
    'online',
  ];
  types.push(
    'pause',
    'loadeddata',
    'pointermove',
    'focusin',
    'enterpictureinpicture',
    'command',
    'pointerenter',
    'touchstart',
  );
  const counts = () =>
    Object.fromEntries(
      Object.entries(targets).flatMap(([name, target]) =>
        types.map((type) => [`${name} ${type}`, target.eventListeners(type).length]),
      ),
    );
  const heard = [];
  const count = {playing: 0, statechange: []};
  for (const [name, target] of Object.entries(targets)) {
    for (const [kind, options] of Object.entries({
      plain: undefined,
      capture: true,
      signal: {signal: new AbortController().signal},
    })) {
      target.addEventListener(
        'visibilitychange',
        (event) => event.target === target && heard.push(`${name} ${kind}`),
        options,
      );
    }
  }
  guide.addEventListener('avatar-playing', () => count.playing++);
  guide.addEventListener('avatar-statechange', ({state}) => count.statechange.push(state));

  const before = counts();
  const left = [];
  for (let session = 0; session < 2; session++) {
    await guide.start();
    await guide.ask('Hello?');
    const stopping = guide.stop();
    await stopping;
    await guide.updateComplete;
    const now = counts();
    left.push(
      Object.keys(now)
        .filter((each) => now[each] !== before[each])
        .map((each) => `${each}: ${before[each]}, ${now[each]}`),
    );
  }
  for (const target of Object.values(targets)) target.dispatchEvent(new Event('visibilitychange'));
  return {left, heard, count, zone: typeof Zone};
}

for (const zone of ['zone-0.13', 'zone-0.14']) {
  test(`${zone}: listeners of the page survive, each event comes once, and a session leaves no listener`, async () => {
    await open(zone);
    const {left, heard, count, zone: kind} = await page.evaluate(converse);
    assert.equal(kind, 'function');
    // The mini player comes with the first start, and stays as long as the element.
    assert.deepEqual(left[0], ['document fullscreenchange: 2, 3']);
    assert.deepEqual(left[1], left[0], 'the second conversation leaves no more than the first');
    const all = ['window', 'document', 'guide', 'video'].flatMap((name) =>
      ['plain', 'capture', 'signal'].map((each) => `${name} ${each}`),
    );
    assert.deepEqual(new Set(heard), new Set(all));
    assert.equal(count.playing, 2);
    const states = ['connecting', 'live', 'stopping', 'ended'];
    assert.deepEqual(count.statechange, [...states, ...states]);
    assert.deepEqual(errors, []);
  });
}
