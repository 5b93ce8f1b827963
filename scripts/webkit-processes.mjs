import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import {freePort} from './free-port.mjs';

/** How long Xvfb and the driver may each take to be ready, in ms. */
const START_MS = 20_000;

const SCREEN = {width: 2560, height: 2048};
/** Xvfb's pointer is in the middle and stays there. Without a window manager, the window that is under it has the focus. */
export const POINTER = {x: SCREEN.width / 2, y: SCREEN.height / 2};

/** What WebKitGTK needs without a graphics card, and as root. */
const ENVIRONMENT = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
};

/**
 * Xvfb and WebKitWebDriver, each the leader of a process group: a driver that is killed leaves its browser behind. Both
 * groups are killed on `stop()`, and in whatever way this process ends, short of SIGKILL.
 */
export class WebKitProcesses {
  /** Where the driver listens. */
  driverUrl;

  #programs;
  #children = new Set();
  #killAll = () => this.stop();

  constructor(programs) {
    this.#programs = programs;
  }

  async start() {
    killOnExit(this.#killAll);
    const display = await this.#startXvfb();
    const port = await freePort();
    this.driverUrl = `http://127.0.0.1:${port}`;
    const environment = {...process.env, ...ENVIRONMENT, DISPLAY: display};
    const driver = this.#spawn(this.#programs.driver, [`--port=${port}`], {env: environment});
    await within(START_MS, `${this.#programs.driver} did not start`, driver, async () => {
      while (!(await isReady(this.driverUrl))) await delay(50);
    });
  }

  stop() {
    exitHooks.delete(this.#killAll);
    for (const child of this.#children) killGroup(child);
    this.#children.clear();
  }

  /** Xvfb takes a free display by itself, and writes its number to a pipe once it is ready. */
  async #startXvfb() {
    const xvfb = this.#spawn(
      this.#programs.xvfb,
      [
        '-displayfd',
        '3',
        '-screen',
        '0',
        `${SCREEN.width}x${SCREEN.height}x24`,
        '-nolisten',
        'tcp',
        '-terminate',
      ],
      {stdio: ['ignore', 'ignore', 'ignore', 'pipe']},
    );
    return within(START_MS, `${this.#programs.xvfb} did not start`, xvfb, async () => {
      const [number] = await once(xvfb.stdio[3], 'data');
      return `:${String(number).trim()}`;
    });
  }

  #spawn(program, parameters, options) {
    const child = spawn(program, parameters, {stdio: 'ignore', detached: true, ...options});
    child.on('error', () => {}); // `within` reports it
    this.#children.add(child);
    return child;
  }
}

const exitHooks = new Set();
let isWatching = false;

function killOnExit(hook) {
  exitHooks.add(hook);
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => exitHooks.forEach((each) => each()));
  // Without a listener, a signal ends this process and no `exit` is emitted.
  for (const [signal, number] of Object.entries({SIGHUP: 1, SIGINT: 2, SIGTERM: 15})) {
    process.once(signal, () => process.exit(128 + number));
  }
}

function killGroup({pid}) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}

/** Rejects after the limit, or as soon as the program ends. */
async function within(ms, what, child, work) {
  const watch = new AbortController();
  const {signal} = watch;
  try {
    return await Promise.race([
      work(),
      delay(ms, undefined, {signal}).then(() => {
        throw new Error(`${what} within ${ms / 1000} s.`);
      }),
      once(child, 'exit', {signal}).then(
        ([code, ended]) => {
          throw new Error(`${what}: it ended with ${ended ?? code}.`);
        },
        (cause) => {
          throw new Error(`${what}.`, {cause});
        },
      ),
    ]);
  } finally {
    watch.abort();
  }
}

async function isReady(url) {
  try {
    const response = await fetch(`${url}/status`, {signal: AbortSignal.timeout(1_000)});
    return (await response.json()).value.ready === true;
  } catch {
    return false;
  }
}
