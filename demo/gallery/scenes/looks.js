import {ALL, PHONE, WIDE, asked, live, speaking} from './sets.js';

const ARABIC = {lang: 'ar', dir: 'rtl'};
const THEME =
  '--avatar-accent: #b91c1c; --avatar-radius: 0; --avatar-font: Lora Variable, serif; --avatar-background: #fde68a';
/** High contrast, as the visitor sets it in the operating system. */
const FORCED = [{name: 'forced-colors', value: 'active'}];

/** Waits for the code of the themes. */
const themed = ({avatar, until}) =>
  until(() =>
    avatar.shadowRoot.adoptedStyleSheets.some(({cssRules}) => cssRules[0].cssText.includes('not(#_)')),
  );

/** Other directions, languages, text sizes, themes and colours. */
export const looks = {
  'right-to-left': {
    size: WIDE,
    ...ARABIC,
    attributes: ALL,
    enter: async (stage) => {
      await speaking(stage);
      stage.click('text');
    },
  },
  'right-to-left-phone': {size: PHONE, ...ARABIC, attributes: ALL, enter: speaking},
  'right-to-left-menu': {
    size: [380, 520],
    ...ARABIC,
    attributes: ALL,
    style: 'block-size: 500px; aspect-ratio: auto',
    enter: async (stage) => {
      await live(stage);
      await stage.seen('choose-speaker');
      stage.click('more');
    },
  },
  'right-to-left-start': {...ARABIC},
  japanese: {
    size: [420, 340],
    lang: 'ja',
    attributes: {controls: ''},
    enter: ({avatar}) => avatar.start().then(() => avatar.stop()),
  },
  'large-text': {size: [360, 380], style: 'font-size: 32px', attributes: ALL, enter: speaking},
  theme: {attributes: ALL, style: THEME},
  sand: {attributes: {theme: 'sand', 'avatar-name': 'Anna'}, enter: themed},
  'sand-transcript': {
    size: WIDE,
    attributes: {...ALL, theme: 'sand', 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await themed(stage);
      await asked(stage);
      stage.click('text');
    },
  },
  ink: {
    size: WIDE,
    attributes: {...ALL, theme: 'ink', 'avatar-name': 'Anna'},
    enter: async (stage) => {
      await themed(stage);
      await speaking(stage);
    },
  },
  'theme-live': {size: WIDE, attributes: ALL, style: THEME, enter: speaking},
  'forced-colors': {media: FORCED},
  'forced-colors-live': {
    size: WIDE,
    media: FORCED,
    attributes: ALL,
    enter: async (stage) => {
      await speaking(stage);
      stage.click('text');
    },
  },
  'forced-colors-ended': {media: FORCED, enter: ({avatar}) => avatar.start().then(() => avatar.stop())},
};
