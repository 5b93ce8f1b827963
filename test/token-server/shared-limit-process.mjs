import {inspect} from 'node:util';
import {createClient} from 'redis';
import {redisStore} from 'heygen-avatar/token-server/redis';
import {handler, heygen, send} from './fake-api.mjs';

/**
 * One of several processes that share a rate limit in Redis. For each message `{calls, address}` it gets that many calls of a
 * page at once, and sends back their responses and how many of them reached the API. The owner's log is its stderr.
 */
const log = (...parts) => process.stderr.write(`${inspect(parts, {depth: 10})}\n`);

const client = createClient({url: process.env.REDIS_URL});
client.on('error', ({code, message}) => log('redis', code ?? message));
await client.connect();

const handle = handler({
  rateLimit: {max: 5, store: redisStore(client)},
  onError: (problem) => log(problem),
});

process.on('message', (message) => void answer(message));
process.on('disconnect', () => process.exit());
process.send('ready');

async function answer({calls, address}) {
  const {length} = heygen.requests;
  const one = async () => {
    const response = await send(handle, {caller: {address}});
    const text = await response.text();
    return {status: response.status, wait: response.headers.get('retry-after'), text};
  };
  const responses = await Promise.all(Array.from({length: calls}, one));
  process.send({responses, upstream: heygen.requests.length - length});
}
