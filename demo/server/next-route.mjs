import {makeHandle} from './handler.mjs';

let handle;

/**
 * A Next.js route: `app/api/avatar-token/[[...path]]/route.js`, so that `/stop` reaches it too. The handler is made with the
 * first request: `next build` loads this file as well, where there may be no key. The visitor's address is the last entry of
 * `x-forwarded-for`, which the platform or your proxy writes; without one, `next start` is not to be called directly.
 */
async function answer(request) {
  handle ??= makeHandle(process.env);
  return handle(request);
}

export {answer as POST, answer as OPTIONS};
