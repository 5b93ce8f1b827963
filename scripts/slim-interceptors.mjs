/**
 * The interceptors of the sandbox log what they do where the page asks for it, by a package that looks for Node's `process`: Parcel
 * answers that by installing a package of that name into the application, and its first build fails. Here they log nothing.
 */
const LOGGER = '@open-draft/logger';
const SILENT = `
  const noop = () => {};
  export class Logger {
    debug = noop; info = noop; success = noop; warning = noop; error = noop;
    extend() { return this; }
  }`;

export function slimInterceptors() {
  const stub = `\0slim:${LOGGER}`;
  return {
    name: 'slim-interceptors',
    resolveId: (id) => (id === LOGGER ? stub : null),
    load: (id) => (id === stub ? SILENT : null),
  };
}
