/** How many other addresses there are for a file. The import map of the build (`integrity.json`) has the hash for each. */
const ADDRESSES = 3;

/**
 * Makes a function that loads a file of the element on demand. A browser remembers an import that has failed, with its address,
 * for as long as the page lives. So the call after a failure asks for the file at another address: the build of the script-tag
 * files adds `again`, a query, to the address. With a bundler, the application's own loader decides.
 */
export function lazily<T>(load: (again: string) => Promise<T>): () => Promise<T> {
  let failures = 0;
  return () =>
    load(failures ? `?${Math.min(failures, ADDRESSES)}` : '').catch((error: unknown) => {
      failures++;
      throw error;
    });
}
