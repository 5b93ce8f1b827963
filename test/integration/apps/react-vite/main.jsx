import {StrictMode, useRef, useState} from 'react';
import {createRoot} from 'react-dom/client';
import 'heygen-avatar';

/** An attribute, booleans, an object, an event and a method, as React 19 passes them to a custom element. */
function App() {
  const avatar = useRef(null);
  const [state, setState] = useState('idle');
  return (
    <>
      <heygen-avatar
        ref={avatar}
        backend="sandbox"
        avatar-id="Wayne_20240711"
        muted={true}
        controls
        half-duplex={false}
        strings={{start: 'Talk to Anna'}}
        onavatar-statechange={(event) => setState(event.state)}
      />
      <output>{state}</output>
      <button id="stop" onClick={() => avatar.current.stop()}>
        Stop
      </button>
    </>
  );
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
