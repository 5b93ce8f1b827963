import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {KeptTalk} from '../../src/ui/kept-talk.js';
import {Transcript} from '../../src/ui/state/transcript.js';

const KEY = 'heygen-avatar-transcript:guide';
const host = {id: 'guide', avatarId: null};
const LINE = {role: 'user', text: 'Hi', time: '2026-01-01T12:00:00.000Z', cut: false};

/** What a conversation on the next page begins with. */
function recalled(): string[] {
  const transcript = new Transcript();
  new KeptTalk(host).follow(transcript);
  return transcript.lines.map(({role, text, earlier}) => `${role} ${text}${earlier ? '' : ' (now)'}`);
}

suite('the record of a conversation', () => {
  let kept: Map<string, string>;
  let quota: number;

  setup(() => {
    kept = new Map();
    quota = Infinity;
    const value = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => {
        if (text.length > quota) throw new DOMException('', 'QuotaExceededError');
        kept.set(key, text);
      },
    };
    Object.defineProperty(globalThis, 'sessionStorage', {value, configurable: true});
  });
  teardown(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));

  test('the next page has it, marked as earlier, and adds to it', () => {
    const transcript = new Transcript();
    const talk = new KeptTalk(host);
    talk.follow(transcript);
    assert.isEmpty([...kept], 'nothing is kept before something is said');
    transcript.add('user', 'Hi');
    talk.follow(transcript);
    const next = new Transcript();
    const later = new KeptTalk(host);
    later.follow(next);
    next.add('avatar', 'Hello again');
    later.follow(next);
    assert.deepEqual(
      next.lines.map(({text, earlier}) => [text, earlier]),
      [
        ['Hi', true],
        ['Hello again', false],
      ],
    );
    assert.deepEqual(recalled(), ['user Hi', 'avatar Hello again']);
  });

  test('a line more costs the same after 3,000 lines as after 300', () => {
    const transcript = new Transcript();
    const talk = new KeptTalk(host);
    const [few, many] = [300, 3_000].map((lines) => {
      while (transcript.lines.length < lines) transcript.add('avatar', 'Hi');
      talk.follow(transcript);
      transcript.add('user', 'One more.');
      const times = sinon.spy(Date.prototype, 'toISOString');
      talk.follow(transcript);
      times.restore();
      return times.callCount;
    });
    assert.equal(many, few);
  });

  test('words that come before its code is there are kept as well', () => {
    kept.set(KEY, JSON.stringify([LINE]));
    const transcript = new Transcript();
    transcript.add('avatar', 'Hello again');
    new KeptTalk(host).follow(transcript);
    assert.deepEqual(recalled(), ['user Hi', 'avatar Hello again']);
  });

  for (const [what, record] of [
    ['no JSON', '{'],
    ['no list', '{"length": 3}'],
    ['null', 'null'],
    ['lines that are none', JSON.stringify([null, 7, 'x', [], {}, {...LINE, role: 'system'}])],
    ['a text that is none', JSON.stringify([{...LINE, text: {toString: 'x'}}])],
    ['a time that is none', JSON.stringify([{...LINE, time: 'yesterday'}])],
    ['a text that is too long', JSON.stringify([{...LINE, text: 'x'.repeat(5_000)}])],
  ] as const) {
    test(`one that was tampered with does no harm: ${what}`, () => {
      kept.set(KEY, record);
      assert.deepEqual(recalled(), []);
    });
  }

  test('of a broken record, the whole lines are shown, without what has no picture', () => {
    kept.set(
      KEY,
      JSON.stringify([
        {...LINE, text: 'a\u0000b', more: 1},
        {...LINE, cut: 'no'},
      ]),
    );
    assert.deepEqual(recalled(), ['user ab']);
  });

  test('it has a limit: the last 200 lines, 4,000 characters of each', () => {
    const transcript = new Transcript();
    for (let line = 0; line < 250; line++) transcript.add('user', `${line} ${'x'.repeat(6_000)}`);
    new KeptTalk(host).follow(transcript);
    const lines = JSON.parse(kept.get(KEY) ?? '') as {text: string}[];
    assert.equal(lines.length, 200);
    assert.match(lines[0]?.text ?? '', /^50 x/);
    assert.equal(Math.max(...lines.map(({text}) => text.length)), 4_000);
  });

  test('where storage is full or missing, the conversation goes on', () => {
    quota = 10;
    const transcript = new Transcript();
    transcript.add('user', 'Hi');
    new KeptTalk(host).follow(transcript);
    Reflect.deleteProperty(globalThis, 'sessionStorage');
    assert.deepEqual(recalled(), []);
  });
});
