import {readFileSync, readdirSync} from 'node:fs';
import {cut, methodGiven, walk} from './code-tree.mjs';

/** Calls of the client's log. Nothing hears it: `loglevel` is a stub. */
const LOG = /^(?:this\.)?(?:log|\w+Log|livekitLogger)\.(?:trace|debug|info|warn|error)$/;

/** Methods that the language or a browser calls by name. */
const CALLED_BY_NAME = [
  'constructor',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'handleEvent',
  'next',
  'return',
  'throw',
];

/** What the tests on a real server call, to have it play a failure: test/livekit/simulate-scenario.test.mjs. */
const CALLED_BY_TESTS = ['simulateScenario'];

/** Files that hold objects of the client. */
const USERS = 'src/session/room';

/**
 * Leaves out, of the chunk that holds livekit-client, what cannot run: calls of the log, and methods of classes whose name nothing in
 * the chunk says, neither as a property nor as a text. A bundler cannot do that: it keeps the methods of each class that it keeps.
 */
export function unusedCode() {
  return {
    name: 'unused-code',
    renderChunk(code, {moduleIds}) {
      if (!moduleIds.some((id) => id.includes('/livekit-client/'))) return null;
      const names = new Set([...CALLED_BY_NAME, ...namesOfUsers()]);
      const parse = (text) => this.parse(text);
      const silent = withoutLog(code, parse(code));
      const called = withoutMethods(silent, parse, names);
      return {code: withoutFields(called, parse(called)), map: null};
    },
  };
}

/** All words of these files, and what the tests call: they may name a method. */
export const namesOfUsers = () => [
  ...CALLED_BY_TESTS,
  ...readdirSync(USERS).flatMap((file) => readFileSync(`${USERS}/${file}`, 'utf8').match(/[\w$]+/g) ?? []),
];

/** The code without the calls of the client's log. */
export function withoutLog(code, ast) {
  const ranges = [];
  const isLog = ({type, callee}) =>
    type === 'CallExpression' && LOG.test(code.slice(callee.start, callee.end));
  walk(ast, (node) => {
    if (node.type === 'ExpressionStatement' && isLog(node.expression)) {
      ranges.push([node.start, node.end, ';']);
      return false;
    }
    if (node.type === 'ArrowFunctionExpression' && isLog(node.body)) {
      ranges.push([node.body.start, node.body.end, '{}']);
      return false;
    }
    return true;
  });
  return cut(code, ranges);
}

/**
 * A method stays where code that can run says its name: begins with what is outside of all methods, and adds what the methods that
 * this reaches say.
 */
function withoutMethods(code, parse, names) {
  const ast = parse(code);
  const methods = new Map();
  const said = new Set(names);
  const unread = [ast];
  const isReached = (node) => said.has(methods.get(node));
  walk(ast, (node) => {
    const method = methodGiven(node);
    if (method) methods.set(node, method.name);
    return true;
  });
  const waiting = new Set(methods.keys());
  while (unread.length > 0) {
    const root = unread.pop();
    walk(root, (node) => {
      if (node !== root && methods.has(node)) return false;
      const name = nameSaid(node);
      if (name !== undefined) said.add(name);
      return true;
    });
    if (unread.length > 0) continue;
    for (const node of waiting)
      if (isReached(node)) {
        waiting.delete(node);
        unread.push(node);
      }
  }
  const dropped = [...waiting];
  // What is in a method that goes, goes with it.
  const outermost = dropped.filter(
    ({start, end}) => !dropped.some((other) => other.start < start && end < other.end),
  );
  return cut(
    code,
    outermost.map(({start, end}) => [start, end, '']),
  );
}

/** The calls that describe a message of LiveKit: its name, then a list of its fields. */
const isMessageType = ({type, callee}) =>
  type === 'CallExpression' && callee.property?.name === 'makeMessageType';

/**
 * Leaves out the fields of messages whose name nothing says, and with these the messages that only they hold. What is not read need
 * not be understood: a field that a message does not know is skipped.
 */
function withoutFields(code, ast) {
  const said = new Set();
  const lists = [];
  walk(ast, (node) => {
    if (isMessageType(node)) {
      lists.push(node.arguments[1]?.body);
      return false;
    }
    // A pattern takes properties too.
    const name = node.type === 'Property' ? node.key.name : nameSaid(node);
    if (name !== undefined) said.add(name);
    return true;
  });
  const ranges = lists.flatMap((list) =>
    (list?.elements ?? []).flatMap((field, index, {length}) => {
      const {value} = field.properties.find(({key}) => key.name === 'name').value;
      if (said.has(localName(value))) return [];
      return [[field.start, index + 1 < length ? list.elements[index + 1].start : field.end, '']];
    }),
  );
  return cut(code, ranges);
}

/** The name of a field as a property. */
const localName = (name) => name.replace(/_+(\w)/g, (_, letter) => letter.toUpperCase());

/** The name by which a node may reach a method. */
function nameSaid(node) {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? undefined : node.property.name;
    case 'Literal':
      return typeof node.value === 'string' ? node.value : undefined;
    case 'TemplateElement':
      return node.value.cooked;
    case 'ObjectPattern':
      return undefined;
    case 'Property':
      // Also a key of an object that is made: it may be an object with the methods of an interface.
      return node.key.name;
    default:
      return undefined;
  }
}
