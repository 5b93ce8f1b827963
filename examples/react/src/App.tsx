import {useRef, useState} from 'react';
import {HeygenAvatar, type HeygenAvatarElement} from 'heygen-avatar/react';

export default function App() {
  const avatar = useRef<HeygenAvatarElement>(null);
  const [state, setState] = useState('idle');
  return (
    <>
      {/* With an account: tokenUrl="/api/avatar-token" in place of backend="sandbox". */}
      <HeygenAvatar
        ref={avatar}
        backend="sandbox"
        controls
        chat
        greeting="Welcome!"
        onAvatarStateChange={(event) => setState(event.state)}
      />
      <p>
        State: <output>{state}</output>
      </p>
      <button type="button" id="stop" onClick={() => void avatar.current?.stop()}>
        Goodbye
      </button>
    </>
  );
}
