import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {handler, heygen, KEY, openSession, send} from './fake-api.mjs';

after(() => heygen.close());

/** Who may end a session by `/stop`. */

const stop = (handle, body) => send(handle, {path: '/api/avatar-token/stop', body});

/** Gets a token, and opens its session. */
async function visit(handle) {
  const reply = await (await send(handle)).json();
  return {...(await openSession(reply)), reply, ticket: reply.stop_ticket};
}

test('the ticket that came with the token ends its session, and no other one', async () => {
  const handle = handler();
  const [mine, other] = [await visit(handle), await visit(handle)];
  assert.equal(mine.id, mine.reply.session_id);
  const forged = await stop(handle, {session_id: other.id, stop_ticket: mine.ticket});
  assert.equal(forged.status, 403);
  assert.deepEqual(await forged.json(), {error: 'bad-ticket'});
  assert.notEqual(other.session.state, 'stopped');
  assert.equal((await stop(handle, {session_id: mine.id, stop_ticket: mine.ticket})).status, 204);
  assert.equal(mine.session.endedBy, 'stop');
});

for (const [name, change] of [
  ['no ticket', () => undefined],
  ['an empty ticket', () => ''],
  ['a changed ticket', (ticket) => (ticket[0] === 'A' ? 'B' : 'A') + ticket.slice(1)],
  ['a shorter ticket', (ticket) => ticket.slice(0, -1)],
  ['a longer ticket', (ticket) => `${ticket}A`],
  ['a very long ticket', () => 'A'.repeat(10_000)],
  ['text that is no ticket', () => 'é"\\u0000'],
  ['the session’s id', (_, id) => id],
]) {
  test(`${name} ends no session, and the handler reports it to the owner`, async () => {
    const problems = [];
    const handle = handler({onError: (problem) => problems.push(problem)});
    const {id, ticket, session} = await visit(handle);
    const response = await stop(handle, {session_id: id, stop_ticket: change(ticket, id)});
    assert.equal(response.status, 403);
    assert.notEqual(session.state, 'stopped');
    assert.deepEqual([problems[0].call, problems[0].problem], ['stop', 'bad-ticket']);
  });
}

test('with requireStopTicket: false, a page with an older element ends its session by id; a wrong ticket does not', async () => {
  const handle = handler({requireStopTicket: false});
  const [first, second] = [await visit(handle), await visit(handle)];
  assert.equal((await stop(handle, {session_id: first.id})).status, 204);
  assert.equal(first.session.endedBy, 'stop');
  assert.equal((await stop(handle, {session_id: second.id, stop_ticket: first.ticket})).status, 403);
  assert.notEqual(second.session.state, 'stopped');
});

test('all processes of one account accept a ticket, and those of another account do not', async () => {
  const {id, ticket} = await visit(handler());
  const body = {session_id: id, stop_ticket: ticket};
  assert.equal((await stop(handler({apiKey: `${KEY}2`}), body)).status, 403);
  assert.equal((await stop(handler(), body)).status, 204);
  assert.ok(!ticket.includes(KEY));
});

test('a streaming token has no ticket, and its session is ended by id', async () => {
  const handle = handler({backend: 'streaming'});
  const {id, reply, session} = await visit(handle);
  assert.equal(reply.stop_ticket, undefined);
  assert.equal((await stop(handle, {session_id: id})).status, 204);
  assert.equal(session.endedBy, 'stop');
});
