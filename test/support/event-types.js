/** The events of the element, for the scripts that a test puts into a page. A classic script: it runs before any module. */
globalThis.avatarEventTypes = [
  'statechange playing end error speechstart speechend message submit userspeechstart userspeechend',
  'playblocked quality timewarning toolcall feedback microphonechange',
].flatMap((names) => names.split(' ').map((name) => `avatar-${name}`));
