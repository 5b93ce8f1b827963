import {useRef} from 'react';
import type {HeygenAvatarElement} from 'heygen-avatar';
import type {} from 'heygen-avatar/types/react-18';
export function App() {
  const ref = useRef<HeygenAvatarElement>(null);
  return (
    <heygen-avatar
      ref={ref}
      class="b"
      style={{'--avatar-accent': 'red'}}
      token-url="/x"
      avatar-id="x"
      muted
      half-duplex={false}
      strings='{"start": "x"}'
      quality="high"
      hidden-grace={5}
      mode="floating"
    >
      <p slot="poster">x</p>
    </heygen-avatar>
  );
}
// @ts-expect-error no such value
export const b = <heygen-avatar quality="ultra" />;
// @ts-expect-error React 18 sets no properties
export const c = <heygen-avatar tokenProvider={() => Promise.resolve('x')} />;
// @ts-expect-error React 18 writes [object Object]
export const d = <heygen-avatar strings={{start: 'x'}} />;
