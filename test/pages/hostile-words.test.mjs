import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {defined, press, reaches, startRig} from './rig.mjs';

/** The server's words are text, wherever they are shown or told, and never HTML. */

let rig;
before(async () => {
  rig = await startRig();
});
after(() => rig?.stop());

/** Short enough for one piece of the captions. */
const evil = (who) => `<evil-${who} onclick=own()><img src=x onerror=own()>`;
const page = () => `<!doctype html><meta charset="utf-8"><title>page</title>
  <script>window.owned = 0; window.own = () => window.owned++</script>
  <script type="module" src="${rig.cdn}/heygen-avatar.js"></script>
  <heygen-avatar backend="sandbox" captions chat></heygen-avatar>`;

async function openPage() {
  const {page: tab, complaints} = await rig.open(rig.serve(page()));
  await defined(tab);
  return {tab, complaints};
}

/** What of the page's elements can only have come of the words, and what they have done. */
const made = (tab) =>
  tab.evaluate(() => {
    const {shadowRoot} = document.querySelector('heygen-avatar');
    const selector = 'img, iframe, script, evil-avatar, evil-user, [onclick], [onerror]';
    return {elements: shadowRoot.querySelectorAll(selector).length, owned: window.owned};
  });

const NOTHING = {elements: 0, owned: 0};

/** The text of a part, once there is some. */
const textOf = async (tab, selector) => {
  const part = await tab.waitForSelector(`heygen-avatar >>> ${selector}`);
  return part.evaluate((each) => each.textContent.trim());
};

/** Sends something from the server of the element's session. */
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

test('what the avatar says and what it heard are shown as they are, in captions and transcript', async () => {
  const {tab, complaints} = await openPage();
  await press(tab, 'start-button');
  await reaches(tab, 'live');
  await press(tab, 'more');
  await press(tab, 'text');
  const task_id = evil('task');
  await send(tab, {type: 'user_talking_message', task_id, message: evil('user')});
  await send(tab, {type: 'avatar_start_talking', task_id});
  await send(tab, {type: 'avatar_talking_message', task_id, message: evil('avatar')});
  assert.equal(await textOf(tab, '[part=captions]'), evil('avatar'));
  assert.equal(await textOf(tab, '.line.avatar span'), evil('avatar'));
  assert.equal(await textOf(tab, '.line.user span'), evil('user'));
  assert.deepEqual(await made(tab), NOTHING, 'while they grow');
  await send(tab, {type: 'user_end_message', task_id});
  await send(tab, {type: 'avatar_end_message', task_id});
  assert.equal(await textOf(tab, '[role=log] .column > .line.avatar span'), evil('avatar'));
  assert.equal(await textOf(tab, '[role=log] .column > .line.user span'), evil('user'));
  assert.deepEqual(await made(tab), NOTHING, 'once they are whole');
  assert.deepEqual(complaints, []);
});

test('the reason of an end and the whole texts of LiveAvatar are no HTML', async () => {
  const {tab, complaints} = await openPage();
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
  assert.deepEqual(complaints, []);
});

test('the server’s own words of a refusal are kept in the error’s cause, and are not on screen', async () => {
  const {tab, complaints} = await openPage();
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
  const shown = await textOf(tab, '.overlay');
  assert.ok(!shown.includes('evil'), shown);
  assert.deepEqual(await made(tab), NOTHING);
  assert.deepEqual(complaints, []);
});
