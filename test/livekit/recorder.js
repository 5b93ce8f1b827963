/** In the page: reports every event of every avatar, and every click, to the test. */
{
  const NAMES = [
    'statechange playing end error speechstart speechend message submit userspeechstart userspeechend',
    'playblocked quality timewarning microphonechange',
  ];
  const types = NAMES.join(' ')
    .split(' ')
    .map((name) => `avatar-${name}`);

  const plain = (value) =>
    value instanceof Error ? {code: value.code, status: value.status, message: value.message} : value;

  const report = (event) => {
    const {type, target, timeStamp} = event;
    const fields = Object.entries(event).map(([name, value]) => [name, plain(value)]);
    globalThis.report(JSON.stringify({...Object.fromEntries(fields), type, id: target.id, at: timeStamp}));
  };

  for (const type of types) document.addEventListener(type, report);
  // The events of an element that has left the document end at the element.
  const ifRemoved = (event) => event.target.isConnected || report(event);
  addEventListener('DOMContentLoaded', () => {
    for (const avatar of document.querySelectorAll('heygen-avatar')) {
      for (const type of types) avatar.addEventListener(type, ifRemoved);
    }
  });
  document.addEventListener('click', report, true);
}
