import {ALL, LANDSCAPE, PHONE, TALL_PHONE, WIDE, live, speaking} from './sets.js';

/** The live avatar and its controls. */
const withMenu = async (stage) => {
  await live(stage);
  await stage.seen('choose-speaker'); // the browser lists its devices a moment later
  stage.click('more');
};

export const lives = {
  live: {enter: live},
  'live-controls': {size: WIDE, attributes: {controls: ''}, enter: live},
  'live-all': {size: WIDE, attributes: ALL, enter: live},
  'live-all-phone': {size: PHONE, attributes: ALL, enter: live},
  'live-all-landscape': {
    size: LANDSCAPE,
    attributes: ALL,
    style: 'block-size: 320px; aspect-ratio: auto',
    enter: live,
  },
  'live-menu': {size: WIDE, attributes: ALL, enter: withMenu},
  'live-menu-phone': {size: TALL_PHONE, attributes: ALL, enter: withMenu},
  'live-menu-tall': {
    size: [380, 520],
    attributes: ALL,
    style: 'block-size: 500px; aspect-ratio: auto',
    enter: withMenu,
  },
  'live-menu-rest': {
    size: [380, 640],
    attributes: {...ALL, languages: 'en de fr'},
    style: 'block-size: 620px; aspect-ratio: auto',
    enter: async (stage) => {
      await withMenu(stage);
      const menu = stage.part('menu');
      await stage.until(() => menu.querySelector(':focus')); // which scrolls it
      menu.scrollTop = menu.scrollHeight;
    },
  },
  'live-menu-narrow': {size: [280, 480], attributes: ALL, enter: withMenu},
  'live-languages': {
    size: TALL_PHONE,
    attributes: {...ALL, languages: 'en de fr ar'},
    enter: async (stage) => {
      await withMenu(stage);
      await stage.seen('choose-language');
      stage.click('choose-language');
    },
  },
  'live-check': {
    size: TALL_PHONE,
    attributes: ALL,
    enter: async (stage) => {
      await withMenu(stage);
      stage.click('check-connection');
      await stage.until(() => stage.part('check-results')?.ariaBusy === 'false');
    },
  },
  'live-text-largest': {
    size: WIDE,
    attributes: ALL,
    enter: async (stage) => {
      await withMenu(stage);
      [...stage.avatar.shadowRoot.querySelectorAll('[part=text-size-choice]')].at(-1).click();
      await speaking(stage);
      localStorage.removeItem('heygen-avatar-text-size');
    },
  },
  /** A page that leaves so little height that the controls lie on the picture. */
  'live-low': {
    size: [520, 220],
    attributes: ALL,
    style: 'block-size: 200px',
    enter: live,
  },
  /** The smallest boxes that a page may give. */
  'live-narrow': {
    isLong: true,
    size: [150, 300],
    attributes: {...ALL, backend: 'sandbox', 'token-url': null, 'api-url': null},
    style: 'inline-size: 120px',
    enter: live,
  },
  'live-lowest': {
    isLong: true,
    size: [380, 120],
    attributes: {...ALL, backend: 'sandbox', 'token-url': null, 'api-url': null},
    style: 'block-size: 90px',
    enter: live,
  },
  'idle-lowest': {
    isLong: true,
    size: [380, 120],
    attributes: {backend: 'sandbox', 'token-url': null, 'api-url': null},
    style: 'block-size: 90px',
  },
  'idle-narrow': {
    isLong: true,
    size: [150, 300],
    attributes: {backend: 'sandbox', 'token-url': null, 'api-url': null},
    style: 'inline-size: 120px',
  },
  unlock: {
    attributes: {controls: '', muted: null},
    enter: async (stage) => {
      const {video} = stage.avatar;
      // Autoplay rules: no sound before the visitor's first gesture.
      video.play = function play() {
        const isRefused = !video.muted && video.srcObject?.getTracks().length > 0;
        if (isRefused) return Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
        return HTMLMediaElement.prototype.play.call(video);
      };
      await live(stage);
      await stage.seen('unlock');
    },
  },
  chroma: {
    size: WIDE,
    page: 'background: fixed linear-gradient(120deg, #fde68a, #f472b6 55%, #818cf8)',
    attributes: {background: 'chroma', controls: ''},
    enter: async (stage) => {
      stage.sandbox.wall = () => '#00ff00';
      await live(stage);
      await stage.until(() => stage.avatar.video.classList.contains('keyed'));
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
  stopping: {
    enter: async (stage) => {
      await live(stage);
      stage.sandbox.hold('stop');
      // Soon after, the visitor sees the end. What asks for the next task alone goes on: axe does.
      const {setTimeout} = globalThis;
      globalThis.setTimeout = (work, ms = 0, ...rest) => (ms < 50 ? setTimeout(work, ms, ...rest) : 0);
      void stage.avatar.stop();
      await stage.until(() => stage.avatar.state === 'stopping');
    },
  },
};
