import {defined} from '../support/frame-actions.mjs';
import {startRig} from './rig.mjs';

/**
 * Starts and stops the avatar many times (`npm run leaks -- COUNT`, 100 by default) and counts what is left: connections,
 * tracks, audio contexts, timers, listeners, elements, and bytes of the heap after forced collections. Every cycle types,
 * speaks, interrupts and listens, with all panels open. Every other cycle makes an element of its own, which floats or may
 * become a mini player, and removes it.
 */
const cycles = Number(process.argv[2] ?? process.env.LEAK_CYCLES ?? 100);
/** Cycles before the first count: they fill the caches of browser and libraries. */
const WARM_UP = 10;
const HEAP_LIMIT = 1_000_000;

/** In the page, before the module loads: records which timers are set. */
function watchTimers() {
  window.timers = new Map();
  for (const [set, clear, repeats] of [
    ['setTimeout', 'clearTimeout', false],
    ['setInterval', 'clearInterval', true],
  ]) {
    const [realSet, realClear] = [window[set], window[clear]];
    window[set] = (act, ...rest) => {
      const id = realSet(
        (...args) => {
          if (!repeats) window.timers.delete(id);
          return act(...args);
        },
        ...rest,
      );
      window.timers.set(id, `${set} ${rest[0] ?? 0} ${new Error().stack.split('\n')[2]?.trim()}`);
      return id;
    };
    window[clear] = (id) => {
      window.timers.delete(id);
      realClear(id);
    };
  }
}

/** In the page: one conversation, in which the visitor uses everything and has every panel open. */
async function converse(sandboxUrl, index) {
  const isFresh = index % 2 === 1;
  const pushToTalk = index % 3 === 2;
  const {startSandbox} = await import(sandboxUrl);
  const sandbox = await startSandbox({msPerCharacter: 5});
  const element = isFresh ? document.createElement('heygen-avatar') : document.querySelector('heygen-avatar');
  const panels = {captions: true, chat: true, controls: true};
  Object.assign(element, {backend: 'sandbox', microphone: !pushToTalk, pushToTalk, ...panels});
  if (isFresh) {
    if (index % 4 === 1) element.mode = 'floating';
    else element.miniPlayer = true;
    document.body.append(element);
    window.removed.push(new WeakRef(element));
  }
  const next = (type) => new Promise((resolve) => element.addEventListener(type, resolve, {once: true}));
  const part = (name) => element.shadowRoot.querySelector(`[part~=${name}]`);
  const withTimeout = async (promise, what) => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Conversation ${index}: ${what} did not come`)), 20_000);
    });
    await Promise.race([promise, late]).finally(() => clearTimeout(timer));
    return promise;
  };
  await withTimeout(element.start(), 'the start');
  await element.updateComplete;

  const typed = next('avatar-speechend');
  part('message-box').value = 'Hello there.';
  part('send').click();
  // The code of the settings comes beside the conversation.
  const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const settings = async () => {
    while (!part('text')) await drawn();
  };
  await withTimeout(settings(), 'the settings');
  part('more').click();
  part('text').click();
  await withTimeout(typed, 'the answer to the typed text');
  const said = await withTimeout(
    element.speak('A long sentence, which is interrupted before it is over.'),
    'the task',
  );
  await withTimeout(element.interrupt(), 'the interrupt');
  await withTimeout(said.ended, 'the end of the interrupted task');

  const heard = next('avatar-userspeechstart');
  await withTimeout(
    pushToTalk ? element.startPushToTalk() : element.startMicrophone(),
    'the open microphone',
  );
  await withTimeout(heard, 'the visitor’s speech');
  // Every other time the end of the session has to close it.
  if (index % 4 < 2) {
    if (pushToTalk) await withTimeout(element.stopPushToTalk(), 'the end of push-to-talk');
    await withTimeout(element.stopMicrophone(), 'the closed microphone');
  }
  element.speak('The end comes in the middle of this.').catch(() => {}); // the end may come before the request
  await withTimeout(element.stop(), 'the stop');
  if (isFresh) element.remove();
  await sandbox.stop();
}

/** Rounds of collections. A connection that was closed may need more time than others until it is freed. */
const MOST_ROUNDS = 150;

/** Counts what is alive in the page after garbage collection: when no more listeners are left than there were, or none go any more. */
async function alive(page, client, listenersBefore = Infinity) {
  // The sandbox's last messages and the removal grace are over when no timer runs. A timer that stays is counted below.
  await page.waitForFunction(() => window.timers.size === 0, {timeout: 20_000}).catch(() => {});
  // One collection can leave what only the next one frees, so they go on until the listeners that count are no fewer.
  const isDone = (calm, fewest) => calm >= 4 && fewest <= listenersBefore;
  for (let [round, calm, fewest] = [0, 0, Infinity]; round < MOST_ROUNDS && !isDone(calm, fewest); round++) {
    await client.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 50)));
    const {metrics} = await client.send('Performance.getMetrics');
    const listeners = metrics.find(({name}) => name === 'JSEventListeners').value;
    calm = listeners < fewest ? 0 : calm + 1;
    fewest = Math.min(fewest, listeners);
  }
  const living = async (prototype, isAlive) => {
    const handle = await page.evaluateHandle(prototype);
    // The query also finds the prototypes of subclasses.
    const found = await page.queryObjects(handle);
    const objects = await found.evaluateHandle((all) =>
      all.filter((each) => !Object.hasOwn(each, 'constructor')),
    );
    const count = await objects.evaluate(isAlive);
    await Promise.all([objects.dispose(), found.dispose(), handle.dispose()]);
    return count;
  };
  const {metrics} = await client.send('Performance.getMetrics');
  const metric = (name) => metrics.find((each) => each.name === name).value;
  return {
    connections: await living(
      'RTCPeerConnection.prototype',
      (all) => all.filter((each) => each.connectionState !== 'closed').length,
    ),
    tracks: await living(
      'MediaStreamTrack.prototype',
      (all) => all.filter((each) => each.readyState === 'live').length,
    ),
    contexts: await living(
      'AudioContext.prototype',
      (all) => all.filter((each) => each.state !== 'closed').length,
    ),
    timers: await page.evaluate(() => [...window.timers.values()]),
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
    elements: await page.evaluate(() => window.removed.filter((each) => each.deref()).length),
    heap: metric('JSHeapUsedSize'),
  };
}

const rig = await startRig();
try {
  await rig.browser.defaultBrowserContext().overridePermissions(rig.site, ['microphone']);
  const {page, errors} = await rig.open(
    rig.serve(`<!doctype html><meta charset="utf-8"><title>leaks</title>
      <script>window.removed = []; (${String(watchTimers)})()</script>
      <script type="module" src="${rig.cdn}/heygen-avatar.js"></script><heygen-avatar backend="sandbox"></heygen-avatar>`),
  );
  await defined(page);
  const client = await page.createCDPSession();
  await client.send('Performance.enable');
  await client.send('HeapProfiler.enable');
  const one = (index) => page.evaluate(converse, `${rig.cdn}/sandbox.js`, index);
  const run = async (times) => {
    for (let i = 0; i < times; i++) await one(i);
    await one(0); // the element keeps its last session: both counts follow the same conversation
  };
  await run(WARM_UP);
  const before = await alive(page, client);
  await run(cycles);
  const after = await alive(page, client, before.listeners);

  const growth = after.heap - before.heap;
  console.log(
    `${cycles} cycles: heap ${before.heap} -> ${after.heap} bytes (${growth >= 0 ? '+' : ''}${growth})`,
  );
  console.log(`listeners ${before.listeners} -> ${after.listeners}, nodes ${before.nodes} -> ${after.nodes}`);
  const faults = [
    after.connections && `${after.connections} connections are open`,
    after.tracks && `${after.tracks} tracks are live`,
    after.contexts && `${after.contexts} audio contexts are open`,
    after.timers.length && `timers run: ${after.timers.join('; ')}`,
    after.elements && `${after.elements} removed elements are not collected`,
    after.listeners > before.listeners && `${after.listeners - before.listeners} listeners more than before`,
    growth >= HEAP_LIMIT && `the heap grew by ${growth} bytes`,
    ...errors,
  ].filter(Boolean);
  for (const fault of faults) console.error(`Leak: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('Nothing is left.');
} finally {
  await rig.stop();
}
