'use client';
import {useRef, useState} from 'react';
import 'heygen-avatar';

export function Avatar() {
  const avatar = useRef(null);
  const [state, setState] = useState('idle');
  return (
    <>
      <heygen-avatar
        ref={avatar}
        backend="sandbox"
        avatar-id="Wayne_20240711"
        muted
        controls
        onavatar-statechange={(event) => setState(event.state)}
      />
      <output>{state}</output>
      <button id="stop" onClick={() => avatar.current.stop()}>
        Stop
      </button>
    </>
  );
}
