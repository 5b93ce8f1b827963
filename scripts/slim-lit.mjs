import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

/**
 * What the files for a script tag leave out of Lit, since the element does not use it. Each file is of Lit's readable build, which
 * is bundled in place of the minified one. `drop` lists the beginnings of the statements
 * and methods that go. `change` lists texts and what stands in their place. White space does not count. A text that is not there
 * stops the build.
 */
const LEFT_OUT = {
  '@lit/reactive-element/development/reactive-element.js': {
    drop: [
      // The decorators of the standard, and `static properties`: property.ts makes every property.
      'Symbol.metadata ??=',
      'global.litPropertyMetadata ??=',
      'static addInitializer(',
      'if (superCtor._initializers !== undefined) {',
      "if (this.hasOwnProperty('properties')) {",
      'const metadata = this[Symbol.metadata];',
      'if (metadata !== null) {',
      'this.constructor._initializers?.',
      // Attributes that follow their property, and Lit's own converters and defaults: property.ts has those.
      'if (options.state) {',
      'if (this.prototype.hasOwnProperty(name)) {',
      'if (!options.noAccessor) {',
      'static getPropertyDescriptor(',
      '__propertyToAttribute(',
      'this.__reflectingProperties &&=',
      'this.__reflectingProperty =',
      'if (reflect === true &&',
      'if (useDefault &&',
      'const converter = typeof options.converter',
      'export const defaultConverter =',
      // Steps of an update that nothing overrides.
      'shouldUpdate(',
      'getUpdateComplete(',
      'const trustedTypes =',
      'const emptyStringForBooleanAttribute =',
      // A list of style sheets: the element has one.
      'static finalizeStyles(',
      'ReactiveElement.elementStyles =',
      // A list of properties for each class: all classes are those of one element.
      'static leftOut() {',
      "if (this.hasOwnProperty('finalized')) {",
      'this.finalized = true;',
      'static __prepare() {',
      'this.__prepare();',
      'static getPropertyOptions(',
      'static __attributeNameForProperty(',
      'options ??= ctor.getPropertyOptions(name);',
      "ReactiveElement['finalized'] =",
      // Methods that the element's own classes override.
      'enableUpdating(_requestedUpdate) {',
      'scheduleUpdate(',
      'willUpdate(_changedProperties) {',
      'updated(_changedProperties) {',
      'firstUpdated(_changedProperties) {',
      'attributeChangedCallback(name, _old, value) {',
      '_$changeProperty(',
      'ReactiveElement.shadowRootOptions =',
    ],
    change: [
      ['static get observedAttributes() { this.finalize();', 'static leftOut() {'],
      ['static finalize() {', 'static get observedAttributes() {'],
      [
        'const attr = this.__attributeNameForProperty(p, options); if (attr !== undefined) {',
        'const attr = options.attribute; if (attr) {',
      ],
      ['_$attributeToProperty(name, value) {', 'attributeChangedCallback(name, _previous, value) {'],
      ['const options = ctor.getPropertyOptions(propName);', ''],
      ['this.__initialize(); } __initialize() {', ''],
      [
        'if (instanceProperties.size > 0) { this.__instanceProperties = instanceProperties; }',
        'this.__instanceProperties = instanceProperties;',
      ],
      ['this.__instanceProperties = undefined;', ''],
      ['if (this.__instanceProperties) {', '{'],
      [
        'this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions)',
        "this.attachShadow({mode: 'open'})",
      ],
      // An update before the element is in a document.
      ['if (!this.isUpdatePending) { return; }', ''],
      ['this.isUpdatePending === false', '!this.isUpdatePending'],
      ['this.enableUpdating(true)', 'this.enableUpdating()'],
      ['this.renderRoot !== undefined && this.isConnected', 'this.renderRoot && this.isConnected'],
      [
        'requestUpdate(name, oldValue, options, useNewValue = false, newValue) {',
        'requestUpdate(name, oldValue) {',
      ],
      [
        'if (changed) { this._$changeProperty(name, oldValue, options); } else { return; }',
        'if (!changed) return; if (!this._$changedProperties.has(name)) this._$changedProperties.set(name, this.hasUpdated ? oldValue : undefined);',
      ],
      ['if (!this.hasUpdated) { this.renderRoot ??= this.createRenderRoot();', 'if (!this.hasUpdated) {'],
      [
        'const elementProperties = this.constructor .elementProperties; if (elementProperties.size > 0)',
        'if (false)',
      ],
      [
        'attribute: true, type: String, converter: defaultConverter, reflect: false, useDefault: false, hasChanged: notEqual,',
        '',
      ],
      // The browser tells of observed attributes alone.
      ['if (propName !== undefined && this.__reflectingProperty !== propName) {', '{'],
      ['const convertedValue = converter.fromAttribute(value, options.type);', ''],
      [
        'convertedValue ?? this.__defaultValues?.get(propName) ?? convertedValue',
        'ctor.elementProperties.get(propName).converter(value)',
      ],
      // Every property is declared.
      ['options = defaultPropertyDeclaration', 'options'],
      ['?? defaultPropertyDeclaration', ''],
      ['(options.hasChanged ?? notEqual)(newValue, oldValue)', '!is(this[name], oldValue)'],
      ['const ctor = this.constructor; if (useNewValue === false) { newValue = this[name]; }', ''],
      ['options.useDefault && options.reflect', 'false'],
      ['{ useDefault, reflect, wrapped }', '_options'],
      ['!this.hasUpdated && !useDefault', '!this.hasUpdated'],
      [
        "typeof attribute === 'string' ? attribute : typeof name === 'string' ? name.toLowerCase() : undefined",
        'attribute',
      ],
      [
        'const result = this.scheduleUpdate(); if (result != null) { await result; }',
        'await this.scheduleUpdate();',
      ],
      ['let shouldUpdate = false;', ''],
      ['shouldUpdate = this.shouldUpdate(changedProperties); if (shouldUpdate) {', '{'],
      ['else { this.__markUpdated(); }', ''],
      ['shouldUpdate = false;', ''],
      ['if (shouldUpdate) {', '{'],
      ['this.getUpdateComplete()', 'this.__updatePromise'],
      [
        'this.elementStyles = this.finalizeStyles(this.styles);',
        'this.elementStyles = [this.styles]; return [...this.__attributeToPropertyMap.keys()];',
      ],
    ],
  },
  'lit-html/development/lit-html.js': {
    drop: [
      // Directives, and bindings to a whole element, within a comment, and within `<style>` and the like.
      'let currentDirective = attributeIndex',
      'const nextDirectiveConstructor = ',
      'if (currentDirective?.constructor !==',
      'if (currentDirective !== undefined) {',
      'else if (name.startsWith(marker)) {',
      'else if (templatePart.type === ELEMENT_PART) {',
      'else { let i = -1; while',
      'if (rawTextElement.test(match[TAG_NAME])) {',
      'if (rawTextElement.test(node.tagName)) {',
      // What directives ask a part.
      'setConnected(',
      'this._$notifyConnectionChanged?.(',
      'this.__isConnected = options',
      'get _$isConnected() {',
      'get startNode() {',
      'get endNode() {',
      'get tagName() {',
      'get parentNode() {',
      // Listeners that are objects, and options of listeners: every listener of a template is a function.
      'else { this._$committedValue.handleEvent(event); }',
      // A tag that is called without a template: all templates are those of the build.
      'if (!isArray(tsa) ||',
      // The kind of a part, which only directives ask for.
      'constructor() { super(...arguments); this.type =',
      'constructor(element, name, strings, options) { super(',
      'this.type =',
      // A value that means that nothing changes.
      'if (newListener === noChange) {',
      'if (v === noChange) {',
      'static createElement(',
    ],
    change: [
      ['value = resolveDirective(this, value, directiveParent);', ''],
      ['value = resolveDirective(this, value, directiveParent, 0);', ''],
      [
        'v = resolveDirective(this, values[valueIndex + i], directiveParent, i);',
        'v = values[valueIndex + i];',
      ],
      ['resolveDirective(this, newListener, directiveParent, 0) ?? nothing', 'newListener ?? nothing'],
      [
        '|| newListener.capture !== oldListener.capture || newListener.once !== oldListener.once || newListener.passive !== oldListener.passive',
        '',
      ],
      // Templates that a compiler has prepared.
      [
        "typeof type === 'number' ? this._$getTemplate(result) : (type.el === undefined && (type.el = Template.createElement(trustFromTemplateString(type.h, type.h[0]), this.options)), type)",
        'this._$getTemplate(result)',
      ],
      ['change && !noCommit', 'change'],
      ['&& value !== noChange', ''],
      // Lists that are no arrays.
      ['isIterable(value)', 'isArray(value)'],
      // Nodes of ShadyDOM, another document, and a place in the middle of a container.
      ['wrap(wrap(this._$startNode).parentNode)', 'this._$startNode.parentNode'],
      ['wrap(this._$startNode)', 'this._$startNode'],
      ['wrap(itemPart._$endNode)', 'itemPart._$endNode'],
      ['wrap(this.element)', 'this.element'],
      ['wrap(start)', 'start'],
      ['(options?.creationScope ?? d)', 'd'],
      ['const partOwnerNode = options?.renderBefore ?? container;', 'const partOwnerNode = container;'],
      ['const endNode = options?.renderBefore ?? null;', 'const endNode = null;'],
      // Parts that are no attributes and no children.
      ['if (part !== undefined) {', '{'],
      ['templatePart.type === CHILD_PART', '!templatePart.ctor'],
      ['else if (templatePart.type === ATTRIBUTE_PART) {', 'else {'],
      ['type: ATTRIBUTE_PART,', ''],
      ['type: CHILD_PART,', ''],
      ['(oldListener === nothing || shouldRemoveListener)', 'oldListener === nothing'],
      ['Template.createElement(html, options)', "d.createElement('template'); this.el.innerHTML = html"],
      // What a part knows of where it is: only directives ask for it.
      [
        '_$setValue(value, directiveParent = this, valueIndex, noCommit) {',
        '_$setValue(value, valueIndex) {',
      ],
      ['part._$setValue(values, part, i)', 'part._$setValue(values, i)'],
      ['_$setValue(value, directiveParent = this) {', '_$setValue(value) {'],
      ['_$setValue(newListener, directiveParent = this) {', '_$setValue(newListener) {'],
      ['this._$parent = parent;', ''],
      ['constructor(template, parent) {', 'constructor(template) {'],
      ['constructor(startNode, endNode, parent, options) {', 'constructor(startNode, endNode, options) {'],
      [
        'constructor(element, name, strings, parent, options) {',
        'constructor(element, name, strings, options) {',
      ],
      ['templatePart.strings, this, options', 'templatePart.strings, options'],
      ['node.nextSibling, this, options', 'node.nextSibling, options'],
      ['this._insert(createMarker()), this, this.options', 'this._insert(createMarker()), this.options'],
      ['endNode, undefined, options ?? {}', 'endNode, options ?? {}'],
      ['new TemplateInstance(template, this)', 'new TemplateInstance(template)'],
      ['rawTextEndRegex ?? textEndRegex', 'textEndRegex'],
      ["type === MATHML_RESULT ? '<math>' : ''", "''"],
      ["type === MATHML_RESULT ? '</math>' : ''", "''"],
      ['|| type === MATHML_RESULT', ''],
      ['this._$disconnectableChildren = undefined;', ''],
    ],
  },
  'lit-element/development/lit-element.js': {
    drop: [
      'createRenderRoot() {',
      'if (!this.hasUpdated) {',
      'connectedCallback() {',
      'disconnectedCallback() {',
      // Every class of the element renders.
      'render() {',
      "LitElement['finalized'] =",
    ],
    change: [
      ["LitElement['_$litElement$'] = true;", ''],
      ['this.__childPart = undefined;', ''],
      ['this.__childPart = render(', 'render('],
    ],
  },
};

/** Lit's style sheets, for browsers that can adopt them: all that run the element's own code can. */
const CSS_TAG = `
  export class CSSResult {
    constructor(cssText) { this.cssText = cssText; }
    get styleSheet() {
      if (!this._styleSheet) (this._styleSheet = new CSSStyleSheet()).replaceSync(this.cssText);
      return this._styleSheet;
    }
    toString() { return this.cssText; }
  }
  export const css = (strings, ...values) => new CSSResult(String.raw({raw: strings}, ...values));
  export const adoptStyles = (root, styles) => {
    root.adoptedStyleSheets = styles.map(({styleSheet}) => styleSheet);
  };
  export const getCompatibleStyle = (style) => style;`;

/** What a source may not use, since it is left out. */
const USES =
  /from 'lit\/|\bmathml`|\b(reflect|useDefault|hasChanged): |\b(shouldUpdate|getUpdateComplete)\(|\bstatic override styles = \[|\bstatic (override )?properties\b/;

/** Constants by which Lit's minifier leaves out what is for its developers and for other engines. */
const SWITCHES = /^const (DEV_MODE|ENABLE_EXTRA_SECURITY_HOOKS|ENABLE_SHADYDOM_NOPATCH) = true;/gm;
/** Where Lit looks among the page's globals for polyfills, for hydration and for other copies of itself. */
const VERSIONS = /^\(global\.\w+Versions \?\?= \[\]\)\.push\('[\d.]+'\);/gm;
const HOOKS =
  /\bglobal\.(ShadyDOM|\w+PolyfillSupport(DevMode)?|litElementHydrateSupport)\b|\bglobal\['litNonce'\]/g;
/** A name for the Closure Compiler. */
const COMPILER_NAME = /\bJSCompiler_renameProperty\(('\w+'), \w+\)/g;

const pathOf = (file) => resolve('node_modules', file);

/** Lit, without what the element does not use, and with short names for what is Lit's own. */
export function slimLit() {
  const names = new Map();
  const shortName = (name) => {
    if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
    return names.get(name);
  };
  const sources = new Map(
    Object.entries(LEFT_OUT).map(([file, {drop, change}]) => {
      const whole = readFileSync(pathOf(file), 'utf8')
        .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|(?<=\s)\/\/ .*$/gm, '')
        .replace(SWITCHES, 'const $1 = false;')
        .replace(VERSIONS, '')
        .replace(HOOKS, 'undefined')
        .replace(COMPILER_NAME, '$1');
      const changed = change.reduce((code, [from, to]) => replaced(code, from, to, file), whole);
      const code = drop.reduce((rest, start) => without(rest, start, file), changed);
      return [
        pathOf(file.replace('development/', '')),
        code.replace(/(?<![\w$])_\$?_?[a-z]\w*\$?/gi, shortName),
      ];
    }),
  );
  sources.set(pathOf('@lit/reactive-element/css-tag.js'), CSS_TAG);
  sources.set(resolve('src/element/lit-globals.ts'), 'export const LIT_GLOBALS = [];');
  return {
    name: 'slim-lit',
    load: (id) => sources.get(id) ?? null,
    transform: {
      order: 'pre',
      handler(code, id) {
        const [used] = (/\/src\/.*\.ts$/.test(id) && USES.exec(code)) || [];
        if (used) this.error(`${id} uses "${used}", which scripts/slim-lit.mjs leaves out of Lit.`);
        return null;
      },
    },
  };
}

const pattern = (text) =>
  new RegExp(
    (/^\w/.test(text) ? '(?<![\\w$.])' : '') +
      text
        .trim()
        .split(/\s+/)
        .map((word) => word.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
        .join('\\s+'),
  );

function replaced(code, from, to, file) {
  const changed = code.replaceAll(new RegExp(pattern(from), 'g'), () => to);
  if (changed === code) throw new Error(`${file} has no "${from}" any more: see scripts/slim-lit.mjs.`);
  return changed;
}

/** The code without the statement or method that begins with a text, wherever that is. */
function without(code, start, file) {
  const found = pattern(start).exec(code);
  if (!found) throw new Error(`${file} has no "${start}" any more: see scripts/slim-lit.mjs.`);
  let rest = code;
  for (let match = found; match; match = pattern(start).exec(rest)) {
    rest = rest.slice(0, match.index) + rest.slice(endOfStatement(rest, match.index));
  }
  return rest;
}

/** Where a statement or method ends: at its semicolon, or at the bracket that closes its block. */
function endOfStatement(code, start) {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    if ('([{'.includes(code[at])) depth++;
    else if (')]}'.includes(code[at])) depth--;
    if (depth === 0 && (code[at] === ';' || (code[at] === '}' && !/^\s*[;,.?:)]/.test(code.slice(at + 1)))))
      return at + 1;
  }
  throw new Error('A statement of Lit has no end.');
}
