import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {AvatarElementEventMap, HeygenAvatarElement} from '../../src/index.js';
import type {AvatarError} from '../../src/session/errors/avatar-error.js';
import type * as SandboxModule from '../../src/sandbox/sandbox.js';
import {nextEvent, rejection, until} from '../support/waiting.js';

/** The built files, by the addresses that a page would use. */
const ENTRY = '/dist/cdn/heygen-avatar.js';
const SANDBOX = '/dist/cdn/sandbox.js';

const downloaded = () =>
  performance
    .getEntriesByType('resource')
    .map(({name}) => new URL(name).pathname)
    .filter((path) => path.startsWith('/dist/cdn/'));

async function script(address: string): Promise<void> {
  const tag = document.createElement('script');
  tag.type = 'module';
  tag.src = address;
  document.head.append(tag);
  await new Promise((resolve, reject) => {
    tag.addEventListener('load', resolve);
    tag.addEventListener('error', reject);
  });
}

suite('the script-tag build', () => {
  let sandbox: SandboxModule.Sandbox;
  let element: HeygenAvatarElement;

  suiteSetup(() => script(ENTRY));

  setup(async () => {
    element = document.createElement('heygen-avatar');
    document.body.append(element);
    await element.updateComplete;
  });

  teardown(async () => {
    await element.stop();
    element.remove();
    await sandbox?.stop();
  });

  /** The sandbox that the element itself uses: the module is the same. */
  async function open(options: SandboxModule.SandboxOptions = {}): Promise<void> {
    const {startSandbox} = (await import(SANDBOX)) as typeof SandboxModule;
    sandbox = await startSandbox({msPerCharacter: 5, videoScale: 0.25, ...options});
    element.backend = 'sandbox';
  }

  test('has every attribute of the documentation', async () => {
    const manifest = (await (await fetch('/dist/custom-elements.json')).json()) as {
      modules: {declarations: {tagName?: string; attributes: {name: string}[]}[]}[];
    };
    const declared = manifest.modules.flatMap(({declarations}) => declarations);
    const documented = declared.find(({tagName}) => tagName === 'heygen-avatar')?.attributes ?? [];
    const {observedAttributes} = customElements.get('heygen-avatar') as typeof HeygenAvatarElement;
    assert.sameMembers(
      [...observedAttributes],
      documented.map(({name}) => name),
    );
  });

  test('downloads nothing but the entry and its static imports before interest', async () => {
    const graph = (await (await fetch('/dist/cdn/graph.json')).json()) as Record<string, {imports: string[]}>;
    const entry = graph['heygen-avatar.js'];
    const wanted = ['heygen-avatar.js', ...(entry?.imports ?? [])].map((file) => `/dist/cdn/${file}`);
    assert.sameMembers(
      downloaded().filter((path) => path.endsWith('.js')),
      wanted,
    );
    assert.equal(element.shadowRoot?.querySelector('button')?.textContent?.trim(), 'Start the conversation');
  });

  test('included twice, it is defined once', async () => {
    const {constructor} = element;
    await script(`${ENTRY}?ver=2`);
    assert.isTrue(customElements.get('heygen-avatar') === constructor);
  });

  test('fires every event of the table', async () => {
    await open({sessionDurationLimit: 12});
    const heard = new Set<string>();
    const types: (keyof AvatarElementEventMap)[] = [
      'avatar-statechange',
      'avatar-playing',
      'avatar-playblocked',
      'avatar-quality',
      'avatar-speechstart',
      'avatar-message',
      'avatar-speechend',
      'avatar-timewarning',
      'avatar-end',
      'avatar-error',
    ];
    for (const type of types) {
      document.addEventListener(type, (event) => {
        assert.isTrue(event.bubbles && event.composed);
        heard.add(type);
      });
    }
    const play = sinon.stub(HTMLMediaElement.prototype, 'play').callsFake(function (this: HTMLMediaElement) {
      return this.muted
        ? play.wrappedMethod.call(this)
        : Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    const warned = nextEvent(element, 'avatar-timewarning');
    await element.start();
    play.restore();
    sandbox.room().setQuality('GOOD');
    const task = await element.speak('Hello.');
    assert.equal(await task.ended, 'finished');
    await warned;
    await element.stop();
    sandbox.inject('new', {status: 500});
    await element.start().catch(() => {});
    assert.sameMembers([...heard], types);
  });

  test('an update waits for its turn, as it does with the whole Lit', async () => {
    await open();
    const view = () => element.shadowRoot?.querySelector<HTMLElement>('.frame')?.dataset.view;
    const playing = nextEvent(element, 'avatar-playing');
    const started = element.start();
    await playing;
    const atFirstFrame = view();
    await started;
    await element.updateComplete;
    assert.notEqual(view(), atFirstFrame);
  });

  test('what speaks a streamed text is downloaded with the first one, and works with the code that is there', async () => {
    await open();
    await element.start();
    const loaded = () => downloaded().filter((path) => path.includes('streamed-speech'));
    assert.isEmpty(loaded());
    const heard: string[] = [];
    for (const type of ['avatar-speechstart', 'avatar-speechend'] as const) {
      element.addEventListener(type, () => heard.push(type));
    }
    const task = await element.speak(new Blob(['One. Two.']).stream().pipeThrough(new TextDecoderStream()));
    assert.equal(await task.ended, 'finished');
    assert.deepEqual(heard, ['avatar-speechstart', 'avatar-speechend']);
    assert.isNotEmpty(loaded());
    const failed = (await rejection(element.speak(new Blob(['bytes']).stream() as never))) as AvatarError;
    assert.equal(failed.code, 'stream-failed');
  });

  test('no token is in the DOM, in an event, in an error or on the console', async () => {
    await open();
    const secrets: string[] = [];
    const seen: string[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      sinon.spy(console, level),
    );
    for (const type of [
      'avatar-statechange',
      'avatar-playing',
      'avatar-message',
      'avatar-end',
      'avatar-error',
    ]) {
      element.addEventListener(type, (event) => seen.push(JSON.stringify(Object.entries(event))));
    }
    await element.start();
    const task = await element.speak('Hello.');
    await task.ended;
    secrets.push(
      sandbox.requests.at(-1)?.headers.get('authorization')?.slice(7) ?? 'none',
      sandbox.room().accessToken,
    );
    seen.push(JSON.stringify(element.session), element.outerHTML, element.shadowRoot?.innerHTML ?? '');
    await element.stop();
    sandbox.inject('new', {status: 401, code: 400112});
    await element
      .start()
      .catch((error: Error) => seen.push(String(error), String(error.cause), error.stack ?? ''));
    seen.push(...spies.flatMap((spy) => spy.getCalls().map(({args}) => JSON.stringify(args))));
    for (const spy of spies) spy.restore();
    assert.isAbove(Math.min(...secrets.map(({length}) => length)), 20);
    for (const secret of secrets) assert.notInclude(seen.join('\n'), secret);
  });

  /** An element that can download nothing but its own script: the rest is missing, or never comes. */
  async function brokenAvatar(how = 'broken', attributes = ''): Promise<HeygenAvatarElement> {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<script type="module" src="/test/cdn/${how}/heygen-avatar.js"></script><heygen-avatar ${attributes}></heygen-avatar>`;
    document.body.append(frame);
    await until(() => Boolean(frame.contentWindow?.customElements.get('heygen-avatar')));
    return frame.contentDocument?.querySelector('heygen-avatar') as HeygenAvatarElement;
  }

  /** The words for the visitor, in English here, and below them the sentence for the site owner. */
  function assertSaysSo({shadowRoot}: HeygenAvatarElement): void {
    assert.include(shadowRoot?.querySelector('[role=alert]')?.textContent, 'Please check your connection.');
    assert.notInclude(shadowRoot?.querySelector('[role=alert]')?.textContent, 'downloaded');
    assert.include(shadowRoot?.querySelector('[part=details]')?.textContent, 'could not be downloaded');
  }

  test('a floating avatar whose code cannot be downloaded says so, and stays in its place', async () => {
    const broken = await brokenAvatar();
    const reported = nextEvent(broken, 'avatar-error');
    broken.mode = 'floating';
    assert.equal((await reported).error.code, 'load-failed');
    await broken.updateComplete;
    assertSaysSo(broken);
    document.querySelector('iframe')?.remove();
  });

  const press = (body: HTMLElement) => body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
  for (const [when, comeBack] of [
    ['the visitor presses anywhere', press],
    [
      'it is back in the page, and not before',
      (body, floating, requests) => {
        const count = requests();
        floating.remove();
        press(body);
        floating.requestUpdate();
        assert.equal(requests(), count);
        body.append(floating);
      },
    ],
  ] as [string, (body: HTMLElement, floating: HeygenAvatarElement, requests: () => number) => unknown][]) {
    test(`a floating avatar asks for the code that it lacks again when ${when}`, async () => {
      const floating = await brokenAvatar('forgetful', 'backend="sandbox" mode="floating"');
      const {body, defaultView: page} = floating.ownerDocument;
      await until(() => floating.error?.code === 'load-failed');
      await floating.updateComplete;
      assertSaysSo(floating);
      const requests = () =>
        page?.performance.getEntriesByType('resource').filter(({name}) => /floating-/.test(name)).length ?? 0;
      await comeBack(body, floating, requests);
      await until(() => Boolean(floating.shadowRoot?.querySelector('[part~=launcher]')));
      assert.equal(floating.error, null);
      assert.isTrue(floating.shadowRoot?.querySelector('[role=alert]') === null);
      document.querySelector('iframe')?.remove();
    });
  }

  test('the network is back: a floating avatar gets its launcher and its language by itself', async () => {
    const floating = await brokenAvatar('forgetful', 'lang="de" backend="sandbox" mode="floating"');
    const launcher = () => floating.shadowRoot?.querySelector('[part~=launcher]')?.getAttribute('aria-label');
    const errors: string[] = [];
    floating.addEventListener('avatar-error', ({error}) => errors.push(error.code));
    // The list of the languages comes before the language.
    await until(() => {
      floating.ownerDocument.defaultView?.dispatchEvent(new Event('online'));
      return launcher() === 'Mit dem Avatar sprechen';
    });
    assert.equal(floating.error, null);
    assert.isAtMost(errors.length, 1, 'the page is told once');
    document.querySelector('iframe')?.remove();
  });

  test('a chunk that cannot be downloaded is said to be, and can be asked for again', async () => {
    const broken = await brokenAvatar();
    const reported = nextEvent(broken, 'avatar-error');
    const codes = [
      await broken.start().catch(({code}: {code: string}) => code),
      await broken.speak('Hello.').catch(({code}: {code: string}) => code),
    ];
    assert.deepEqual(codes, ['load-failed', 'load-failed']);
    assert.equal((await reported).error.code, 'load-failed');
    assert.equal(broken.state, 'idle');
    assertSaysSo(broken);
    document.querySelector('iframe')?.remove();
  });

  test('the next press requests every file that could not be downloaded at another address', async () => {
    const forgetful = await brokenAvatar(
      'forgetful',
      'lang="de" backend="sandbox" muted chat microphone mode="floating" mini-player background="chroma" commands="stop" theme="sand" poster="/none.webm" feedback resume analytics="datalayer"',
    );
    const page = forgetful.ownerDocument.defaultView as Window & typeof globalThis;
    const outcome = () =>
      forgetful.start().then(
        () => 'live',
        ({code}: {code: string}) => code,
      );
    const press = () => {
      const source = Object.assign(page.document.createElement('button'), {value: ''});
      forgetful.dispatchEvent(Object.assign(new page.Event('command'), {command: '--stop', source}));
    };
    forgetful.registerTool('time', {run: () => 'Noon.'});
    press();
    await nextEvent(forgetful, 'avatar-error', ({error}) => error.code === 'load-failed');
    // First the code for sessions is missing, then what that code loads: LiveKit and the sandbox, at once or one after the other.
    const outcomes: string[] = [];
    while (outcomes.length < 4 && outcomes.at(-1) !== 'live') outcomes.push(await outcome());
    assert.include([3, 4], outcomes.length);
    assert.deepEqual(new Set(outcomes.slice(0, -1)), new Set(['load-failed']));
    assert.equal(outcomes.at(-1), 'live');
    const heard = [
      ((await rejection(forgetful.startMicrophone())) as {code: string}).code,
      await forgetful.startMicrophone(),
    ];
    assert.deepEqual(heard, ['load-failed', undefined]);
    const stream = () => new page.Blob(['Hallo.']).stream().pipeThrough(new page.TextDecoderStream());
    const unsaid = (await rejection(forgetful.speak(stream()))) as {code: string};
    assert.equal(unsaid.code, 'load-failed');
    await forgetful.speak(stream());
    const {shadowRoot} = forgetful;
    await until(() => shadowRoot?.querySelector<HTMLElement>('[part=stop]')?.title === 'Gespräch beenden');
    await until(() => shadowRoot?.querySelector('[part~=panel] [part=picture]') !== null);
    const settings = shadowRoot?.querySelector<HTMLElement>('[part=more]');
    const hasSettings = () => (shadowRoot?.querySelector('[part=menu]') ?? null) !== null;
    await until(() => {
      if (settings?.ariaExpanded === 'false' && !hasSettings()) settings.click();
      return hasSettings();
    });
    const requested = () => page.performance.getEntriesByType('resource').map(({name}) => name);
    const retried = () =>
      requested().flatMap((name) => /forgetful\/(.+?)(?:-[\w-]{8})?\.js\?/.exec(name)?.[1] ?? []);
    await until(() => {
      shadowRoot?.querySelector<HTMLElement>('.row[part=check-connection]')?.click();
      return retried().includes('connection-check');
    });
    // The words that stay after the end: each line with an address asks for the code of links.
    shadowRoot?.querySelector<HTMLElement>('.row[part=text]')?.click();
    await forgetful.ask('https://example.org/1');
    await until(() => requested().some((name) => name.includes('/links-view')));
    await forgetful.ask('https://example.org/2');
    await until(() => retried().includes('links-view'));
    press();
    await until(() => forgetful.state === 'ended');
    page.HTMLAnchorElement.prototype.click = () => {}; // the file of the transcript, which nobody keeps
    await until(() => {
      const format = shadowRoot?.querySelector<HTMLElement>('[part=format]');
      (format ?? shadowRoot?.querySelector<HTMLElement>('[part=download]'))?.click();
      return ['transcript-files', 'feedback-form'].every((name) => retried().includes(name));
    });
    const byItself = page.document.createElement('heygen-avatar');
    Object.assign(byItself, {autoplay: true, hidden: true});
    page.document.body.append(byItself);
    const asking = page.document.createElement('heygen-avatar');
    asking.setAttribute('consent', 'required');
    page.document.body.append(asking);
    await until(() => {
      byItself.requestUpdate();
      asking.start().catch(() => {});
      press();
      return ['autoplay-watch', 'start-extras', 'markup-check'].every((name) => retried().includes(name));
    });
    const graph = (await (await fetch('/dist/cdn/graph.json')).json()) as Record<
      string,
      {dynamicImports: string[]}
    >;
    const lazy = Object.values(graph).flatMap(({dynamicImports}) => dynamicImports);
    const names = [...new Set(lazy.map((file) => file.replace(/(-[\w-]{8})?\.js$/, '')))];
    // Of the same kind as what is requested here: the other languages, and the voice of a LITE session.
    const notPressed = ['lite-voice', 'locale-'];
    assert.sameMembers(
      [...new Set(retried())],
      names.filter((name) => name === 'locale-de' || !notPressed.some((start) => name.startsWith(start))),
    );
    await forgetful.stop();
    document.querySelector('iframe')?.remove();
  });

  test('a chunk that never comes is given up by a signal, by stop, and after its limit', async () => {
    const silent = await brokenAvatar('silent');
    const {defaultView: page} = silent.ownerDocument;
    const limits: {work: () => void; ms: number}[] = [];
    if (page) {
      page.setTimeout = ((work: () => void, ms: number) => limits.push({work, ms})) as typeof setTimeout;
    }
    const controller = new AbortController();
    const given = rejection(silent.start({signal: controller.signal}));
    controller.abort('enough');
    assert.equal(await given, 'enough');
    const stopped = rejection(silent.start());
    await silent.stop();
    assert.equal(((await stopped) as DOMException).name, 'AbortError');
    const late = rejection(silent.speak('Hello.'));
    assert.deepEqual(
      limits.map(({ms}) => ms),
      [30_000],
    );
    limits[0]?.work();
    assert.equal(((await late) as {code: string}).code, 'load-failed');
    document.querySelector('iframe')?.remove();
  });
});
