import {BenchRig} from '../support/bench-rig.mjs';
import {BESIDE_SDKS, PLAIN} from '../support/candidates.mjs';

/** From the opening of a page to the first frame, by a visitor who clicks as soon as they can. */
export default {
  title: ({rtt}) =>
    `From the opening of the page to the avatar, ${rtt === 0 ? 'on loopback' : `round trips of ${rtt} ms`}`,
  how: `Each run opens a page in a browser without cache and clicks the button the moment it works; then it opens the page once more, with
    what the browser has kept (“warm”). Main thread is the time it has worked from the opening to the frame. Nothing limits the bandwidth,
    and the files come by HTTP/1.1.`,
  settings: [{rtt: 60}, {rtt: 0, isExtra: true}],
  rows: PLAIN.map(({name}) => name),
  columns: {
    ready: 'until the button works, ms',
    frame: 'until the frame, ms',
    warmFrame: 'until the frame, warm, ms',
    kilobytes: 'downloaded, kB',
    warmKilobytes: 'downloaded, warm, kB',
    mainThread: 'main thread, ms',
  },
  compare: BESIDE_SDKS,

  async open({rtt}) {
    const rig = await BenchRig.start({rtt});
    const visit = async (page, candidate, url) => {
      await rig.prepareRoom(candidate);
      const before = await page.work();
      const loaded = page.goTo(url);
      const button = await page.ready();
      await page.clickOn(button);
      const shown = await page.first({type: 'shown'});
      const {bytes} = page;
      const {mainThreadMs} = await page.work();
      await loaded;
      // What a client says about the end of its session is no fault of the run.
      await page.goTo('about:blank');
      await rig.endSessions();
      return {
        ready: button.at,
        frame: shown.at,
        kilobytes: bytes / 1000,
        mainThread: mainThreadMs - before.mainThreadMs,
      };
    };
    const measure = async (row) => {
      const page = await rig.openTab();
      const url = rig.urlOf(PLAIN[row]);
      const cold = await visit(page, PLAIN[row], url);
      const warm = await visit(page, PLAIN[row], url);
      await rig.reset();
      return {...cold, warmFrame: warm.frame, warmKilobytes: warm.kilobytes};
    };
    return {measure, reset: () => rig.reset(), close: () => rig.stop()};
  },
};
