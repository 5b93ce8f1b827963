import assert from 'node:assert/strict';
import {until} from '../support/waiting.mjs';
import {inLongRun, onBackend, testsOn} from '../support/livekit/tests-on.mjs';

/** The tests of `test/session/conformance.test.ts`, on a real LiveKit server. */
const test = testsOn();

const LONG = 'This is far too long to be listened to until its very end. '.repeat(5);

const LIVEAVATAR = {
  backend: 'liveavatar',
  create: 'sessions/start',
  keepAlive: 'sessions/keep-alive',
  full: {status: 403, code: 4032, message: 'Session concurrency limit reached'},
};

/** `says`: the method that has the avatar say something. */
const KINDS = {
  streaming: {
    backend: 'streaming',
    mode: 'full',
    agent: null,
    says: 'speak',
    token: '/api/avatar-token',
    create: 'new',
    keepAlive: 'keep_alive',
    full: {status: 429, code: 10007},
  },
  liveavatar: {
    ...LIVEAVATAR,
    mode: 'full',
    agent: 'liveavatar',
    says: 'speak',
    token: '/api/liveavatar-token',
  },
  'voice agent': {
    ...LIVEAVATAR,
    mode: 'lite',
    agent: 'elevenlabs',
    says: 'ask',
    token: '/api/liveavatar-token/voice-agent',
  },
  connector: {
    ...LIVEAVATAR,
    mode: 'lite',
    agent: 'elevenlabs',
    says: 'ask',
    token: '/api/liveavatar-token/connector',
  },
  'own audio': {
    ...LIVEAVATAR,
    mode: 'lite',
    agent: null,
    says: 'speakAudio',
    keepAlive: 'session.keep_alive',
    token: '/api/liveavatar-token/lite',
  },
};

for (const [name, {backend, mode, agent, says, token, create, keepAlive, full}] of Object.entries(KINDS)) {
  const testHere = onBackend(test, {name, quick: 'liveavatar'});
  /** What does not differ for agents and for the page's own audio is not tested again. */
  const testFor =
    (...methods) =>
    (...test) =>
      methods.includes(says) && testHere(...test);
  const testOfServer = testFor('speak');
  const attributes = (rig, more) => ({'token-url': `${rig.apiUrl}${token}`, ...more});
  const live = (rig, more) => rig.openLive(attributes(rig, more));
  const calls = (rig, endpoint) => rig.api.requests.filter((each) => each.endpoint === endpoint).length;
  const say = (page, text) => page.speak(text, 'a', says);
  const codeOfStart = (page) =>
    page.run(() =>
      document
        .getElementById('a')
        .start()
        .then(
          () => 'started',
          ({code}) => code,
        ),
    );

  testHere('goes live, with back end, mode and agent as the only differences', async (rig) => {
    const {page, session} = await live(rig);
    const {id, ...info} = await page.get('session');
    assert.equal(id, session.sessionId);
    assert.deepEqual({...info, backend, mode, agent, durationLimit: 600}, info);
    const others = agent === 'liveavatar' ? [`liveavatar-agent-${id}`] : [];
    assert.deepEqual(await session.room.participants(), ['client', 'heygen', ...others]);
  });

  testFor('speak', 'speakAudio')(
    'speaks, with events, words and the end of the task in order',
    async (rig) => {
      const {page, session} = await live(rig);
      const task = await say(page, 'Hello there.');
      assert.equal(await task.ended, 'finished');
      await page.first({type: 'avatar-speechend'});
      const heard = page.heard.filter(
        ({type, final}) => /speech/.test(type) || (type === 'avatar-message' && final),
      );
      const shown = heard.map(({type, text, reason}) => [type, text ?? reason].filter(Boolean).join(' '));
      assert.deepEqual(shown, [
        'avatar-speechstart',
        'avatar-message Hello there.',
        'avatar-speechend finished',
      ]);
      const given = [...session.tasks.map(({taskId}) => taskId), ...session.lite.utterances.keys()];
      assert.deepEqual(given, [task.taskId]);
    },
  );

  testFor('speak', 'ask')('chats: one message of the visitor’s text, then the answer', async (rig) => {
    const {page} = await live(rig);
    await page.run(async () => {
      const task = await document.getElementById('a').ask('How are you?');
      return task.ended;
    });
    const lines = page.all({type: 'avatar-message', final: true}).map(({role, text}) => `${role}: ${text}`);
    assert.equal(lines.length, 2);
    assert.equal(lines[0], 'user: How are you?');
    assert.match(lines[1], /^avatar: You said/);
  });

  inLongRun(testHere)('speaks queued texts in order', async (rig) => {
    const {page} = await live(rig);
    const [one, two] = [await say(page, 'one'), await say(page, 'two')];
    assert.equal(await one.ended, 'finished');
    assert.equal(await two.ended, 'finished');
    const ends = page.all({type: 'avatar-speechend'}).map(({taskId}) => taskId);
    assert.deepEqual(ends, [one.taskId, two.taskId]);
  });

  // CI has it for the page's own audio too, which takes another way.
  const testQuick = says === 'speakAudio' ? (title, body) => test(`${name}: ${title}`, body) : testHere;
  testQuick('is interrupted, keeps alive, listens and stops once', async (rig) => {
    const {page, session} = await live(rig);
    const task = await say(page, LONG);
    await page.first({type: 'avatar-speechstart', taskId: task.taskId});
    await page.call('interrupt');
    assert.equal(await task.ended, 'interrupted');
    const told = () => calls(rig, keepAlive) + session.commands.filter((each) => each === keepAlive).length;
    const before = told();
    await page.call('keepAlive');
    await page.call('startListening');
    await page.call('stopListening');
    await until(() => told() === before + 1, 'the keep-alive');
    await Promise.all([page.call('stop'), page.call('stop')]);
    assert.equal(await page.get('endReason'), 'stopped');
    assert.equal(session.stops, 1);
    assert.equal(rig.api.openSessions, 0);
  });

  inLongRun(testOfServer)(
    'a start that is cancelled while the server makes the session stops it',
    async (rig) => {
      const page = await rig.open(attributes(rig));
      const hold = rig.api.hold(create);
      await page.click('start-button');
      await hold.arrived;
      await page.click('cancel');
      await page.first({type: 'avatar-statechange', state: 'ended'});
      const before = rig.api.sessions.length;
      hold.release();
      await rig.until(() => rig.api.sessions.length > before && rig.api.openSessions === 0, 'its stop');
    },
  );

  testOfServer('a call that makes a session is not retried; the error names a full account', async (rig) => {
    const page = await rig.open(attributes(rig, {'queue-limit': '0'}));
    const before = calls(rig, create);
    rig.api.inject(create, {status: 500});
    assert.equal(await codeOfStart(page), 'server-error');
    assert.equal(calls(rig, create), before + 1);
    rig.api.inject(create, full);
    assert.equal(await codeOfStart(page), 'concurrency-limit');
    assert.equal(rig.api.openSessions, 0);
  });

  testOfServer('a token that was used before is unauthorized', async (rig) => {
    const page = await rig.open(attributes(rig));
    await page.run(async (url) => {
      const reply = await (await fetch(url, {method: 'POST'})).json();
      document.getElementById('a').tokenProvider = () => reply;
    }, `${rig.apiUrl}${token}`);
    assert.equal(await codeOfStart(page), 'started');
    await page.call('stop');
    assert.equal(await codeOfStart(page), 'unauthorized');
  });

  testOfServer('a room that the server closes ends the session with reason server', async (rig) => {
    const {page, session} = await live(rig);
    await session.room.kill();
    assert.equal((await page.first({type: 'avatar-end'})).reason, 'server');
    await rig.until(() => session.stops === 1, 'its stop');
  });

  inLongRun(testHere)('a lost signal connection is restored', async (rig) => {
    const {page} = await live(rig);
    rig.signal.cut();
    await page.first({type: 'avatar-statechange', state: 'live', oldState: 'reconnecting'});
    assert.equal(await (await say(page, 'Still here.')).ended, 'finished');
  });

  testOfServer('the avatar says the greeting', async (rig) => {
    const page = await rig.open(attributes(rig, {greeting: 'Welcome.'}));
    await page.goLive();
    assert.equal((await page.first({type: 'avatar-message', final: true})).text, 'Welcome.');
  });
}
