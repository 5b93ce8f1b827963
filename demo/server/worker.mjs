import {makeHandle} from './handler.mjs';

let handle;

/**
 * A Worker-style export: the environment comes with the first request. Cloudflare tells the visitor's address in a header of
 * its own, which no visitor can set.
 */
export default {
  async fetch(request, env) {
    handle ??= makeHandle(env);
    return handle(request, {address: request.headers.get('cf-connecting-ip')});
  },
};
