import {setTimeout as delay} from 'node:timers/promises';
import {within} from '../livekit/within.mjs';
import {BACKENDS, GONE} from './rounds.mjs';

/** A start on an idle machine takes about this long. */
const START_MS = 1_500;
/** How long a moment may be in coming. */
const MOMENT_MS = 30_000;

const none = {release: () => {}};

/**
 * The moments of an ending: each resolves when it has come, with what is held until the ending is under way. A session that
 * is asked for, and made when its page is gone, is nobody's: the server's idle time ends it. LiveAvatar's can be stopped
 * by its token once it is made.
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
    const isIn = async () => {
      while (!(await hasVisitor(heygen.sessions[0]?.room))) await delay(25);
    };
    await within(isIn(), 'the visitor in the room', MOMENT_MS);
    return none;
  },
  live: async ({page}) => {
    await page.first({type: 'avatar-playing'}, MOMENT_MS);
    return none;
  },
  speaking: async ({page}) => {
    await page.first({type: 'avatar-playing'}, MOMENT_MS);
    await page.run(
      () => void globalThis.avatar.speak('This is not going to be said to its end.').catch(() => {}),
    );
    await page.first({type: 'avatar-speechstart'}, MOMENT_MS);
    return none;
  },
  'any time': async ({random}) => {
    await delay(random() * START_MS);
    return none;
  },
};

async function arrived(hold) {
  await within(hold.arrived, 'the call that is to be held', MOMENT_MS);
  return hold;
}

async function hasVisitor(room) {
  try {
    return (await room.participants()).includes('client');
  } catch {
    return false; // not on the server yet
  }
}

/** In the page. */
const stop = () => void globalThis.avatar.stop();
const remove = () => globalThis.avatar.remove();
/** A signal is the start's: one that is over is not its any more. */
const abort = () => {
  globalThis.controller.abort();
  if (globalThis.avatar.state === 'live') void globalThis.avatar.stop();
};

/** Each resolves when it has done what it says; what the server does by itself is answered by the element alone. */
const ENDINGS = {
  'stop()': ({page}) => page.run(stop),
  'remove()': ({page}) => page.run(remove),
  abort: ({page}) => page.run(abort),
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
 * Prepares a moment before the start, as some must be, and gives what waits for it and ends the session then. That tells
 * whether the page had heard of its session by then.
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
  moment.catch(() => {}); // reported where it is waited for
  return async () => {
    const hold = await moment;
    const isKnown = await page.run(() => globalThis.avatar.session !== null);
    await ENDINGS[round.ending ?? round.goodbye]({page, heygen, site});
    hold.release();
    return isKnown;
  };
}
