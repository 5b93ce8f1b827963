import {ALL, LANDSCAPE, asked, live, speaking} from './sets.js';

const PHONE = [390, 760];
/** A window that leaves room for the panel alone. */
const WINDOW = [520, 720];
/** A phone whose keyboard is up. */
const KEYBOARD = [390, 430];
const ANNA = {mode: 'floating', 'avatar-name': 'Anna', poster: 'portrait.svg'};

const closed = ({seen}) => seen('launcher');
const open = ({seen}) => seen('panel');
const opened =
  (then = live) =>
  async (stage) => {
    await open(stage);
    await then(stage);
  };
/** The conversation, after a question and its answer. */
const conversation = opened(async (stage) => {
  await asked(stage);
  if (!stage.part('transcript')) stage.click('text');
});
const settings = opened(async (stage) => {
  await live(stage);
  await stage.seen('choose-speaker');
  stage.click('more');
});
/** The teaser comes once a visit, and scenes share one visit. */
const teased = async (stage) => {
  await closed(stage);
  sessionStorage.clear();
  stage.avatar.teaserDelay = '0';
  await stage.seen('teaser');
};
const TEASER = {teaser: 'Hi, I am Anna. Ask me what a visit costs.', 'teaser-delay': 'exit'};

const MINI = {'avatar-name': 'Anna', controls: '', microphone: '', 'mini-player': ''};
const mini = async (stage) => {
  await live(stage);
  sessionStorage.clear();
  document.querySelector('h2').scrollIntoView();
  await stage.until(() => stage.avatar.matches(':state(mini)'));
};
/** The visitor has tapped it, which shows its buttons. */
const tapped = async (stage) => {
  await mini(stage);
  const back = stage.part('mini-back');
  back.dispatchEvent(new PointerEvent('pointerdown', {pointerType: 'touch', bubbles: true}));
  back.click();
};

/** The avatar behind a launcher in a corner of the window. */
export const floating = {
  'floating-closed': {size: [520, 310], attributes: ANNA, enter: closed},
  'floating-closed-top': {
    size: [520, 310],
    attributes: {mode: 'floating', placement: 'top-end'},
    enter: closed,
  },
  teaser: {size: [520, 310], attributes: {...ANNA, ...TEASER}, enter: teased},
  'teaser-phone': {
    size: [320, 310],
    attributes: {mode: 'floating', ...TEASER},
    enter: teased,
  },
  'teaser-right-to-left': {
    size: [520, 310],
    lang: 'he',
    dir: 'rtl',
    attributes: {
      ...ANNA,
      'avatar-name': 'ענת',
      teaser: 'שלום, אני ענת. כמה עולה ביקור?',
      'teaser-delay': 'exit',
    },
    enter: teased,
  },
  'floating-open': {size: WINDOW, attributes: {...ANNA, open: ''}, enter: open},
  'floating-open-tall': {
    size: [520, 800],
    attributes: {...ANNA, open: '', placement: 'bottom-start'},
    enter: open,
  },
  'floating-no-poster': {size: WINDOW, attributes: {mode: 'floating', open: ''}, enter: open},
  'floating-voice': {
    size: WINDOW,
    attributes: {...ANNA, open: '', captions: '', controls: '', microphone: ''},
    enter: opened(speaking),
  },
  'floating-conversation': {size: WINDOW, attributes: {...ANNA, ...ALL, open: ''}, enter: conversation},
  'floating-settings': {size: WINDOW, attributes: {...ANNA, ...ALL, open: ''}, enter: settings},
  'floating-expanded': {
    size: [1040, 720],
    attributes: {...ANNA, ...ALL, open: ''},
    enter: async (stage) => {
      await conversation(stage);
      stage.click('expand');
    },
  },
  'floating-right-to-left': {
    size: WINDOW,
    lang: 'he',
    dir: 'rtl',
    attributes: {...ANNA, ...ALL, 'avatar-name': 'ענת', open: ''},
    enter: conversation,
  },
  'floating-phone': {size: PHONE, attributes: {...ANNA, ...ALL, open: ''}, enter: conversation},
  'floating-phone-keyboard': {size: KEYBOARD, attributes: {...ANNA, ...ALL, open: ''}, enter: conversation},
  'floating-landscape': {size: LANDSCAPE, attributes: {...ANNA, ...ALL, open: ''}, enter: conversation},
  'floating-large-text': {
    size: WINDOW,
    style: 'font-size: 32px',
    attributes: {...ANNA, ...ALL, open: ''},
    enter: conversation,
  },
  'mini-player': {size: [720, 420], attributes: MINI, after: true, enter: mini},
  'mini-player-buttons': {size: [720, 420], attributes: MINI, after: true, enter: tapped},
  'mini-player-phone-right-to-left': {
    size: [360, 420],
    lang: 'he',
    dir: 'rtl',
    attributes: MINI,
    after: true,
    enter: tapped,
  },
};
