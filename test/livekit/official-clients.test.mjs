import assert from 'node:assert/strict';
import {until} from '../support/waiting.mjs';
import {inLongRun, testsOn} from '../support/livekit/tests-on.mjs';

/** HeyGen's own clients work, unmodified, with the server that all other tests use: it is like HeyGen's. */
const test = testsOn();
const longTest = inLongRun(test);

const LONG = 'This is far too long to be listened to until its very end. '.repeat(5);

async function openLive(rig, name) {
  const page = await rig.openSdk(name);
  await page.goLive();
  const {session_id} = await page.first({type: 'started'});
  return {page, session: rig.api.sessions.find(({sessionId}) => sessionId === session_id)};
}

longTest('@heygen/streaming-avatar starts, and says a text from its start to its end', async (rig) => {
  const {page, session} = await openLive(rig, 'streaming');
  assert.equal(session.state, 'started');
  const {task_id, duration_ms} = await page.ask('speak', 'Good afternoon to everybody.');
  assert.ok(duration_ms > 0);
  await page.first({type: 'avatar_start_talking', task_id});
  const {duration_ms: took} = await page.first({type: 'avatar_stop_talking', task_id});
  assert.ok(took > 0);
  const words = page.all({type: 'avatar_talking_message', task_id}).map(({message}) => message);
  assert.equal(words.join(''), 'Good afternoon to everybody.');
  assert.equal(page.all({type: 'avatar_end_message', task_id}).length, 1);
});

test('@heygen/streaming-avatar talks, listens, keeps alive, is interrupted and stops', async (rig) => {
  const {page, session} = await openLive(rig, 'streaming');
  const talk = await page.ask('talk', 'How are you?');
  assert.equal((await page.first({type: 'user_talking_message'})).message, 'How are you?');
  await page.first({type: 'avatar_stop_talking', task_id: talk.task_id});
  await page.ask('listen');
  await page.ask('keepAlive');

  const {task_id, duration_ms} = await page.ask('speak', LONG);
  await page.first({type: 'avatar_start_talking', task_id});
  await page.ask('interrupt');
  const stopped = await page.first({type: 'avatar_stop_talking', task_id});
  assert.ok(stopped.duration_ms < duration_ms, `${stopped.duration_ms} of ${duration_ms} ms`);

  await page.ask('stop');
  await page.first({type: 'stream_disconnected'});
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.equal(rig.api.openSessions, 0);
});

longTest('@heygen/liveavatar-web-sdk starts with avatar and agent, and says a text', async (rig) => {
  const {page, session} = await openLive(rig, 'liveavatar');
  assert.equal((await page.first({type: 'started'})).max, session.durationLimit);
  const agent = `liveavatar-agent-${session.sessionId}`;
  assert.deepEqual(await session.room.participants(), ['client', 'heygen', agent]);
  await page.ask('speak', 'Good afternoon to everybody.');
  const {source_event_id} = await page.first({type: 'avatar.speak_started'});
  await page.first({type: 'avatar.speak_ended', source_event_id});
  const [whole] = page.all({type: 'avatar.transcription', source_event_id});
  assert.equal(whole.text, 'Good afternoon to everybody.');
  const words = page.all({type: 'avatar.transcription.chunk', source_event_id}).map(({text}) => text);
  assert.equal(words.join(''), 'Good afternoon to everybody.');
});

test('@heygen/liveavatar-web-sdk talks, listens, keeps alive, is interrupted and stops', async (rig) => {
  const {page, session} = await openLive(rig, 'liveavatar');
  await page.ask('talk', 'How are you?');
  assert.equal((await page.first({type: 'user.transcription'})).text, 'How are you?');
  await page.first({type: 'avatar.speak_ended'});
  await page.ask('keepAlive');
  await page.ask('listen');
  await rig.until(() => session.commands.includes('avatar.stop_listening'), 'the end of listening');

  const eventId = await page.ask('speak', LONG);
  await page.first({type: 'avatar.speak_started', source_event_id: eventId});
  await page.ask('interrupt');
  await page.first({type: 'avatar.speak_ended', source_event_id: eventId});
  assert.deepEqual(page.all({type: 'avatar.transcription', source_event_id: eventId}), []);

  await page.ask('stop');
  await page.first({type: 'disconnected', reason: 'CLIENT_INITIATED'});
  await rig.untilStopped(session);
  assert.equal(session.stops, 1);
  assert.equal(session.endedBy, 'stop');
  assert.equal(rig.api.openSessions, 0);
});

test('ElevenLabsAgentSession of @heygen/liveavatar-web-sdk talks, tells, answers a tool and is interrupted', async (rig) => {
  const {page, session} = await openLive(rig, 'elevenlabs');
  const {mode, agentType} = await page.first({type: 'started'});
  assert.deepEqual([mode, agentType], ['LITE', 'ELEVENLABS_AGENT']);
  assert.deepEqual(await session.room.participants(), ['client', 'heygen']);
  const ofType = (elevenlabs_event_type) => page.first({type: 'agent', elevenlabs_event_type});

  await page.ask('context', 'The visitor looks at prices.');
  await page.ask('activity');
  await page.ask('talk', 'tool price {"of": "tea"}');
  const {tool_call_id, ...call} = (await ofType('client_tool_call')).data.client_tool_call;
  assert.deepEqual(call, {tool_name: 'price', parameters: {of: 'tea'}});
  await page.ask('answer', tool_call_id, `It costs 5. ${LONG}`);
  assert.match((await ofType('agent_response')).data.agent_response_event.agent_response, /^It costs 5\./);
  await page.ask('interrupt');
  await ofType('interruption');
  assert.deepEqual(
    session.agentCommands.map(({type}) => type),
    ['contextual_update', 'user_activity', 'user_message', 'client_tool_result'],
  );

  await page.ask('stop');
  await page.first({type: 'disconnected', reason: 'CLIENT_INITIATED'});
  await rig.untilStopped(session);
  assert.equal(rig.api.openSessions, 0);
});

test('repeatAudio of @heygen/liveavatar-web-sdk is said, and interrupted', async (rig) => {
  const {page, session} = await openLive(rig, 'lite');
  assert.equal((await page.first({type: 'started'})).mode, 'LITE');
  const {lite} = session;
  await page.ask('say', 1_600);
  await page.first({type: 'avatar.speak_started'});
  await page.first({type: 'avatar.speak_ended'});
  assert.deepEqual([...lite.utterances.values()], [1_600]);
  assert.deepEqual(session.commands, ['agent.speak', 'agent.speak', 'agent.speak', 'agent.speak_end']);

  await page.ask('listen');
  await page.ask('say', 60_000);
  await until(() => page.all({type: 'avatar.speak_started'}).length === 2, 'the second speech');
  await page.ask('interrupt');
  await until(() => page.all({type: 'avatar.speak_ended'}).length === 2, 'its end');
  assert.ok(session.commands.includes('agent.stop_listening'));

  await page.ask('stop');
  await page.first({type: 'disconnected', reason: 'CLIENT_INITIATED'});
  await rig.untilStopped(session);
  assert.equal(rig.api.openSessions, 0);
});
