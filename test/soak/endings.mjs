import {setTimeout as delay} from 'node:timers/promises';
import {until, withTimeout} from '../support/waiting.mjs';
import {BACKENDS, GONE} from './rounds.mjs';

/** A start on an idle machine takes about this long. */
const START_MS = 1_500;
/** How long a round waits for its moment. */
const MOMENT_MS = 30_000;

const none = {release: () => {}};

/**
 * The moments of an ending. Each resolves when it has come, with a hold to release once the ending is under way. A session
 * that the server makes after its page is gone belongs to nobody: the server's idle timeout ends it. Only LiveAvatar's can be
 * stopped, by its token, once it is made.
 */
const MOMENTS = {
  'token asked': ({heygen, backend: {token}}) => arrived(heygen.holdCall(token)),
  'session asked': ({heygen, round, backend: {make}}) =>
    arrived(
      round.backend === 'liveavatar' && GONE.includes(round.ending)
        ? heygen.holdAnswer(make)
        : heygen.holdCall(make),
    ),
  'session made': ({heygen, backend: {make}}) => arrived(heygen.holdAnswer(make)),
  joined: async ({heygen}) => {
    await until(() => hasVisitor(heygen.sessions[0]?.room), 'the visitor in the room', MOMENT_MS);
    return none;
  },
  live: async ({page}) => {
    await page.first({type: 'avatar-playing'}, MOMENT_MS);
    return none;
  },
  speaking: async ({page}) => {
    await page.first({type: 'avatar-playing'}, MOMENT_MS);
    await page.run(() => void globalThis.avatar.speak('The session ends before this does.').catch(() => {}));
    await page.first({type: 'avatar-speechstart'}, MOMENT_MS);
    return none;
  },
  'any time': async ({random}) => {
    await delay(random() * START_MS);
    return none;
  },
};

async function arrived(hold) {
  await withTimeout(hold.arrived, 'the call to hold', MOMENT_MS);
  return hold;
}

async function hasVisitor(room) {
  try {
    return (await room.participants()).includes('client');
  } catch {
    return false; // the server has no such room yet
  }
}

/* These run in the page. */

const stop = () => void globalThis.avatar.stop();
const remove = () => globalThis.avatar.remove();
/** The signal cancels the start only; a session that is live needs a stop. */
const abort = () => {
  globalThis.controller.abort();
  if (globalThis.avatar.state === 'live') void globalThis.avatar.stop();
};

/** Listeners that call back: each event from here on stops the session and starts nothing that anybody wants. */
const stopInListeners = () => {
  const {avatar} = globalThis;
  for (const type of [
    'avatar-statechange',
    'avatar-progress',
    'avatar-end',
    'avatar-speechend',
    'avatar-message',
  ]) {
    avatar.addEventListener(type, () => {
      avatar.speak('Nobody wants to hear this.').catch(() => {});
      void avatar.stop();
    });
  }
  void avatar.stop();
};
const hide = () => void Object.assign(globalThis.avatar, {hiddenGrace: 1, hidden: true});
/** A framework makes the avatar of the next page, sets its properties, and starts it; then the visitor stops that one. */
const changeRoute = () => {
  const {avatar} = globalThis;
  const next = avatar.cloneNode();
  Object.assign(next, {
    open: true,
    controls: 'true',
    chat: true,
    mode: 'floating',
    hiddenGrace: 5,
    muted: true,
  });
  avatar.replaceWith(next);
  globalThis.avatar = next;
  globalThis.hasChangedRoute = false;
  const started = next.start().catch(() => {});
  void started.then(() => next.stop()).then(() => (globalThis.hasChangedRoute = true));
};

/** Each resolves when its action is done. After an action of the server, the element has to react by itself. */
const ENDINGS = {
  'stop()': ({page}) => page.run(stop),
  'remove()': ({page}) => page.run(remove),
  abort: ({page}) => page.run(abort),
  hidden: ({page}) => page.run(hide),
  'route change': async ({page}) => {
    await page.run(changeRoute);
    const isDone = () => page.run(() => globalThis.hasChangedRoute);
    await until(isDone, 'the start of the next page, which may wait for its limit', MOMENT_MS * 2);
  },
  'listener that stops': ({page}) => page.run(stopInListeners),
  navigation: ({page, site}) => page.goTo(`${site}/package.json`),
  'tab closed': ({page}) => page.closeTab(),
  'tab discarded': async ({page}) => {
    await page.setFrozen(true);
    await page.closeTab();
  },
  'room killed': ({heygen}) => heygen.sessions[0].room.kill(),
  'avatar leaves': ({heygen}) => heygen.sessions[0].room.leave(),
  'server ends': ({heygen}) => heygen.sessions[0].end('limit'),
};

/**
 * Prepares the moment before the start, as some must be, and returns a function that waits for it and ends the session then.
 * That function resolves with whether the page knew its session by then.
 */
export function prepareEnding(game) {
  const {round, page, heygen, site, random} = game;
  const moment = MOMENTS[round.moment ?? 'live']({
    round,
    page,
    heygen,
    random,
    backend: BACKENDS[round.backend],
  });
  moment.catch(() => {}); // the function below reports it
  return async () => {
    const hold = await moment;
    const isKnown = await page.run(() => globalThis.avatar.session !== null);
    await ENDINGS[round.ending ?? round.goodbye]({page, heygen, site});
    hold.release();
    return isKnown;
  };
}
