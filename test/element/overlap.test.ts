import {assert} from '@open-wc/testing';
import '../../src/index.js';
import type {HeygenAvatarElement, SpeechTask} from '../../src/index.js';
import type {Hold, Sandbox} from '../../src/sandbox/sandbox.js';
import {open} from '../support/test-sandbox.js';
import {rejection, until} from '../support/waiting.js';

/** Each row of the table in docs/concepts/overlapping-calls.md, by its state and its call. */
type Row = (stage: Stage) => Promise<void>;

interface Stage {
  readonly element: HeygenAvatarElement;
  readonly sandbox: Sandbox;
  /** What brought the element into the row's state, while it is under way. */
  readonly under: Promise<unknown>;
  /** Lets what is under way go on. */
  readonly release: () => void;
  /** A task that is being spoken, where the element is live. */
  readonly task: SpeechTask | undefined;
}

const sessions = ({sandbox}: Stage) => sandbox.sessions.length;
const spoken = ({sandbox}: Stage) => sandbox.sessions.flatMap(({tasks}) => tasks.map(({text}) => text));
const called = ({sandbox}: Stage, wanted: string) =>
  sandbox.requests.filter(({endpoint}) => endpoint === wanted).length;

/** One more session is there, and live. */
const makesNew: Row = async (stage) => {
  const before = sessions(stage);
  const started = stage.element.start();
  stage.release();
  await started;
  assert.equal(sessions(stage), before + 1);
  assert.equal(stage.element.state, 'live');
};

const speaksInNew: Row = async (stage) => {
  const before = sessions(stage);
  const accepted = stage.element.speak('Hello.');
  stage.release();
  await accepted;
  assert.equal(sessions(stage), before + 1);
  assert.include(spoken(stage), 'Hello.');
};

const nothing =
  (call: 'stop' | 'interrupt'): Row =>
  async (stage) => {
    const before = [sessions(stage), called(stage, call), stage.element.state];
    await stage.element[call]();
    assert.deepEqual([sessions(stage), called(stage, call), stage.element.state], before);
    stage.release();
    await stage.under.catch(() => {});
  };

const ROWS: Record<string, Row> = {
  'idle start': makesNew,
  'idle stop': nothing('stop'),
  'idle speak': speaksInNew,
  'idle interrupt': nothing('interrupt'),
  'connecting start': async (stage) => {
    const joined = stage.element.start();
    stage.release();
    await Promise.all([joined, stage.under]);
    assert.equal(sessions(stage), 1);
  },
  'connecting stop': async (stage) => {
    const stopped = stage.element.stop();
    stage.release();
    await stopped;
    assert.equal(((await rejection(stage.under)) as DOMException).name, 'AbortError');
    assert.equal(stage.sandbox.openSessions, 0);
  },
  'connecting speak': async (stage) => {
    const accepted = stage.element.speak('Hello.');
    stage.release();
    await accepted;
    assert.deepEqual([sessions(stage), spoken(stage)], [1, ['Hello.']]);
  },
  'connecting interrupt': nothing('interrupt'),
  'live start': async (stage) => {
    await stage.element.start();
    assert.equal(sessions(stage), 1);
  },
  'live stop': async (stage) => {
    await stage.element.stop();
    assert.equal(await stage.task?.ended, 'closed');
    assert.equal(stage.sandbox.openSessions, 0);
  },
  'live speak': async (stage) => {
    const next = await stage.element.speak('Next.');
    assert.deepEqual(spoken(stage), ['First.', 'Next.']);
    await stage.element.interrupt();
    assert.equal(await stage.task?.ended, 'interrupted');
    assert.notEqual(next.taskId, stage.task?.taskId);
  },
  'live interrupt': async (stage) => {
    await stage.element.interrupt();
    assert.equal(await stage.task?.ended, 'interrupted');
  },
  'stopping start': makesNew,
  'stopping stop': async (stage) => {
    const joined = stage.element.stop();
    stage.release();
    await Promise.all([joined, stage.under]);
    assert.equal(called(stage, 'stop'), 1);
  },
  'stopping speak': speaksInNew,
  'stopping interrupt': nothing('interrupt'),
  'ended start': makesNew,
  'ended stop': nothing('stop'),
  'ended speak': speaksInNew,
  'ended interrupt': nothing('interrupt'),
};

suite('calls that overlap', () => {
  let sandbox: Sandbox;
  let element: HeygenAvatarElement;

  setup(async () => {
    sandbox = await open({msPerCharacter: 1000});
    element = document.createElement('heygen-avatar');
    element.tokenUrl = sandbox.tokenUrl;
    element.apiUrl = sandbox.origin;
    element.muted = true;
    document.body.append(element);
  });

  teardown(async () => {
    await element.stop();
    element.remove();
    await sandbox.stop();
  });

  /** Brings the element into a state, and keeps it there if that state passes by itself. */
  async function bringTo(state: string): Promise<Stage> {
    let hold: Hold | undefined;
    let under: Promise<unknown> = Promise.resolve();
    let task: SpeechTask | undefined;
    if (state === 'connecting') {
      hold = sandbox.hold('start');
      under = element.start();
      under.catch(() => {}); // asked for by the rows that it concerns
      await hold.arrived;
    } else if (state === 'failed') {
      sandbox.inject('new', {status: 500});
      await rejection(element.start());
    } else if (state !== 'idle') {
      await element.start();
      if (state === 'live' || state === 'reconnecting') {
        task = await element.speak('First.');
        await until(() => element.speaking);
      }
      if (state === 'reconnecting') {
        sandbox.room().refusesSignals = true;
        sandbox.room().dropSignal();
        await until(() => element.state === 'reconnecting');
      }
      if (state === 'stopping') {
        hold = sandbox.hold('stop');
        under = element.stop();
        await hold.arrived;
      } else if (state === 'ended') await element.stop();
    }
    assert.equal(element.state, state);
    return {element, sandbox, under, release: () => hold?.release(), task};
  }

  test('the table in the documentation has these rows', async () => {
    const page = await (await fetch('/docs/concepts/overlapping-calls.md')).text();
    const rows = [...page.matchAll(/^\| `(\w+)` +\| `(\w+)` +\|/gm)].map(
      ([, state, call]) => `${state} ${call}`,
    );
    assert.deepEqual(rows, Object.keys(ROWS));
  });

  /** States whose rows are those of another. */
  const AS: Record<string, string[]> = {live: ['reconnecting'], ended: ['failed']};

  for (const [name, row] of Object.entries(ROWS)) {
    const [state = '', call] = name.split(' ');
    for (const each of [state, ...(AS[state] ?? [])]) {
      test(`${each} ${call}`, async () => row(await bringTo(each)));
    }
  }
});
