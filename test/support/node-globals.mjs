/** What the tests that run under Node expect of a browser: the address of a page, and what Node 20 does not have yet. */
globalThis.location = new URL('http://localhost:8000/');

Promise.withResolvers ??= function withResolvers() {
  const resolvers = {};
  resolvers.promise = new this((resolve, reject) => Object.assign(resolvers, {resolve, reject}));
  return resolvers;
};
