import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defined, press, reaches} from '../support/frame-actions.mjs';
import {useRig} from './use-rig.mjs';

/** The page shows words of the server as text, and never as HTML. */

const rig = useRig();

/** HTML that does harm where it is parsed, short enough for one piece of the captions. */
const evil = (who) => `<evil-${who} onclick=own()><img src=x onerror=own()>`;
const page = () => `<!doctype html><meta charset="utf-8"><title>page</title>
  <script>window.owned = 0; window.own = () => window.owned++</script>
  <script type="module" src="${rig.cdn}/heygen-avatar.js"></script>
  <heygen-avatar backend="sandbox" captions chat></heygen-avatar>`;

async function openPage() {
  const {page: tab, errors} = await rig.open(rig.serve(page()));
  await defined(tab);
  return {tab, errors};
}

/** How many elements only the words can have made, and how many scripts of theirs have run. */
const made = (tab) =>
  tab.evaluate(() => {
    const {shadowRoot} = document.querySelector('heygen-avatar');
    const selector = 'img, iframe, script, evil-avatar, evil-user, [onclick], [onerror]';
    return {elements: shadowRoot.querySelectorAll(selector).length, owned: window.owned};
  });

const NOTHING = {elements: 0, owned: 0};

/** The text of a part, once the part is there. */
const textOf = async (tab, selector) => {
  const find = (inside) => document.querySelector('heygen-avatar').shadowRoot.querySelector(inside);
  const part = await tab.waitForFunction(find, {}, selector); // in every frame: no document sees a change in a shadow root
  return part.evaluate((each) => each.textContent.trim());
};

/** Sends a data message from the server to the element's session. */
const send = (tab, message, options) =>
  tab.evaluate(
    async (sandboxUrl, message, options) => {
      const {startSandbox} = await import(sandboxUrl);
      (await startSandbox()).send(message, options);
    },
    `${rig.cdn}/sandbox.js`,
    message,
    options,
  );

test('captions and transcript show the words of both sides as they are', async () => {
  const {tab, errors} = await openPage();
  await press(tab, 'start-button');
  await reaches(tab, 'live');
  const task_id = evil('task');
  await send(tab, {type: 'user_talking_message', task_id, message: evil('user')});
  await send(tab, {type: 'avatar_start_talking', task_id});
  await send(tab, {type: 'avatar_talking_message', task_id, message: evil('avatar')});
  assert.equal(await textOf(tab, '[part=captions]'), evil('avatar'));
  await press(tab, 'more');
  await press(tab, 'text');
  assert.equal(await textOf(tab, '.line.avatar span'), evil('avatar'));
  assert.equal(await textOf(tab, '.line.user span'), evil('user'));
  assert.deepEqual(await made(tab), NOTHING, 'while a message grows');
  await send(tab, {type: 'user_end_message', task_id});
  await send(tab, {type: 'avatar_end_message', task_id});
  assert.equal(
    await textOf(tab, '[role=log] .column > :not([aria-hidden]) .line.avatar span'),
    evil('avatar'),
  );
  assert.equal(await textOf(tab, '[role=log] .column > :not([aria-hidden]) .line.user span'), evil('user'));
  assert.deepEqual(await made(tab), NOTHING, 'when the messages are final');
  assert.deepEqual(errors, []);
});

test('the end reason and the transcripts of LiveAvatar are not parsed as HTML', async () => {
  const {tab, errors} = await openPage();
  await tab.evaluate(async (sandboxUrl) => {
    const {startSandbox} = await import(sandboxUrl);
    const {liveAvatarTokenUrl, origin} = await startSandbox();
    Object.assign(document.querySelector('heygen-avatar'), {
      backend: 'auto',
      tokenUrl: liveAvatarTokenUrl,
      apiUrl: origin,
    });
  }, `${rig.cdn}/sandbox.js`);
  await press(tab, 'start-button');
  await reaches(tab, 'live');
  await press(tab, 'more');
  await press(tab, 'text');
  const topic = 'agent-response';
  await send(tab, {event_type: 'avatar.transcription', text: evil('avatar')}, {topic});
  assert.equal(await textOf(tab, '.line.avatar span'), evil('avatar'));
  await send(tab, {event_type: 'session.stopped', end_reason: evil('reason')}, {topic});
  await reaches(tab, 'ended');
  assert.equal(await textOf(tab, '[part=message] [part=reason]'), 'The avatar has left the conversation.');
  assert.deepEqual(await made(tab), NOTHING);
  assert.deepEqual(errors, []);
});

test('the server’s message of a refusal is in the error’s cause, and not on screen', async () => {
  const {tab, errors} = await openPage();
  const cause = await tab.evaluate(
    async (sandboxUrl, message) => {
      const {startSandbox} = await import(sandboxUrl);
      (await startSandbox()).inject('new', {status: 400, code: 10005, message});
      const element = document.querySelector('heygen-avatar');
      const error = await element.start().catch((each) => each);
      await element.updateComplete;
      return String(error.cause.message);
    },
    `${rig.cdn}/sandbox.js`,
    evil('error'),
  );
  assert.ok(cause.includes(evil('error')), cause);
  const shown = await textOf(tab, '.card');
  assert.ok(!shown.includes('evil'), shown);
  assert.deepEqual(await made(tab), NOTHING);
  assert.deepEqual(errors, []);
});
