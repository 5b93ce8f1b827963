import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {Backend, ToolCall} from '../../../src/session/backends/backend.js';
import type {AvatarToolCallEvent} from '../../../src/session/events.js';
import {ToolCalls} from '../../../src/session/tools/tool-calls.js';
import {addTool, type Tools} from '../../../src/session/tools/tool.js';
import {EventQueue} from '../../../src/session/util/event-queue.js';
import {DEFAULT_TIMEOUTS} from '../../../src/session/util/timeouts.js';
import {aTask} from '../../support/waiting.js';

const callOf = (name: string, id = name): ToolCall => ({id, name, parameters: {}, eventId: null});

suite('ToolCalls', () => {
  let tools: Tools;
  let life: AbortController;
  let calls: ToolCalls;
  /** What the agent was answered, and what the page was told, in their order. */
  let told: string[];
  let answer: Backend['answerTool'];

  setup(() => {
    tools = new Map();
    life = new AbortController();
    told = [];
    answer = () => Promise.resolve();
    const backend = {
      answerTool(...given: Parameters<Backend['answerTool']>) {
        const [{id}, result, isError] = given;
        told.push(`answer ${id}: ${result}${isError ? ' (error)' : ''}`);
        return answer(...given);
      },
    } as unknown as Backend;
    calls = new ToolCalls({
      tools,
      timeouts: DEFAULT_TIMEOUTS,
      events: new EventQueue((event) => {
        const {type, name, result, error} = event as AvatarToolCallEvent;
        told.push(`${type} ${name}: ${result ?? error?.code}`);
      }),
      life: life.signal,
      backend: () => backend,
    });
  });

  test('the agent is answered before the page is told, with a result or an error', async () => {
    addTool(tools, 'price', {run: () => '5 euros'});
    await calls.run(callOf('price'));
    await calls.run(callOf('other'));
    assert.deepEqual(told, [
      'answer price: 5 euros',
      'avatar-toolcall price: 5 euros',
      'answer other: This page cannot do that. (error)',
      'avatar-toolcall other: tool-failed',
    ]);
  });

  test('calls run side by side; one that comes twice runs once', async () => {
    const first = Promise.withResolvers<string>();
    addTool(tools, 'slow', {run: () => first.promise});
    addTool(tools, 'quick', {run: () => 'quick'});
    const both = [calls.run(callOf('slow')), calls.run(callOf('slow')), calls.run(callOf('quick'))];
    await both[2];
    first.resolve('slow');
    await Promise.all(both);
    assert.deepEqual(
      told.filter((each) => each.startsWith('answer')),
      ['answer quick: quick', 'answer slow: slow'],
    );
  });

  test('the session’s own limit counts', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    try {
      const begun = Promise.withResolvers<void>();
      addTool(tools, 'hangs', {
        run() {
          begun.resolve();
          return new Promise(() => {});
        },
      });
      const running = calls.run(callOf('hangs'));
      await begun.promise;
      await clock.tickAsync(DEFAULT_TIMEOUTS.tool);
      await running;
      assert.equal(told.at(-1), 'avatar-toolcall hangs: timeout');
      assert.equal(clock.countTimers(), 0);
    } finally {
      clock.restore();
    }
  });

  test('an answer that the agent does not get is no error of the page', async () => {
    addTool(tools, 'price', {run: () => '5 euros'});
    answer = () => Promise.reject(new Error('offline'));
    await calls.run(callOf('price'));
    await aTask();
    assert.equal(told.at(-1), 'avatar-toolcall price: 5 euros');
  });

  test('after the end of the session nothing runs, and nobody is told of what ran', async () => {
    let runs = 0;
    const result = Promise.withResolvers<string>();
    const begun = Promise.withResolvers<void>();
    addTool(tools, 'one', {
      run() {
        runs++;
        begun.resolve();
        return result.promise;
      },
    });
    const running = calls.run(callOf('one', '1'));
    await begun.promise;
    life.abort();
    result.resolve('late');
    await running;
    await calls.run(callOf('one', '2'));
    assert.deepEqual([runs, told], [1, []]);
  });
});
