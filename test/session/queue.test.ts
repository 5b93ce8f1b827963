import {assert} from '@open-wc/testing';
import {useFakeTimers, type SinonFakeTimers} from 'sinon';
import {AvatarError} from '../../src/session/errors/avatar-error.js';
import {rejection, until} from '../support/waiting.js';
import {calls, make, sandbox, useSandbox} from '../support/test-sessions.js';

useSandbox();

suite('AvatarSession: all avatars are busy', () => {
  const BUSY = {status: 429, code: 10007};
  let clock: SinonFakeTimers;
  setup(() => {
    clock = useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true});
  });
  teardown(() => clock.restore());

  const refused = () => sandbox.requests.filter(({status}) => status === 429).length;
  const count = (endpoint: string) => calls().filter((each) => each === endpoint).length;

  test('waits, tries again with the same token, and says so', async () => {
    sandbox.inject('new', BUSY, {times: 2});
    const session = make({queueLimit: 300_000});
    const steps: string[] = [];
    session.addEventListener('avatar-progress', ({step}) => steps.push(step));
    const started = session.start();
    await until(() => refused() === 1 && session.step === 'queue');
    assert.closeTo(session.queuedAt ?? 0, Date.now(), 1_000);
    clock.jump(3_000);
    await until(() => refused() === 2);
    clock.jump(5_000);
    await started;
    assert.equal(session.state, 'live');
    assert.deepEqual(steps, ['token', 'session', 'queue', 'connection', 'picture']);
    assert.equal(count('token'), 1);
    assert.lengthOf(sandbox.sessions, 1);
  });

  test('a token that has expired meanwhile is fetched once more', async () => {
    sandbox.inject('new', BUSY);
    sandbox.inject('new', {status: 401, code: 400112});
    const session = make({queueLimit: 300_000});
    const started = session.start();
    await until(() => refused() === 1 && session.step === 'queue');
    clock.jump(3_000);
    await started;
    assert.equal(count('token'), 2);
  });

  test('a second session of the page asks for nothing until it is its turn', async () => {
    sandbox.inject('new', BUSY);
    const [first, second] = [make({queueLimit: 300_000}), make({queueLimit: 300_000})];
    const started = first.start();
    await until(() => refused() === 1 && first.step === 'queue');
    const next = second.start();
    await until(() => second.step === 'queue');
    assert.equal(count('token'), 1);
    clock.jump(3_000);
    await Promise.all([started, next]);
    assert.equal(count('token'), 2);
  });

  test('is cancelled by stop, at once, and holds nobody up', async () => {
    sandbox.inject('new', BUSY);
    const session = make({queueLimit: 300_000});
    const given = rejection(session.start());
    await until(() => refused() === 1 && session.step === 'queue');
    await session.stop();
    assert.equal(((await given) as DOMException).name, 'AbortError');
    await make({queueLimit: 300_000}).start();
    assert.lengthOf(sandbox.sessions, 1);
  });

  test('gives up after its limit', async () => {
    sandbox.inject('new', BUSY, {times: 3});
    const session = make({queueLimit: 7_000});
    const failed = rejection(session.start());
    await until(() => refused() === 1 && session.step === 'queue');
    clock.jump(3_000);
    await until(() => refused() === 2);
    clock.jump(5_000);
    const error = await failed;
    assert.instanceOf(error, AvatarError);
    assert.equal(error.code, 'concurrency-limit');
    assert.equal(session.state, 'failed');
    assert.equal(refused(), 2);
  });

  for (const options of [{queueLimit: Infinity}, {queueLimit: 2 ** 31}, {timeouts: {start: Infinity}}]) {
    test(`${JSON.stringify(options, (_, value: unknown) => (value === Infinity ? 'Infinity' : value))} goes live`, async () => {
      const session = make(options);
      await session.start();
      assert.equal(session.state, 'live');
    });
  }

  test('waits for ever where the page has it do so, and gets its turn', async () => {
    sandbox.inject('new', BUSY);
    const session = make({queueLimit: Infinity});
    const started = session.start();
    await until(() => refused() === 1 && session.step === 'queue');
    clock.jump(3_000);
    await started;
    assert.equal(session.state, 'live');
  });

  test('without a limit, it fails at once', async () => {
    sandbox.inject('new', BUSY);
    assert.propertyVal(await rejection(make().start()), 'code', 'concurrency-limit');
    assert.equal(count('new'), 1);
  });
});
