import {versionOf} from './machine.mjs';

const STREAMING = {'token-url': '/api/avatar-token'};
const LIVEAVATAR = {'token-url': '/api/liveavatar-token'};

/** HeyGen's own two clients. LiveAvatar's sessions have an agent in their room. */
const SDKS = [
  {name: `@heygen/streaming-avatar ${versionOf('@heygen/streaming-avatar')}`, client: 'streaming'},
  {
    name: `@heygen/liveavatar-web-sdk ${versionOf('@heygen/liveavatar-web-sdk')}`,
    client: 'liveavatar',
    hasAgent: true,
  },
];
const BY_HAND = {name: `livekit-client ${versionOf('livekit-client')}, by hand`, client: 'by-hand'};

/** Of a part whose rows are these: the column that divides the time to the frame by that of the faster SDK. */
export const BESIDE_SDKS = {
  column: 'frame',
  with: SDKS.map(({name}) => name),
  title: 'frame, of the faster SDK',
};
const PLAIN_ELEMENTS = [
  {name: 'element, streaming', attributes: STREAMING},
  {name: 'element, LiveAvatar', attributes: LIVEAVATAR, hasAgent: true},
];
/** The element that fetches its token when the visitor points at the button. */
const AHEAD = PLAIN_ELEMENTS.map(({name, attributes, ...rest}) => ({
  ...rest,
  name: `${name}, token on intent`,
  attributes: {...attributes, preload: 'token'},
}));
export const ELEMENTS = PLAIN_ELEMENTS.map(({name}) => name);
export const ELEMENTS_AHEAD = AHEAD.map(({name}) => name);

/** Without anything fetched ahead but the code, on both back ends, beside the others. */
export const PLAIN = [...SDKS, BY_HAND, ...PLAIN_ELEMENTS];
export const ALL = [...PLAIN, ...AHEAD];
