import express from 'express';
import {toNodeHandler} from 'heygen-avatar/token-server/node';
import {makeHandle} from './handler.mjs';

/**
 * Express: `node demo/server/express.mjs`. The handler may stand before or after `express.json()` and other body parsers.
 * Behind a proxy of yours, set `AVATAR_PROXIES=1`.
 */
const app = express();
app.use(express.json());
app.use('/api/avatar-token', toNodeHandler(makeHandle(process.env)));

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Tokens at http://localhost:${server.address().port}/api/avatar-token`);
});
