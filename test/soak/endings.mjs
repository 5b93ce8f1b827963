import {setTimeout as delay} from 'node:timers/promises';
import {within} from '../livekit/within.mjs';

/** A start on this rig takes about this long: some are left before they are live, some after. */
const LONGEST_MS = 1_800;
const ARRIVAL_MS = 20_000;

/** In the page. */
const stop = () => void globalThis.avatar.stop();
const remove = () => globalThis.avatar.remove();
/** A signal is the start's: one that is over is not its any more. */
const abort = () => {
  globalThis.controller.abort();
  if (globalThis.avatar.state === 'live') void globalThis.avatar.stop();
};

const leave = (how) => async (game) => {
  await delay(game.round.moment * LONGEST_MS);
  await how(game);
};

/** What the far end does, it does to somebody who is in the room; what follows is the element's business alone. */
const unasked = (how) => async (game) => {
  const isIn = async () => {
    for (;;) {
      const [session] = game.farEnd.sessions;
      if (session && (await isThere(session.room))) return session;
      await delay(25);
    }
  };
  const session = await within(isIn(), 'the visitor in the room', ARRIVAL_MS);
  await delay((game.round.moment * LONGEST_MS) / 2);
  await how(session);
};

const isThere = (room) => room.participants().then(
  (all) => all.length > 1 && all.includes('client'),
  () => false, // not on the server yet
);

/** Each resolves when it has done what it says. */
export const ENDINGS = {
  'stop()': leave(({page}) => page.run(stop)),
  'remove()': leave(({page}) => page.run(remove)),
  abort: leave(({page}) => page.run(abort)),
  navigation: leave(({page, site}) => page.goTo(`${site}/package.json`)),
  'tab closed': leave(({page}) => page.closeTab()),
  'tab discarded': leave(async ({page}) => {
    await page.setFrozen(true);
    await page.closeTab();
  }),
  'room killed': unasked((session) => session.room.kill()),
  'avatar leaves': unasked((session) => session.room.leave()),
  'far end ends': unasked((session) => session.end('limit')),
};

/** After these nothing of the page is left that could do anything. */
export const GONE = ['navigation', 'tab closed', 'tab discarded'];
