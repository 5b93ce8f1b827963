import {setMaxListeners} from 'node:events';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

/** What the tests that run under Node expect of a browser: the address of a page, and what Node 20 does not have yet. */
globalThis.location = new URL('http://localhost:8000/');

Promise.withResolvers ??= function withResolvers() {
  const resolvers = {};
  resolvers.promise = new this((resolve, reject) => Object.assign(resolvers, {resolve, reject}));
  return resolvers;
};

/** A browser without any microphone. A test that needs one puts its own in place. */
globalThis.navigator ??= {};
globalThis.navigator.mediaDevices ??= Object.assign(new EventTarget(), {
  getUserMedia: () => Promise.reject(new DOMException('There is no microphone.', 'NotFoundError')),
  enumerateDevices: () => Promise.resolve([]),
});
setMaxListeners(0, globalThis.navigator.mediaDevices); // a browser has no such limit

/** Collects garbage, for tests that count what stays. */
setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc');
