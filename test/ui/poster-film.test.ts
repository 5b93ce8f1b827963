import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {AvatarStage} from '../support/avatar-stage.js';
import {until} from '../support/waiting.js';

const stage = new AvatarStage();
/** No film is loaded: what counts is when one would play. */
const FILM = 'data:,.webm';
const playing = new Set<HTMLMediaElement>();
const {prototype} = HTMLMediaElement;

setup(() => {
  for (const [name, note] of [
    ['play', (film: HTMLMediaElement) => playing.add(film)],
    ['pause', (film: HTMLMediaElement) => playing.delete(film)],
  ] as const) {
    const original = prototype[name];
    sinon.stub(prototype, name).callsFake(function (this: HTMLMediaElement) {
      if (!this.dataset.film) return original.call(this) as unknown as Promise<void>;
      note(this);
      return Promise.resolve();
    });
  }
});

teardown(async () => {
  sinon.restore();
  playing.clear();
  sessionStorage.clear();
  document.querySelector('#spacer')?.remove();
  scrollTo(0, 0);
  await stage.close();
});

const film = () => stage.part('poster') as HTMLVideoElement;
const isPlaying = () => playing.has(film());

suite('a poster that is a film', () => {
  test('plays in a loop without sound while it is in view, and not during a session', async () => {
    const spacer = Object.assign(document.createElement('div'), {id: 'spacer'});
    spacer.style.blockSize = '200vh';
    document.body.prepend(spacer);
    await stage.open({poster: FILM});
    document.body.append(stage.element);
    assert.isFalse(film().hasAttribute('src'));
    stage.element.scrollIntoView();
    await until(isPlaying);
    const {muted, loop, playsInline, tabIndex, src} = film();
    assert.deepEqual([muted, loop, playsInline, tabIndex], [true, true, true, -1]);
    assert.include(src, FILM);
    scrollTo(0, 0);
    await until(() => !isPlaying());
    stage.element.scrollIntoView();
    await until(isPlaying);
    await stage.element.start();
    assert.isFalse(isPlaying());
    stage.element.poster = 'data:,.webp';
    await stage.element.updateComplete;
    assert.equal(stage.part('poster')?.localName, 'img');
  });

  test('stands still for a visitor who asks for less motion', async () => {
    const {matchMedia} = globalThis;
    sinon.stub(globalThis, 'matchMedia').callsFake((query) => {
      const list = matchMedia(query);
      if (query.includes('reduced-motion')) Object.defineProperty(list, 'matches', {value: true});
      return list;
    });
    await stage.open({poster: FILM});
    await until(() => film().src !== '');
    await new Promise(requestAnimationFrame);
    assert.isFalse(isPlaying());
  });

  test('plays in the launcher, and in the panel while that is open', async () => {
    await stage.open({mode: 'floating', poster: FILM});
    await until(() => stage.part('portrait') !== null);
    await until(() => playing.has(stage.part('portrait') as HTMLVideoElement));
    assert.isFalse(isPlaying());
    await stage.click('launcher');
    await until(isPlaying);
    assert.equal(playing.size, 1);
  });
});
