'use client';
import {useEffect, useRef, useState} from 'react';
import 'heygen-avatar';

/** React drops event handlers of a custom element that the server rendered, so this one listens by itself. */
export default function Page() {
  const avatar = useRef(null);
  const [state, setState] = useState('idle');
  useEffect(() => {
    const element = avatar.current;
    const listener = (event) => setState(event.state);
    element.addEventListener('avatar-statechange', listener);
    return () => element.removeEventListener('avatar-statechange', listener);
  }, []);
  return (
    <>
      <heygen-avatar ref={avatar} backend="sandbox" avatar-id="Wayne_20240711" muted controls />
      <output>{state}</output>
      <button id="stop" onClick={() => avatar.current.stop()}>
        Stop
      </button>
    </>
  );
}
