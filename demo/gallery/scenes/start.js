import {PHONE, SUGGESTIONS, WIDE, recall} from './sets.js';

/** What the element has not yet loaded cannot be loaded any more. */
function forbidScripts() {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "script-src 'none'";
  document.head.append(policy);
}

/** Less motion: a film as poster stands still at its first picture. */
const CALM = [{name: 'prefers-reduced-motion', value: 'reduce'}];

/** Before a session, and while it starts. */
export const start = {
  idle: {},
  'idle-phone': {size: PHONE},
  'idle-large': {size: WIDE},
  'idle-huge': {size: [1200, 760]},
  'idle-poster': {attributes: {poster: 'poster.svg'}},
  'idle-film': {
    attributes: {poster: 'film.webm', 'avatar-name': 'Anna'},
    media: CALM,
    enter: async ({part, until}) => {
      await until(() => part('poster')?.readyState >= 2);
      await until(() => !part('poster').seeking);
    },
  },
  'idle-languages': {
    attributes: {languages: 'en de fr ar', 'avatar-name': 'Anna'},
    enter: ({seen}) => seen('language'),
  },
  'idle-languages-right-to-left': {
    size: PHONE,
    attributes: {languages: 'ar en he', lang: 'ar', 'avatar-name': 'Anna'},
    enter: ({seen}) => seen('language'),
  },
  'idle-named': {
    size: PHONE,
    page: 'background: fixed linear-gradient(120deg, #fde68a, #f472b6 55%, #818cf8)',
    attributes: {'avatar-name': 'Anna'},
  },
  'idle-slots': {
    inner:
      '<span slot="start-label">Meet Anna</span><small slot="explanation">The talk is not recorded.</small>',
  },
  'idle-earlier': {
    isLong: true,
    size: [390, 620],
    attributes: {resume: '', 'avatar-name': 'Anna'},
    enter: recall,
  },
  suggestions: {
    isLong: true,
    size: [400, 520],
    attributes: {'avatar-name': 'Anna', suggestions: SUGGESTIONS},
    enter: ({seen}) => seen('suggestion'),
  },
  consent: {
    size: [400, 520],
    attributes: {'avatar-name': 'Anna', suggestions: SUGGESTIONS, consent: 'required'},
    inner: '<a slot="consent" href="#">Privacy</a>',
    enter: async ({avatar, seen}) => {
      localStorage.clear();
      avatar.requestUpdate();
      await seen('consent-box');
    },
  },
  /** The page holds the start back. */
  held: {
    isLong: true,
    enter: async ({avatar, seen}) => {
      avatar.addEventListener('avatar-beforestart', (event) => event.waitUntil(new Promise(() => {})));
      avatar.start().catch(() => {});
      await seen('cancel');
    },
  },
  queue: {
    attributes: {'avatar-name': 'Anna'},
    enter: async (stage) => {
      stage.sandbox.inject('new', {status: 429, code: 10007}, {times: Infinity});
      stage.avatar.start().catch(() => {});
      await stage.seen('queue-time');
      stage.setClock(42_000);
    },
  },
  preview: {attributes: {backend: 'sandbox', 'token-url': null, 'api-url': null}},
  problem: {
    size: [520, 490],
    enter: async ({avatar, seen}) => {
      forbidScripts();
      await avatar.start().catch(() => {});
      await seen('problem');
    },
  },
  loading: {
    enter: async ({avatar, sandbox}) => {
      const hold = sandbox.hold('token');
      avatar.start().catch(() => {});
      await avatar.updateComplete;
      avatar.performUpdate = () => {}; // keeps the next step from replacing this one
      await hold.arrived;
    },
  },
  connecting: {
    enter: async ({avatar, sandbox}) => {
      const hold = sandbox.hold('start');
      avatar.start().catch(() => {});
      await hold.arrived;
    },
  },
  'connecting-phone': {
    size: PHONE,
    enter: async ({avatar, sandbox}) => {
      const hold = sandbox.hold('new');
      avatar.start().catch(() => {});
      await hold.arrived;
    },
  },
};
