/** Reads and writes the fields of a body by their paths, such as `voice.rate`. */

type Body = Record<string, unknown>;

/** The value at a path, or `undefined`. Only own properties count, since a body comes from outside. */
export function valueAt(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Body)[key]
          : undefined,
      body,
    );
}

/** Sets the value at a path. The objects on the way are made, or copied: they may be shared. */
export function setAt(body: Body, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const inner = keys.reduce((outer, key) => (outer[key] = {...(outer[key] as object)}) as Body, body);
  inner[last] = value;
}
