import {BenchRig} from '../support/bench-rig.mjs';
import {ALL, BESIDE_SDKS, ELEMENTS, ELEMENTS_AHEAD} from '../support/candidates.mjs';

const WORDS = 'Hello there.';

/** From the click to the first frame, in a page that is at rest. */
export default {
  title: ({rtt, settlesAtOnce}) =>
    `From the click to the avatar, ${rtt === 0 ? 'on loopback' : `round trips of ${rtt} ms`}${settlesAtOnce ? ', without the server’s wait' : ''}`,
  how: `Each run opens a page in a browser without cache, points at the button, waits until nothing is downloaded any more, and
    clicks. “Frame” is the first frame on screen, “word” the first loud sound of the sentence that each client has the avatar say as
    soon as it can. Bytes are all that the page has downloaded until the frame, files in gzip 9; main thread is the time it has
    worked from the click to the frame.`,
  settings: [{rtt: 0}, {rtt: 60}, {rtt: 60, settlesAtOnce: true}],
  rows: ALL.map(({name}) => name),
  columns: {
    frame: 'click to frame, ms',
    word: 'click to word, ms',
    kilobytes: 'downloaded, kB',
    mainThread: 'main thread, ms',
  },
  compare: BESIDE_SDKS,
  // What design.md allows: so much of the faster SDK's time, with the server as it comes.
  budgets: [
    {name: 'loopback', setting: {rtt: 0}, most: 0.72, rows: ELEMENTS},
    {name: 'loopback, token on intent', setting: {rtt: 0}, most: 0.52, rows: ELEMENTS_AHEAD},
    {name: '60 ms', setting: {rtt: 60}, most: 0.6, rows: ELEMENTS},
    {name: '60 ms, token on intent', setting: {rtt: 60}, most: 0.4, rows: ELEMENTS_AHEAD},
  ],

  async open({rtt}) {
    const rig = await BenchRig.start({rtt});
    const measure = async (row) => {
      await rig.prepareRoom(ALL[row]);
      const page = await rig.open(ALL[row], {listen: WORDS});
      const button = await page.ready();
      await page.pointAt(button);
      await page.idle();
      const before = await page.work();
      await page.clickOn(button);
      const shown = await page.first({type: 'shown'});
      const {bytes} = page;
      const after = await page.work();
      const heard = await page.first({type: 'heard'});
      const [click] = page.all({type: 'click'});
      await rig.reset();
      return {
        frame: shown.at - click.at,
        word: heard.at - click.at,
        kilobytes: bytes / 1000,
        mainThread: after.mainThreadMs - before.mainThreadMs,
      };
    };
    return {measure, reset: () => rig.reset(), close: () => rig.stop()};
  },
};
