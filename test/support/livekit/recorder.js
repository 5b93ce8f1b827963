/** In the page: reports every event of every avatar, every click and every violation of the page's policy to the test. */
{
  const types = globalThis.avatarEventTypes;

  /** All that a script can read of an error and its cause. */
  const plain = (value) => {
    if (!(value instanceof Error)) return value;
    const {name, message, stack, cause} = value;
    return {...Object.fromEntries(Object.entries(value)), name, message, stack, cause: plain(cause)};
  };

  const report = (event) => {
    const {type, target, timeStamp} = event;
    const fields = Object.entries(event).map(([name, value]) => [name, plain(value)]);
    globalThis.report(JSON.stringify({...Object.fromEntries(fields), type, id: target.id, at: timeStamp}));
  };

  for (const type of types) document.addEventListener(type, report);
  // Events of an element outside the document do not reach the document.
  const ifRemoved = (event) => event.target.isConnected || report(event);
  addEventListener('DOMContentLoaded', () => {
    for (const avatar of document.querySelectorAll('heygen-avatar')) {
      for (const type of types) avatar.addEventListener(type, ifRemoved);
    }
  });
  document.addEventListener('click', report, true);
  document.addEventListener('securitypolicyviolation', ({type, effectiveDirective, blockedURI}) =>
    globalThis.report(JSON.stringify({type, effectiveDirective, blockedURI})),
  );
}
