import type {StandardSchema} from '../session/tools/tool.js';

/** A schema of an object of texts, by name. A small one: a library for schemas would be most of the file's size. */
export function textParameters<Name extends string>(...names: Name[]): StandardSchema<Record<Name, string>> {
  return {
    '~standard': {
      version: 1,
      vendor: 'heygen-avatar',
      validate: (value) => {
        const given = Object(value) as Partial<Record<Name, unknown>>;
        const issues = names
          .filter((name) => !['string', 'number'].includes(typeof given[name]))
          .map((name) => ({message: `${name} must be a text`, path: [name]}));
        if (issues.length > 0) return {issues};
        return {
          value: Object.fromEntries(names.map((name) => [name, String(given[name])])) as Record<Name, string>,
        };
      },
    },
  };
}
