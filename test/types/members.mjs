import {readFileSync} from 'node:fs';

/**
 * A module that compiles only where the types have every attribute and every event of the manifest, and nothing else: for templates
 * (those of each framework are made of these), in JSX, as props of the React component, and for listeners on element, document and window.
 */
export function membersModule() {
  const {modules} = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'));
  const {attributes, events} = modules
    .flatMap(({declarations}) => declarations)
    .find(({tagName}) => tagName === 'heygen-avatar');
  const own = events.filter(({name}) => name.startsWith('avatar-'));
  const union = (names) => names.map((name) => `'${name}'`).join(' | ');
  const prop = ({type}) => `on${type.text.replace(/Event$/, '')}`;
  return `
import type * as avatar from 'heygen-avatar';
import type {HeygenAvatarProps} from 'heygen-avatar/react';
import type {AvatarAttributes, AvatarListeners, AvatarTextAttributes} from 'heygen-avatar/types/framework-types';
import type {} from 'heygen-avatar/types/react';
import type {JSX} from 'react';

type Is<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Attributes = ${union(attributes.map(({name}) => name))};
type Events = ${union(own.map(({name}) => name))};
type Props = ${union(own.map(prop))};
type Tag = keyof JSX.IntrinsicElements['heygen-avatar'];

export const areAllThere: [
  Is<keyof AvatarAttributes, Attributes>,
  Is<keyof AvatarTextAttributes, Attributes>,
  Is<keyof AvatarListeners<''>, Events>,
  Is<Extract<Tag, \`on\${Events}\` | Attributes>, \`on\${Events}\` | Attributes>,
  Is<Extract<keyof HeygenAvatarProps, \`onAvatar\${string}\`>, Props>,
] = [true, true, true, true, true];

const is = <A, B>(same: Is<A, B>) => same;
${own
  .map(
    ({name, type: {text}}) => `
document.createElement('heygen-avatar').addEventListener('${name}', (event) => is<typeof event, avatar.${text}>(true));
document.addEventListener('${name}', (event) => is<typeof event, avatar.${text}>(true));
window.addEventListener('${name}', (event) => is<typeof event, avatar.${text}>(true));`,
  )
  .join('')}
`;
}
