import {assert} from '@open-wc/testing';
import '../../src/index.js';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import {AvatarSession} from '../../src/session/avatar-session.js';
import type {HeygenAvatarElement} from '../../src/index.js';
import {open, sandbox} from '../support/test-sandbox.js';
import {nextEvent, rejection, until} from '../support/waiting.js';

const samples = (ms: number) => new Int16Array(24 * ms);

/** What is the same for other kinds of tokens is in `conformance.test.ts`. */
suite('A LITE session with the page’s own audio', () => {
  let session: AvatarSession;

  setup(async () => {
    await open();
    session = new AvatarSession({tokenUrl: sandbox.liveAvatarTokenUrlOf('lite'), apiUrl: sandbox.origin});
    await session.start();
  });

  teardown(async () => {
    await session.stop();
    assert.equal(sandbox.openSessions, 0);
    await sandbox.stop();
  });

  const lite = () => {
    const [fake] = sandbox.sessions;
    if (!fake) throw new Error('There is no session.');
    return fake.lite;
  };

  test('says audio: events, words and the end of the task in order', async () => {
    assert.deepEqual([session.info?.mode, session.info?.agent], ['lite', null]);
    const heard: string[] = [];
    session.addEventListener('avatar-speechstart', () => heard.push('start'));
    session.addEventListener('avatar-message', ({text, final}) => final && heard.push(text));
    session.addEventListener('avatar-speechend', ({reason}) => heard.push(reason));
    lite().acknowledgementMs = 50;
    const [first, second] = await Promise.all([
      session.speakAudio(samples(500), {text: 'Hello.'}),
      session.speakAudio(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(4_801));
            controller.enqueue(new Uint8Array(4_799));
            controller.close();
          },
        }),
      ),
    ]);
    assert.equal(await second.ended, 'finished');
    assert.deepEqual(heard, ['start', 'Hello.', 'finished', 'start', 'finished']);
    assert.deepEqual(
      [...lite().utterances],
      [
        [first.taskId, 500],
        [second.taskId, 200],
      ],
    );
  });

  test('a lost connection ends the task; the session goes on, and speaks again', async () => {
    const task = await session.speakAudio(samples(60_000));
    await until(() => session.speaking);
    lite().drop();
    assert.equal(await task.ended, 'failed');
    assert.equal(task.error?.code, 'connection-lost');
    assert.equal(session.state, 'live');
    assert.equal(await (await session.speakAudio(samples(200))).ended, 'finished');
  });

  test('without acknowledgements the voice itself is the answer', async () => {
    lite().acknowledgementMs = null;
    assert.equal(await (await session.speakAudio(samples(400))).ended, 'finished');
  });

  test('the end of the session ends the task, and closes the socket', async () => {
    const task = await session.speakAudio(samples(60_000));
    await session.stop();
    assert.equal(await task.ended, 'closed');
  });
});

suite('speakAudio elsewhere', () => {
  teardown(() => sandbox.stop());

  for (const kind of ['streaming', 'full'] as const) {
    test(`is refused in a session of kind ${kind}, and the stream is freed`, async () => {
      await open();
      const tokenUrl = kind === 'streaming' ? sandbox.tokenUrl : sandbox.liveAvatarTokenUrl;
      const session = new AvatarSession({tokenUrl, apiUrl: sandbox.origin});
      await session.start();
      const stream = new ReadableStream<Int16Array>();
      const error = (await rejection(session.speakAudio(stream))) as AvatarError;
      assert.equal(error.code, 'unsupported-by-agent');
      assert.match(error.message, /ws_url/);
      assert.isTrue((await stream.getReader().read()).done);
      await session.stop();
    });
  }
});

suite('the recipe “Your own model and voice”', () => {
  test('answers what the visitor types, as its page says', async () => {
    const guide = await (await fetch('/docs/guides/own-llm-and-voice.md')).text();
    const markup = /```html\n([^]*?)```/.exec(guide)?.[1] ?? '';
    assert.isBelow(markup.split('\n').length, 31);
    await open();
    const native = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      if (input !== '/api/answer') return native(input, init);
      const headers = {'x-text': encodeURIComponent(`You said: ${String(init?.body)}`)};
      return new Response(samples(500), {headers});
    };
    const host = document.createElement('div');
    host.innerHTML = markup
      .replace('/api/avatar-token', sandbox.liveAvatarTokenUrlOf('lite'))
      .replace('<heygen-avatar', `<heygen-avatar muted api-url="${sandbox.origin}"`);
    document.body.append(host);
    const script = document.createElement('script');
    script.type = 'module';
    script.textContent = host.querySelector('script')?.textContent ?? '';
    document.head.append(script);
    const element = host.querySelector<HeygenAvatarElement>('heygen-avatar');
    try {
      if (!element) throw new Error('The recipe has no avatar.');
      await element.start();
      const answered = nextEvent(element, 'avatar-message', ({role, final}) => role === 'avatar' && final);
      const box = () => element.shadowRoot?.querySelector<HTMLInputElement>('[part~=message-box]') ?? null;
      await until(() => box() !== null);
      const input = box() as HTMLInputElement;
      input.value = 'Hello?';
      input.dispatchEvent(new Event('input', {bubbles: true}));
      input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
      assert.equal((await answered).text, 'You said: Hello?');
      assert.lengthOf([...(sandbox.sessions[0]?.lite.utterances ?? [])], 1);
    } finally {
      window.fetch = native;
      await element?.stop();
      host.remove();
      script.remove();
      await sandbox.stop();
    }
  });
});
