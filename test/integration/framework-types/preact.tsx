import {useRef} from 'preact/hooks';
import type {HeygenAvatarElement} from 'heygen-avatar';
import type {} from 'heygen-avatar/types/preact';
export function App() {
  const ref = useRef<HeygenAvatarElement>(null);
  return (
    <heygen-avatar
      ref={ref}
      class="b"
      style={{'--avatar-accent': 'red'}}
      token-url="/x"
      avatarId="x"
      muted
      half-duplex={false}
      volume={0.5}
      strings={{start: 'x'}}
      suggestions={['a']}
      tokenProvider={() => Promise.resolve('x')}
      quality="high"
      hidden-grace="5"
      mode="floating"
      onavatar-end={(event) => event.reason.toUpperCase()}
      onavatar-message={({role, text}) => void [role, text]}
    >
      <p slot="poster">x</p>
    </heygen-avatar>
  );
}
// @ts-expect-error no such value
export const b = <heygen-avatar quality="ultra" />;
// @ts-expect-error no such attribute
export const c = <heygen-avatar avatarid="ultra" />;
// @ts-expect-error a method
export const d = <heygen-avatar start={() => {}} />;
// @ts-expect-error read-only
export const e = <heygen-avatar state="live" />;
// @ts-expect-error no such field
export const g = <heygen-avatar onavatar-end={(event) => event.nothing} />;
