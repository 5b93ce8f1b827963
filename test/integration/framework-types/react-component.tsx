import {useRef} from 'react';
import {HeygenAvatar, type HeygenAvatarElement} from 'heygen-avatar/react';

export function App() {
  const ref = useRef<HeygenAvatarElement>(null);
  return (
    <HeygenAvatar
      ref={ref}
      className="guide"
      avatarId="Wayne_20240711"
      muted
      volume={0.5}
      strings={{start: 'Talk to Anna'}}
      tokenProvider={() => Promise.resolve('token')}
      onAvatarEnd={(event) => event.reason.toUpperCase()}
      onAvatarStateChange={({state}) => state === 'live' && void ref.current?.speak('Hello.')}
      onClick={() => void ref.current?.stop()}
    >
      <p slot="explanation">Privacy</p>
    </HeygenAvatar>
  );
}

// @ts-expect-error there is no such value
export const value = <HeygenAvatar quality="ultra" />;
// @ts-expect-error there is no such prop
export const unknown = <HeygenAvatar avatarID="x" />;
// @ts-expect-error a method is no prop
export const method = <HeygenAvatar start={() => {}} />;
// @ts-expect-error the event has no such field
export const field = <HeygenAvatar onAvatarEnd={(event) => event.nothing} />;
