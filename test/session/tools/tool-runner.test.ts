import {assert} from '@open-wc/testing';
import * as z from 'zod/mini';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {addTool, type Tool, type Tools} from '../../../src/session/tools/tool.js';
import {runTool} from '../../../src/session/tools/tool-runner.js';
import {aTask, rejection} from '../../support/waiting.js';

const CITY = z.object({city: z.string()});
const life = () => new AbortController().signal;

/** Registers a tool and calls it. */
function call<P>(
  tool: Tool<P>,
  parameters: unknown = {},
  options: {life?: AbortSignal; limitMs?: number} = {},
) {
  const tools: Tools = new Map();
  addTool(tools, 'it', tool);
  return runTool({id: '1', name: 'it', parameters, eventId: null}, tools.get('it'), {
    life: life(),
    limitMs: 1_000,
    ...options,
  });
}

suite('runTool', () => {
  for (const [name, result, answer] of [
    ['a text', 'Sunny', 'Sunny'],
    ['an empty text', '', ''],
    ['nothing', undefined, 'Done.'],
    ['an object', {degrees: 21}, '{"degrees":21}'],
    ['a number', 21, '21'],
    ['null', null, 'null'],
    ['a promise', Promise.resolve(['a']), '["a"]'],
  ] as const) {
    test(`${name} is the result ${answer}`, async () => {
      const outcome = await call({run: () => result});
      assert.deepEqual([outcome.answer, outcome.error], [answer, null]);
    });
  }

  for (const [name, parameters] of [
    ['an object', {city: 'Rome'}],
    ['the JSON text of one', '{"city": "Rome"}'],
  ] as const) {
    test(`parameters may be ${name}; the schema’s value is what the tool gets`, async () => {
      const schema = z.pipe(
        CITY,
        z.transform(({city}) => city.length),
      );
      const outcome = await call({parameters: schema, run: (length) => length + 1}, parameters);
      assert.deepEqual([outcome.answer, outcome.parameters], ['5', 4]);
    });
  }

  test('without a schema the tool gets the object as it came, an empty one where none came', async () => {
    assert.equal((await call({run: (given) => given}, {a: 1})).answer, '{"a":1}');
    assert.equal((await call({run: (given) => given}, null)).answer, '{}');
  });

  const schemaThat = (validate: () => unknown) => ({'~standard': {version: 1, vendor: 'x', validate}});
  const circle: {self?: object} = {};
  circle.self = circle;
  for (const [name, tool, parameters, answer, cause] of [
    [
      'parameters that the schema refuses',
      {parameters: CITY, run: () => ''},
      {city: 1},
      /^The parameters are not valid: ./,
      false,
    ],
    ['a text that is no JSON', {run: () => ''}, 'Rome', /must be an object/, false],
    ['a list in place of an object', {run: () => ''}, '[{"city": "Rome"}]', /must be an object/, false],
    ['a number in place of an object', {run: () => ''}, 7, /must be an object/, false],
    [
      'a tool that throws',
      {
        run: () => {
          throw new Error('secret');
        },
      },
      {},
      /^The page could not do that\.$/,
      true,
    ],
    [
      'a tool that rejects',
      {run: () => Promise.reject(new Error('secret'))},
      {},
      /^The page could not do that\.$/,
      true,
    ],
    [
      'a schema that throws',
      {
        parameters: schemaThat(() => {
          throw new Error('secret');
        }),
        run: () => '',
      },
      {},
      /could not/,
      true,
    ],
    [
      'a schema that answers nothing',
      {parameters: schemaThat(() => undefined), run: () => 'ran'},
      {},
      /could not/,
      true,
    ],
    ['a result that contains itself', {run: () => circle}, {}, /could not/, true],
    ['a result with a BigInt', {run: () => ({id: 1n})}, {}, /could not/, true],
    ['a result that is too long', {run: () => 'ü'.repeat(6_000)}, {}, /too long/, false],
  ] as [string, Tool<never>, unknown, RegExp, boolean][]) {
    test(`${name}: the agent gets calm words, the page the error`, async () => {
      const outcome = await call(tool, parameters);
      assert.match(outcome.answer, answer);
      assert.notInclude(outcome.answer, 'secret');
      assert.equal(outcome.error?.code, 'tool-failed');
      assert.equal((outcome.error?.cause as Error | undefined)?.message !== undefined, cause);
    });
  }

  test('the page is told why: what cannot be sent is no exception of the tool', async () => {
    assert.match(
      (await call({run: () => circle})).error?.message ?? '',
      /tool it failed: what it returned.*JSON/,
    );
    assert.match(
      (await call({run: () => Promise.reject(new Error())})).error?.message ?? '',
      /it threw.*cause/,
    );
    assert.match((await call({run: () => ''}, 7)).error?.message ?? '', /without an object/);
  });

  test('a result of 12,000 bytes is sent, one of a byte more is not; what JSON escapes counts', async () => {
    const quotes = (bytes: number) => 'a'.repeat(bytes % 2) + '"'.repeat((bytes - 2) / 2);
    assert.isNull((await call({run: () => quotes(12_000)})).error);
    assert.match((await call({run: () => quotes(12_001)})).error?.message ?? '', /more than 12000 bytes/);
  });

  for (const [path, words] of [
    [['address', {key: 'city'}, 0], 'address.city.0: Invalid input'],
    [undefined, 'Invalid input'],
    [['input'], 'Invalid input'],
  ] as const) {
    test(`the agent reads where its parameters are wrong: ${words}`, async () => {
      const parameters = {
        '~standard': {
          version: 1,
          vendor: 'x',
          validate: () => ({issues: [{message: 'Invalid input', path}]}),
        },
      } as const;
      const {answer, error} = await call({parameters, run: () => ''});
      assert.equal(answer, `The parameters are not valid: ${words}`);
      assert.include(error?.message, words);
    });
  }

  test('of many things that are wrong, the agent reads the first 500 characters', async () => {
    const issues = Array.from({length: 300}, () => ({message: 'Wrong'}));
    const parameters = {'~standard': {version: 1, vendor: 'x', validate: () => ({issues})}} as const;
    const {answer} = await call({parameters, run: () => ''});
    assert.match(answer, /^The parameters are not valid: Wrong; Wrong/);
    assert.lengthOf(answer, 500);
  });

  test('a tool whose time is over while its schema still checks does not run', async () => {
    const checked = Promise.withResolvers<{value: object}>();
    let runs = 0;
    const parameters = {'~standard': {version: 1, vendor: 'x', validate: () => checked.promise}} as const;
    const outcome = await call({parameters, run: () => void runs++}, {}, {limitMs: 10});
    checked.resolve({value: {}});
    await aTask();
    assert.deepEqual([outcome.error?.code, runs], ['timeout', 0]);
  });

  test('a tool that nobody has registered is one that the page does not have', async () => {
    const outcome = await runTool({id: '1', name: 'it', parameters: {a: 1}, eventId: null}, undefined, {
      life: life(),
      limitMs: 1,
    });
    assert.match(outcome.answer, /cannot do that/);
    assert.match(outcome.error?.message ?? '', /registerTool/);
    assert.deepEqual(outcome.parameters, {a: 1});
  });

  test('a tool that takes too long is given up, and its signal aborts', async () => {
    let signal: AbortSignal | undefined;
    const run = (_: object, context: {signal: AbortSignal}) => {
      ({signal} = context);
      return new Promise(() => {});
    };
    const outcome = await call({run}, {}, {limitMs: 20});
    assert.deepEqual([outcome.error?.code, signal?.aborted], ['timeout', true]);
    assert.match(outcome.answer, /too long/);
  });

  test('the end of the session aborts it', async () => {
    const end = new AbortController();
    let signal: AbortSignal | undefined;
    const running = call(
      {
        run: (_, context) => {
          ({signal} = context);
          return new Promise(() => {});
        },
      },
      {},
      {life: end.signal},
    );
    await Promise.resolve();
    end.abort();
    assert.isNotNull((await running).error);
    assert.isTrue(signal?.aborted);
  });
});

suite('addTool', () => {
  const tool = {run: () => 'one'};

  for (const [name, given] of [
    ['', tool],
    [7, tool],
    [undefined, tool],
    ['it', undefined],
    ['it', {}],
    ['it', {run: 'alert(1)'}],
    ['it', {...tool, parameters: {type: 'object', properties: {}}}],
    ['it', {...tool, parameters: {'~standard': {}}}],
  ] as unknown as [string, Tool][]) {
    test(`${JSON.stringify(name)} with ${JSON.stringify(given)} is refused`, async () => {
      const error = await rejection(Promise.resolve().then(() => addTool(new Map(), name, given)));
      assert.equal((error as AvatarError).code, 'bad-config');
      assert.match((error as AvatarError).message, /name.*run.*Standard Schema/);
    });
  }

  test('a second tool of one name replaces the first, whose own removal then removes nothing', () => {
    const tools: Tools = new Map();
    const removeFirst = addTool(tools, 'it', tool);
    const first = tools.get('it');
    const second = {run: () => 'two'};
    const removeSecond = addTool(tools, 'it', second);
    assert.isTrue(first?.removal.signal.aborted);
    removeFirst();
    assert.equal(tools.get('it')?.tool.run, second.run);
    removeSecond();
    removeSecond();
    assert.equal(tools.size, 0);
  });

  test('a tool that is removed while it runs is given up', async () => {
    const tools: Tools = new Map();
    const remove = addTool(tools, 'it', {run: () => new Promise(() => {})});
    const running = runTool({id: '1', name: 'it', parameters: {}, eventId: null}, tools.get('it'), {
      life: life(),
      limitMs: 1_000,
    });
    remove();
    assert.match((await running).answer, /any more/);
  });
});
