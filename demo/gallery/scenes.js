/**
 * Every state, mode, width and direction of the element, each on a sandbox of its own: what is to be seen, in which window,
 * and how one gets there. `enter` gets the element, the sandbox and a few helpers.
 */
const ALL = {controls: '', chat: '', captions: '', microphone: ''};
const PHONE = [360, 240];
const WIDE = [860, 500];

const live = ({avatar}) => avatar.start();
/** The far end says it all at once, and goes on speaking: what is seen does not depend on the moment. */
const speaking = async (stage) => {
  await live(stage);
  stage.sandbox.send({type: 'avatar_start_talking', task_id: 'a'});
  const message = 'Words are shown when they are said, and never more than two lines of them.';
  stage.sandbox.send({type: 'avatar_talking_message', task_id: 'a', message});
  await stage.seen('captions');
};

export const SCENES = {
  idle: {},
  'idle-phone': {size: PHONE},
  'idle-poster': {attributes: {poster: 'poster.svg'}},
  'idle-slots': {
    inner:
      '<span slot="start-label">Meet Anna</span><small slot="explanation">The talk is not recorded.</small>',
  },
  problem: {attributes: {strings: '{not json'}},
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
  live: {enter: live},
  'live-controls': {size: WIDE, attributes: {controls: ''}, enter: live},
  'live-all': {size: WIDE, attributes: ALL, enter: live},
  'live-all-phone': {size: PHONE, attributes: ALL, enter: live},
  'live-menu-phone': {
    size: PHONE,
    attributes: ALL,
    enter: async (stage) => {
      await live(stage);
      stage.click('more');
    },
  },
  'live-menu-tall': {
    size: [380, 520],
    attributes: ALL,
    style: 'block-size: 500px; aspect-ratio: auto',
    enter: async (stage) => {
      await live(stage);
      stage.click('more');
    },
  },
  captions: {size: WIDE, attributes: ALL, enter: speaking},
  'captions-phone': {size: PHONE, attributes: ALL, enter: speaking},
  transcript: {
    size: WIDE,
    attributes: ALL,
    enter: async (stage) => {
      await live(stage);
      const task = await stage.avatar.chat('What can you do for me?');
      await task.ended;
      stage.click('text');
    },
  },
  microphone: {
    size: WIDE,
    attributes: ALL,
    enter: async (stage) => {
      await live(stage);
      await stage.avatar.startMicrophone();
      await stage.seen('choose-microphone');
      stage.click('choose-microphone');
      await stage.seen('device');
      stage.avatar.microphoneMuted = true;
    },
  },
  'push-to-talk': {attributes: {'push-to-talk': '', controls: ''}, enter: live},
  'microphone-refused': {
    attributes: {microphone: ''},
    enter: async (stage) => {
      await live(stage);
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      stage.click('microphone');
      await stage.seen('notice');
    },
  },
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
  reconnecting: {
    enter: async (stage) => {
      await live(stage);
      stage.sandbox.room().refusesSignals = true;
      stage.sandbox.room().drop();
      await stage.seen('banner');
    },
  },
  ended: {
    enter: async ({avatar}) => {
      await avatar.start();
      await avatar.stop();
    },
  },
  'failed-busy': {
    enter: async ({avatar, sandbox}) => {
      sandbox.inject('new', {status: 429, code: 10007, message: 'concurrent limit reached'});
      await avatar.start().catch(() => {});
    },
  },
  'failed-details': {
    enter: async (stage) => {
      stage.sandbox.inject('new', {status: 401, code: 400112});
      await stage.avatar.start().catch(() => {});
      await stage.seen('details');
      stage.part('details').open = true;
    },
  },
  'failed-phone': {
    size: PHONE,
    enter: async ({avatar, sandbox}) => {
      sandbox.inject('new', {status: 410});
      await avatar.start().catch(() => {});
    },
  },
  'floating-closed': {size: WIDE, attributes: {mode: 'floating'}, enter: ({seen}) => seen('launcher')},
  'floating-open': {
    size: WIDE,
    attributes: {mode: 'floating', open: '', placement: 'bottom-start'},
    enter: ({seen}) => seen('panel'),
  },
  'floating-phone': {
    size: [360, 640],
    attributes: {...ALL, mode: 'floating', open: ''},
    enter: async (stage) => {
      await stage.seen('panel');
      await live(stage);
    },
  },
  'right-to-left': {
    size: WIDE,
    lang: 'ar',
    dir: 'rtl',
    attributes: ALL,
    enter: async (stage) => {
      await speaking(stage);
      stage.click('text');
    },
  },
  japanese: {
    size: [420, 260],
    lang: 'ja',
    attributes: {controls: ''},
    enter: ({avatar}) => avatar.start().then(() => avatar.stop()),
  },
  'large-text': {size: PHONE, rem: 32, attributes: ALL, enter: speaking},
  theme: {
    size: WIDE,
    attributes: ALL,
    style:
      '--avatar-accent: #b91c1c; --avatar-radius: 0; --avatar-font: Lora Variable, serif; --avatar-background: #fde68a',
  },
};
