/** Visits a node of a syntax tree and all below it. Where `visit` returns false, not what is below. */
export function walk(node, visit) {
  if (!visit(node)) return;
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) value.filter((each) => each?.type).forEach((each) => walk(each, visit));
    else if (value?.type) walk(value, visit);
  }
}

/** The code with these ranges replaced, `[start, end, instead]`, which do not overlap; its lines keep their numbers. */
export function cut(code, ranges) {
  let at = 0;
  let rest = '';
  for (const [start, end, instead] of ranges.toSorted(([a], [b]) => a - b)) {
    rest += code.slice(at, start) + instead + code.slice(start, end).replace(/[^\n]/g, '');
    at = end;
  }
  return rest + code.slice(at);
}

/** The name and the function of the method that a node declares, if any: in the class, or as what its constructor assigns. */
export function methodGiven(node) {
  if (node.type === 'MethodDefinition' && !node.computed && node.key.type === 'Identifier')
    return {name: node.key.name, value: node.value};
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression')
    return undefined;
  const {left, right, operator} = node.expression;
  return operator === '=' && left.object?.type === 'ThisExpression' && /Function/.test(right.type)
    ? {name: left.property.name, value: right}
    : undefined;
}
