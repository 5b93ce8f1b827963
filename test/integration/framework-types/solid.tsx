import type {HeygenAvatarElement} from 'heygen-avatar';
import type {} from 'heygen-avatar/types/solid';
export function App() {
  let ref: HeygenAvatarElement | undefined;
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
      prop:tokenProvider={() => Promise.resolve('x')}
      attr:quality="high"
      bool:chat={true}
      mode="floating"
      on:avatar-end={(event) => event.reason.toUpperCase()}
      on:avatar-message={({role, text}) => void [role, text]}
    >
      <p slot="poster">x</p>
    </heygen-avatar>
  );
}
// @ts-expect-error no such value
export const b = <heygen-avatar quality="ultra" />;
// @ts-expect-error no such attribute
export const c = <heygen-avatar avatarid="ultra" />;
