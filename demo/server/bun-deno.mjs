import {makeHandle} from './handler.mjs';

/**
 * Bun: `bun demo/server/bun-deno.mjs`. Deno: `deno serve --allow-net --allow-env demo/server/bun-deno.mjs`. Both pass the
 * connection as second argument, each in its own form. Behind a proxy of yours, set `AVATAR_PROXIES=1`.
 */
const handle = makeHandle(process.env);

export default {
  port: Number(process.env.PORT ?? 3000),
  hostname: '127.0.0.1',
  fetch(request, connection) {
    const address = connection?.requestIP?.(request)?.address ?? connection?.remoteAddr?.hostname;
    return handle(request, {address});
  },
};
