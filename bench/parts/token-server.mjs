import {fork} from 'node:child_process';
import {once} from 'node:events';
import {Agent, request} from 'node:http';
import {fileURLToPath} from 'node:url';
import {quantile} from '../support/statistics.mjs';

const SERVER = fileURLToPath(new URL('../support/token-server.mjs', import.meta.url));
const REQUESTS = 100_000;
/** How many are under way at a time. */
const VISITORS = 20;
/** By then the code is compiled and the caches are full. */
const WARM_UP = 10_000;

/** A token server that runs for a long time. */
export default {
  title: () => 'The token server',
  how: `${VISITORS} visitors ask a token server on Node for ${REQUESTS.toLocaleString('en')} tokens by HTTP, each as soon as they have the one
    before, with the rate limit on. HeyGen’s API answers at once. Heap is what the server holds after a collection; the growth is
    counted from the ${WARM_UP.toLocaleString('en')}th request.`,
  settings: [{}],
  mostRuns: 1,
  rows: [`${REQUESTS.toLocaleString('en')} requests`],
  columns: {
    perSecond: 'requests a second',
    median: 'median, ms',
    p99: '99 %, ms',
    heap: 'heap, MB',
    growth: 'heap growth, kB',
    refused: 'without a token',
  },

  async open() {
    const server = fork(SERVER, {execArgv: ['--expose-gc'], stdio: ['pipe', 'inherit', 'inherit', 'ipc']});
    const [{port}] = await once(server, 'message');
    const agent = new Agent({keepAlive: true, maxSockets: VISITORS});
    const heap = async () => {
      server.send('heap');
      const [bytes] = await once(server, 'message');
      return bytes;
    };
    const measure = async () => {
      await askFor(WARM_UP, {port, agent});
      const before = await heap();
      const startedAt = performance.now();
      const {times, refused} = await askFor(REQUESTS, {port, agent});
      const seconds = (performance.now() - startedAt) / 1000;
      const after = await heap();
      return {
        perSecond: Math.round(REQUESTS / seconds),
        median: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        heap: after / 1e6,
        growth: (after - before) / 1000,
        refused,
      };
    };
    const close = async () => {
      agent.destroy();
      server.kill();
      await once(server, 'exit');
    };
    return {measure, close};
  },
};

async function askFor(count, {port, agent}) {
  const times = [];
  let asked = 0;
  let refused = 0;
  const visit = async () => {
    while (asked++ < count) {
      const startedAt = performance.now();
      const status = await ask({port, agent});
      times.push(performance.now() - startedAt);
      if (status !== 200) refused++;
    }
  };
  await Promise.all(Array.from({length: VISITORS}, visit));
  return {times, refused};
}

function ask({port, agent}) {
  return new Promise((resolve, reject) => {
    const headers = {origin: 'https://shop.example', 'content-type': 'application/json'};
    const options = {port, agent, method: 'POST', path: '/api/avatar-token', headers};
    request(options, (response) => response.resume().on('end', () => resolve(response.statusCode)))
      .on('error', reject)
      .end('{}');
  });
}
