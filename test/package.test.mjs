import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

/** What an application gets from the package, by its own `exports`. */

test('imported on a server, the package does no harm and gives its class, errors and events', async () => {
  const {HeygenAvatarElement, AvatarError, AvatarEndEvent} = await import('heygen-avatar');
  assert.equal(typeof HeygenAvatarElement, 'function');
  assert.equal(new AvatarError('not-live', 'There is none.').code, 'not-live');
  assert.equal(new AvatarEndEvent('stopped').reason, 'stopped');
});

test('the session and the sandbox are importable on a server too', async () => {
  const {AvatarSession} = await import('heygen-avatar/session');
  const {HeyGenFarEnd, startSandbox} = await import('heygen-avatar/sandbox');
  for (const each of [AvatarSession, HeyGenFarEnd, startSandbox]) assert.equal(typeof each, 'function');
});

test('the manifest names every event, and only what is public', () => {
  const {modules} = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'));
  const declarations = modules.flatMap((module) => module.declarations);
  const element = declarations.find(({tagName}) => tagName === 'heygen-avatar');
  const source = readFileSync('src/session/events.ts', 'utf8');
  const names = [...source.matchAll(/super\('(avatar-\w+)'/g)].map(([, name]) => name);
  const listed = element.events.map(({name}) => name).filter((name) => name.startsWith('avatar-'));
  assert.deepEqual(new Set(listed), new Set(names));
  assert.deepEqual(
    element.members.filter(({name}) => name.startsWith('#') || name === 'video'),
    [],
  );
});
