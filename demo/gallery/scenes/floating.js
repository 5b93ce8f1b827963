import {ALL, LANDSCAPE, WIDE, asked, live} from './sets.js';

const PHONE = [360, 640];
const closed = ({seen}) => seen('launcher');
const open = ({seen}) => seen('panel');
const talking = (stage) => open(stage).then(() => live(stage));

/** The avatar behind a launcher in a corner of the window. */
export const floating = {
  'floating-closed': {size: WIDE, attributes: {mode: 'floating'}, enter: closed},
  'floating-closed-top': {
    size: [520, 310],
    attributes: {mode: 'floating', placement: 'top-end', poster: 'poster.svg'},
    enter: closed,
  },
  'floating-open': {
    size: WIDE,
    attributes: {mode: 'floating', open: '', placement: 'bottom-start'},
    enter: open,
  },
  'floating-top': {
    size: WIDE,
    attributes: {...ALL, mode: 'floating', open: '', placement: 'top-end'},
    enter: talking,
  },
  'floating-poster': {
    size: WIDE,
    attributes: {mode: 'floating', open: '', poster: 'poster.svg'},
    enter: open,
  },
  'floating-transcript': {
    size: WIDE,
    attributes: {...ALL, mode: 'floating', open: ''},
    enter: async (stage) => {
      await open(stage);
      await asked(stage);
      stage.click('text');
    },
  },
  'floating-right-to-left': {
    size: WIDE,
    lang: 'he',
    dir: 'rtl',
    attributes: {...ALL, mode: 'floating', open: ''},
    enter: talking,
  },
  'floating-phone': {size: PHONE, attributes: {...ALL, mode: 'floating', open: ''}, enter: talking},
  'floating-landscape': {size: LANDSCAPE, attributes: {...ALL, mode: 'floating', open: ''}, enter: talking},
};
