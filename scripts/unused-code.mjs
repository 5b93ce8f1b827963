import {readFileSync, readdirSync} from 'node:fs';

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
      const names = new Set([...CALLED_BY_NAME, ...CALLED_BY_TESTS, ...namesOfUsers()]);
      const silent = withoutStatements(code, this.parse(code));
      return {code: withoutMethods(silent, (text) => this.parse(text), names), map: null};
    },
  };
}

/** All words of these files: they may name a method. */
const namesOfUsers = () =>
  readdirSync(USERS).flatMap((file) => readFileSync(`${USERS}/${file}`, 'utf8').match(/[\w$]+/g) ?? []);

function withoutStatements(code, ast) {
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

function withoutMethods(code, parse, names) {
  const ast = parse(code);
  const methods = new Map();
  walk(ast, (node) => {
    const name = nameGiven(node);
    if (name) methods.set(node, name);
    return true;
  });
  let dropped = [];
  for (;;) {
    const said = new Set(names);
    const look = (node) => {
      if (dropped.includes(node)) return false;
      if (methods.has(node) && node.type === 'ExpressionStatement') {
        walk(node.expression.right, look);
        return false;
      }
      const name = nameSaid(node);
      if (name !== undefined) said.add(name);
      return true;
    };
    walk(ast, look);
    const next = [...methods].flatMap(([node, name]) => (said.has(name) ? [] : [node]));
    if (next.length === dropped.length) break;
    dropped = next;
  }
  // What is in a method that goes, goes with it.
  const outermost = dropped.filter(
    ({start, end}) => !dropped.some((other) => other.start < start && end < other.end),
  );
  return cut(
    code,
    outermost.map(({start, end}) => [start, end, '']),
  );
}

/** The name of a method that a node declares: in the class, or as a function that the constructor assigns. */
function nameGiven(node) {
  if (node.type === 'MethodDefinition' && !node.computed && node.key.type === 'Identifier')
    return node.key.name;
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression')
    return undefined;
  const {left, right, operator} = node.expression;
  return operator === '=' && left.object?.type === 'ThisExpression' && /Function/.test(right.type)
    ? left.property.name
    : undefined;
}

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

function walk(node, visit) {
  if (!visit(node)) return;
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) value.filter((each) => each?.type).forEach((each) => walk(each, visit));
    else if (value?.type) walk(value, visit);
  }
}

/** The code without these ranges, which do not overlap; its lines keep their numbers. */
function cut(code, ranges) {
  let at = 0;
  let rest = '';
  for (const [start, end, instead] of ranges.toSorted(([a], [b]) => a - b)) {
    rest += code.slice(at, start) + instead + code.slice(start, end).replace(/[^\n]/g, '');
    at = end;
  }
  return rest + code.slice(at);
}
