/** What esbuild makes of `@property({…}) declare name: …`. */
const DECORATION =
  /__decorateClass\(\[\s*property\(\{\s*([\s\S]*?)\s*\}\)\s*\], (\w+)\.prototype, "(\w+)"(?:, \d+)?\);\n/g;
const OPTIONS = /^(attribute: false)?(?:, |$)?(?:converter: ([\s\S]+))?$/;
/** The compiler's helper for decorators, which each file with one has. */
const HELPER = /^var __(?:defProp|getOwnPropDesc) = [^\n]*\n|^var __decorateClass = [\s\S]*?\n\};\n/gm;

/**
 * Declares all reactive properties of a class with one call, where the source has a decorator for each: a page would download the
 * compiler's helper with each file, and a call for each property. Works on what esbuild has made of a module.
 */
export function plainProperties() {
  return {
    name: 'plain-properties',
    transform(code, id) {
      if (!/\/src\/element\//.test(id) || !code.includes('__decorateClass([')) return null;
      const groups = {};
      let owner;
      const rest = code.replace(DECORATION, (_, options, name, property) => {
        const [, noAttribute = '', converter = 'undefined'] = OPTIONS.exec(options) ?? [];
        if (!OPTIONS.test(options))
          this.error(`${id}: "${options}" of ${property} is unknown to plain-properties.`);
        owner = name;
        (groups[noAttribute] ??= []).push(`${property}: ${converter}`);
        return '';
      });
      // The lines above the class keep their numbers, for the source map.
      const plain = rest.replace(HELPER, (helper) => helper.replace(/[^\n]/g, ''));
      if (plain.includes('__decorateClass'))
        this.error(`${id} has a decorator that plain-properties does not know.`);
      const calls = Object.entries(groups).map(
        ([options, lines]) =>
          `defineProperties(${owner}, {${lines.join(', ')}}${options && `, {${options}}`});`,
      );
      return {
        code: `${plain.replace(/\bproperty\b(?= \} from "\.\/property)/, 'defineProperties')}\n${calls.join('\n')}\n`,
        map: null,
      };
    },
  };
}
