import {makeHandle} from './handler.mjs';

let handle;

/**
 * A Next.js route: `app/api/avatar-token/[[...path]]/route.js`, so that `/stop` reaches it too. The handler is made with the
 * first request: `next build` loads this file as well, where there may be no key. The visitor's address is the last entry of
 * `x-forwarded-for`, which the platform or your one proxy writes. Do not let visitors call `next start` directly.
 */
async function answer(request) {
  handle ??= makeHandle({AVATAR_PROXIES: '1', ...process.env});
  return handle(request);
}

export {answer as POST, answer as OPTIONS};
