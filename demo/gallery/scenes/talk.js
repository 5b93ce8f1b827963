import {ALL, PHONE, TALL_PHONE, WIDE, asked, live, speaking} from './sets.js';

/** Captions, transcript and microphone. */
const withTranscript = async (stage) => {
  await asked(stage);
  stage.click('text');
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
  'transcript-small': {size: TALL_PHONE, attributes: ALL, enter: withTranscript},
  'transcript-low': {
    size: [360, 300],
    attributes: ALL,
    style: 'block-size: 280px',
    enter: withTranscript,
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
