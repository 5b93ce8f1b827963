import {handle} from './handler.mjs';

/** A Next.js route: `app/api/avatar-token/[[...path]]/route.js`, so that `/stop` reaches it too. */
export const POST = (request) => handle(request);
export const OPTIONS = (request) => handle(request);
