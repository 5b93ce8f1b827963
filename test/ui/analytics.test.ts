import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {
  AvatarEndEvent,
  AvatarFeedbackEvent,
  AvatarMessageEvent,
  AvatarStateChangeEvent,
  AvatarSubmitEvent,
  AvatarToolCallEvent,
} from '../../src/session/events.js';
import {Analytics} from '../../src/ui/analytics.js';

const page = globalThis as {dataLayer?: unknown};
const make = () => new Analytics({id: 'guide', avatarId: null, tools: new Map([['scrollTo', {}]])});

teardown(() => Reflect.deleteProperty(page, 'dataLayer'));

/** A whole conversation, in which secrets are said. */
function talk(analytics: Analytics): void {
  analytics.opened();
  for (const event of [
    new AvatarStateChangeEvent('connecting', 'idle'),
    new AvatarStateChangeEvent('live', 'connecting'),
    new AvatarMessageEvent('avatar', 'SECRET', true, null),
    new AvatarMessageEvent('user', 'SECRE', false, null),
    new AvatarSubmitEvent('SECRET'),
    new AvatarMessageEvent('user', 'SECRET', true, null),
    new AvatarStateChangeEvent('reconnecting', 'live'),
    new AvatarStateChangeEvent('live', 'reconnecting'),
    new AvatarToolCallEvent('scrollTo', {to: 'SECRET'}, 'SECRET', null),
    new AvatarToolCallEvent('SECRET', {}, null, null),
    new AvatarStateChangeEvent('ended', 'live'),
    new AvatarEndEvent('server'),
    new AvatarFeedbackEvent(4, 'SECRET'),
  ])
    analytics.receive(event);
}

const OF_GUIDE = {avatar: 'guide'};
const EXPECTED = [
  {event: 'avatar_opened', ...OF_GUIDE},
  {event: 'avatar_started', ...OF_GUIDE},
  {event: 'avatar_first_question', ...OF_GUIDE},
  {event: 'avatar_tool_called', ...OF_GUIDE, avatar_tool: 'scrollTo'},
  {event: 'avatar_tool_called', ...OF_GUIDE, avatar_tool: 'unknown'},
  {event: 'avatar_ended', ...OF_GUIDE, avatar_reason: 'server', avatar_seconds: 0},
  {event: 'avatar_rated', ...OF_GUIDE, avatar_rating: 4},
];

suite('analytics="datalayer"', () => {
  test('pushes what the visitor does, in order, and never a word of it', () => {
    talk(make());
    assert.deepEqual(page.dataLayer, EXPECTED);
    assert.notInclude(JSON.stringify(page.dataLayer), 'SECRE');
  });

  test('counts the seconds in which the avatar was on screen', () => {
    const clock = sinon.useFakeTimers({toFake: ['Date']});
    try {
      const analytics = make();
      analytics.receive(new AvatarStateChangeEvent('connecting', 'idle'));
      clock.tick(5_000);
      analytics.receive(new AvatarStateChangeEvent('live', 'connecting'));
      clock.tick(61_600);
      analytics.receive(new AvatarEndEvent('stopped'));
    } finally {
      clock.restore();
    }
    assert.deepEqual((page.dataLayer as unknown[]).at(-1), {
      event: 'avatar_ended',
      ...OF_GUIDE,
      avatar_reason: 'stopped',
      avatar_seconds: 62,
    });
  });

  test('adds to the list of the page', () => {
    page.dataLayer = [{event: 'gtm.js'}];
    make().opened();
    assert.deepEqual(page.dataLayer, [{event: 'gtm.js'}, EXPECTED[0]]);
  });

  test('a conversation that never began has ended after 0 seconds; the next one has a first question of its own', () => {
    const analytics = make();
    analytics.receive(new AvatarStateChangeEvent('connecting', 'idle'));
    analytics.receive(new AvatarEndEvent('error'));
    talk(analytics);
    talk(analytics);
    assert.deepEqual(page.dataLayer, [
      {event: 'avatar_ended', ...OF_GUIDE, avatar_reason: 'error', avatar_seconds: 0},
      ...EXPECTED,
      ...EXPECTED,
    ]);
  });

  for (const [what, value] of [
    ['no list', {push: () => assert.fail('called')}],
    ['an element with that id', 7],
    ['one whose push throws', Object.assign([], {push: () => assert.fail('a broken tag')})],
    ['frozen', Object.freeze([])],
  ] as const) {
    test(`a dataLayer does no harm that is ${what}`, () => {
      page.dataLayer = value;
      talk(make());
    });
  }

  test('one that cannot be read or made does no harm', () => {
    Object.defineProperty(page, 'dataLayer', {configurable: true, get: () => assert.fail('a broken page')});
    talk(make());
  });
});
