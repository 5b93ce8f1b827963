import {ALL, PHONE, WIDE, asked, live, refused} from './sets.js';

/** Has the server end the session. LiveAvatar gives the reason. */
const ending = (end) => async (stage) => {
  stage.avatar.tokenUrl = stage.sandbox.liveAvatarTokenUrl;
  await live(stage);
  void end(stage.sandbox);
  await stage.until(() => stage.avatar.state === 'ended');
};

/** A conversation whose end asks how it was, and what the visitor does then. */
const rated =
  (then = async () => {}) =>
  async (stage) => {
    await asked(stage);
    await stage.avatar.stop();
    await stage.seen('star');
    await then(stage);
  };

/** The last seconds, every reason of an end, and every failure. */
export const endings = {
  'idle-question': {
    attributes: {'no-keep-alive': '', 'activity-idle-timeout': '30'},
    enter: async (stage) => {
      await live(stage);
      stage.setClock(15_000);
      await stage.seen('idle-question');
    },
  },
  'time-warning': {
    attributes: {controls: ''},
    sandbox: {sessionDurationLimit: 600},
    enter: async (stage) => {
      await live(stage);
      stage.setClock(593_000);
      await stage.seen('time-warning');
    },
  },
  ended: {enter: ({avatar}) => avatar.start().then(() => avatar.stop())},
  'ended-idle': {enter: ending((sandbox) => sandbox.sessions.at(-1).end('idle'))},
  'ended-transcript': {
    size: WIDE,
    attributes: ALL,
    enter: (stage) => asked(stage).then(() => stage.avatar.stop()),
  },
  'ended-rating': {
    size: WIDE,
    attributes: {...ALL, feedback: '', 'avatar-name': 'Anna'},
    enter: rated(),
  },
  'ended-comment-phone': {
    isLong: true,
    size: [360, 640],
    attributes: {...ALL, feedback: '', 'avatar-name': 'Anna'},
    enter: rated(async (stage) => {
      stage.shadow('.star:nth-child(4) input').click();
      await stage.seen('comment');
      stage.click('download');
    }),
  },
  'ended-thanks': {
    isLong: true,
    size: [520, 640],
    attributes: {...ALL, feedback: '', resume: ''},
    inner: '<a slot="handover" href="/contact">Talk to a person</a>',
    enter: rated(async (stage) => {
      stage.shadow('.star:nth-child(5) input').click();
      await stage.seen('send-feedback');
      stage.click('send-feedback');
    }),
  },
  'failed-busy': {
    attributes: {'queue-limit': '0'},
    enter: refused('new', {status: 429, code: 10007, message: 'concurrent limit reached'}),
  },
  'failed-refused': {enter: refused('token', {status: 403})},
  'failed-network': {enter: refused('token', {network: true})},
  'failed-check': {
    needsWebRtc: true,
    size: [520, 620],
    attributes: {microphone: ''},
    enter: async (stage) => {
      await refused('token', {network: true})(stage);
      await stage.seen('check-connection');
      stage.click('check-connection');
      await stage.until(() => stage.part('check-results')?.ariaBusy === 'false');
    },
  },
  'failed-details': {
    size: [520, 430],
    enter: async (stage) => {
      await refused('new', {status: 401, code: 400112})(stage);
      await stage.seen('details');
      stage.part('details').open = true;
    },
  },
  'failed-phone': {size: PHONE, enter: refused('new', {status: 410})},
};
