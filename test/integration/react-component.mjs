/**
 * A page with the component of `heygen-avatar/react`, for a server and for a browser. `seen` gets what happens, in order; `tokenProvider`
 * is called by the avatar.
 */
export function componentPage(
  {createElement, StrictMode, useLayoutEffect, useRef, useState},
  HeygenAvatar,
  {seen, tokenProvider},
) {
  function Page() {
    const avatar = useRef(null);
    const [presses, setPresses] = useState(0);
    const [state, setState] = useState('idle');
    useLayoutEffect(() => {
      seen.push(`${typeof avatar.current.tokenProvider} ${avatar.current.getAttribute('class')}`);
    }, []);
    const avatarView = createElement(
      HeygenAvatar,
      {
        ref: avatar,
        className: 'guide',
        backend: 'streaming',
        apiUrl: 'https://sandbox.heygen-avatar.invalid',
        tokenProvider,
        muted: presses > 0,
        onAvatarStateChange: (event) => setState(event.state),
        onAvatarEnd: ({reason}) => seen.push(`${reason} after ${presses}`),
      },
      createElement('a', {slot: 'handover', href: '#contact'}, 'Contact'),
    );
    return [
      presses < 2 ? createElement('div', {key: 'avatar'}, avatarView) : null,
      createElement('output', {key: 'state'}, state),
      createElement('button', {key: 'next', id: 'next', onClick: () => setPresses(presses + 1)}, 'Next'),
      createElement('button', {key: 'start', id: 'start', onClick: () => avatar.current.start()}, 'Start'),
      createElement('button', {key: 'stop', id: 'stop', onClick: () => avatar.current.stop()}, 'Stop'),
    ];
  }
  return createElement(StrictMode, null, createElement(Page));
}
