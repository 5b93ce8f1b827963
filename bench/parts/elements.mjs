import {BenchRig} from '../support/bench-rig.mjs';
import {speakingCost} from '../support/speaking-cost.mjs';

const SECONDS = 4;
const COUNTS = [1, 5, 20];

/** In the page: starts one of the avatars. */
const start = (index) => document.querySelectorAll('heygen-avatar')[index].start();

/** Many elements in one page. */
export default {
  title: ({state}) => (state === 'idle' ? 'Many elements that nobody starts' : 'Many elements that are live'),
  how: `A page with 1, 5 or 20 elements; live ones show an avatar of 96 × 64 pixels that speaks, without captions, for ${SECONDS} seconds.
    Until somebody starts one, more elements download nothing more; of live ones each further one costs less than the first.`,
  settings: [{state: 'idle'}, {state: 'live'}],
  mostRuns: 1,
  rows: COUNTS.map((count) => `${count} ${count === 1 ? 'element' : 'elements'}`),
  columns: {
    kilobytes: 'downloaded, kB',
    requests: 'requests',
    heap: 'heap, MB',
    nodes: 'DOM nodes',
    listeners: 'listeners',
    mainThread: 'main thread, s a minute',
  },

  async open({state}) {
    const rig = await BenchRig.start({rtt: 0});
    const measure = async (row) => {
      const count = COUNTS[row];
      const attributes = {'token-url': '/api/avatar-token', quality: 'low'};
      const page = await rig.open({attributes, count});
      await page.ready();
      await page.idle();
      if (state === 'live') {
        for (let index = 0; index < count; index++) {
          await rig.prepareRoom({quality: 'tiny'});
          await page.run(start, index);
        }
      }
      const {bytes, requests} = page;
      const {heap, nodes, listeners, mainThread} = await speakingCost(rig, page, SECONDS);
      await rig.reset();
      return {kilobytes: bytes / 1000, requests, heap, nodes, listeners, mainThread};
    };
    return {measure, reset: () => rig.reset(), close: () => rig.stop()};
  },
};
