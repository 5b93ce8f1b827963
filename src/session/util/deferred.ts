/**
 * A promise with what settles it, as of `Promise.withResolvers`. Node 20 and browsers of early 2024 lack that, and so does the
 * class that zone.js, in applications of Angular, puts in the place of `Promise`.
 */
export function deferred<T>(): PromiseWithResolvers<T> {
  const made = {} as PromiseWithResolvers<T>;
  made.promise = new Promise((resolve, reject) => Object.assign(made, {resolve, reject}));
  return made;
}
