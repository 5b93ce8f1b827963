import {ALL, PHONE, SUGGESTIONS, TALL_PHONE, WIDE, asked, live, speaking, recall} from './sets.js';

/** Captions, transcript and microphone. */
const withTranscript = async (stage) => {
  await asked(stage);
  stage.click('text');
};

const LONG = [
  ['user', 'When are you open this week, and on which days is Dr. Weber there?'],
  ['avatar', 'We open at nine and close at six, Monday to Friday. On Saturdays we are here until two.'],
  ['avatar', 'Dr. Weber is there from Tuesday to Thursday.'],
  ['user', 'What does a check-up cost?'],
];
/** The visitor writes and sends it. */
const send = (stage, text) => {
  stage.part('message-box').value = text;
  stage.click('send');
};
/** A conversation of several lines, whose last words are on their way. */
const talking = async (stage) => {
  await live(stage);
  stage.click('text');
  let id = 0;
  for (const [role, text] of LONG) {
    const from = role === 'user' ? 'user' : 'avatar';
    const task_id = `t${id++}`;
    stage.sandbox.send({type: `${from}_talking_message`, task_id, message: text});
    stage.sandbox.send({type: `${from}_end_message`, task_id});
  }
  await stage.until(() => stage.avatar.shadowRoot.querySelectorAll('.line').length === LONG.length);
};

export const talk = {
  captions: {size: WIDE, attributes: ALL, enter: speaking},
  'captions-phone': {size: PHONE, attributes: ALL, enter: speaking},
  transcript: {size: WIDE, attributes: ALL, enter: withTranscript},
  'transcript-phone': {
    size: [360, 640],
    attributes: ALL,
    style: 'block-size: 620px; aspect-ratio: auto',
    enter: withTranscript,
  },
  'transcript-earlier': {
    isLong: true,
    size: [390, 760],
    attributes: {...ALL, resume: '', 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await recall(stage);
      await withTranscript(stage);
    },
  },
  'transcript-small': {size: TALL_PHONE, attributes: ALL, enter: withTranscript},
  'transcript-low': {
    size: [360, 300],
    attributes: ALL,
    style: 'block-size: 280px',
    enter: withTranscript,
  },
  'transcript-long': {
    isLong: true,
    size: [390, 760],
    attributes: {...ALL, 'avatar-name': 'Anna'},
    enter: talking,
  },
  'transcript-empty': {
    isLong: true,
    size: TALL_PHONE,
    attributes: {...ALL, 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await live(stage);
      stage.click('text');
    },
  },
  'transcript-suggestions': {
    isLong: true,
    size: [390, 760],
    attributes: {...ALL, 'avatar-name': 'Anna', suggestions: SUGGESTIONS},
    enter: async (stage) => {
      await live(stage);
      await stage.seen('suggestion');
      stage.click('text');
    },
  },
  thinking: {
    size: [390, 760],
    attributes: {...ALL, 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await talking(stage);
      stage.sandbox.hold('task');
      send(stage, 'And does it hurt?');
      await stage.seen('thinking');
    },
  },
  'own-words': {
    isLong: true,
    size: PHONE,
    attributes: {...ALL, 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await live(stage);
      stage.sandbox.hold('task');
      send(stage, 'What does a check-up cost?');
      await stage.seen('own-words');
    },
  },
  'not-sent': {
    isLong: true,
    size: TALL_PHONE,
    attributes: {...ALL, 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await live(stage);
      stage.click('text');
      stage.sandbox.inject('task', {status: 400, code: 10015, message: 'tts failed'});
      send(stage, 'What does a check-up cost?');
      await stage.seen('not-sent');
    },
  },
  microphone: {
    size: WIDE,
    attributes: ALL,
    enter: async (stage) => {
      await live(stage);
      stage.avatar.microphoneMuted = true; // the browser's fake microphone beeps, and the avatar would answer
      await stage.avatar.startMicrophone();
      await stage.seen('choose-microphone');
      stage.click('choose-microphone');
      await stage.seen('device');
    },
  },
  'push-to-talk': {attributes: {'push-to-talk': '', controls: ''}, enter: live},
  'push-to-talk-held': {
    size: PHONE,
    attributes: {'push-to-talk': '', chat: '', 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await live(stage);
      // A microphone without sound: the ring would follow the beeps of the browser's fake one.
      navigator.mediaDevices.getUserMedia = () =>
        Promise.resolve(new AudioContext().createMediaStreamDestination().stream);
      stage.part('microphone').setPointerCapture = () => {};
      stage.part('microphone').dispatchEvent(new PointerEvent('pointerdown'));
      await stage.until(() => stage.avatar.matches(':state(microphone)'));
    },
  },
  /** What an agent has done in the page is one quiet line. */
  'tool-line': {
    size: [390, 760],
    attributes: {...ALL, 'avatar-name': 'Anna', agent: 'elevenlabs', 'token-url': null},
    enter: async (stage) => {
      stage.avatar.tokenUrl = stage.sandbox.liveAvatarTokenUrlOf('connector');
      stage.avatar.registerTool('show_prices', {description: 'Shows the prices.', run: () => 'shown'});
      await asked(stage);
      stage.click('text');
      const task = await stage.avatar.ask('tool show_prices');
      await task.ended;
      // Two questions, two answers and the tool's line: the answer follows what the tool has returned.
      await stage.until(() => stage.avatar.shadowRoot.querySelectorAll('.line').length === 5);
      await stage.until(() => !stage.avatar.speaking && !stage.part('thinking'));
    },
  },
  'microphone-refused': {
    attributes: {microphone: ''},
    enter: async (stage) => {
      await live(stage);
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      stage.click('microphone');
      await stage.seen('notice');
    },
  },
};
