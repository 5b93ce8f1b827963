import {assert} from '@open-wc/testing';
import type {AvatarHost} from '../../src/runtime/avatar-host.js';
import {elementSettings} from '../../src/runtime/element-settings.js';
import {keepSession} from '../../src/runtime/last-session.js';

/** An element with these properties; the others are unset. */
const element = (properties: Partial<AvatarHost> = {}) =>
  ({
    id: 'guide',
    avatarId: null,
    quality: 'medium',
    sessionSettings: null,
    extras: {},
    ...properties,
  }) as AvatarHost;

const storage = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

suite('elementSettings: memory', () => {
  const names = ['sessionStorage', 'localStorage'] as const;
  let stores: ReturnType<typeof storage>[];

  setup(() => {
    stores = names.map((name) => {
      const value = storage();
      Object.defineProperty(globalThis, name, {value, configurable: true});
      return value;
    });
  });
  teardown(() => names.forEach((name) => Reflect.deleteProperty(globalThis, name)));

  for (const [memory, kept] of [
    ['page', [0, 0]],
    ['visit', [1, 0]],
    ['browser', [0, 1]],
  ] as const) {
    test(`${memory}: the next session goes on from the last one, which is kept nowhere else`, () => {
      const avatar = element({memory, id: `guide-${memory}`});
      assert.isUndefined(elementSettings(avatar).settings.memory);
      keepSession(avatar, 'session-1');
      assert.deepEqual(elementSettings(avatar).settings.memory, {prev_session_id: 'session-1'});
      assert.isUndefined(elementSettings(element({memory, id: 'other'})).settings.memory);
      assert.deepEqual(
        stores.map((store) => store.kept.size),
        [...kept],
      );
    });
  }

  test('a page whose visitors read on what was said has the avatar remember it, too, unless memory says otherwise', () => {
    const avatar = element({resume: true});
    keepSession(avatar, 'session-1');
    assert.deepEqual(elementSettings(avatar).settings.memory, {prev_session_id: 'session-1'});
    const memory = {session_memory_id: 'own'};
    assert.deepEqual(elementSettings(element({resume: true, memory})).settings.memory, memory);
    assert.deepEqual(
      stores.map((store) => store.kept.size),
      [1, 0],
    );
  });

  test('unset or a session of the page’s own: nothing is kept', () => {
    const memory = {prev_session_id: 'own'};
    for (const avatar of [element(), element({memory})]) keepSession(avatar, 'session-1');
    assert.deepEqual(
      stores.map((store) => store.kept.size),
      [0, 0],
    );
    assert.deepEqual(elementSettings(element({memory})).settings.memory, memory);
  });

  test('where the browser gives no storage, the conversation begins anew', () => {
    names.forEach((name) => Reflect.deleteProperty(globalThis, name));
    const avatar = element({memory: 'visit'});
    keepSession(avatar, 'session-1');
    assert.isUndefined(elementSettings(avatar).settings.memory);
  });
});

suite('elementSettings: sessionSettings', () => {
  test('a setting that has its default does not go before one of sessionSettings', () => {
    const sessionSettings = {quality: 'high'};
    assert.deepEqual(elementSettings(element({sessionSettings})), {settings: {}, sessionSettings});
    const {settings} = elementSettings(element({sessionSettings, quality: 'low'}));
    assert.deepEqual(settings, {quality: 'low'});
  });
});
