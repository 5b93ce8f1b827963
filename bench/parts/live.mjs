import {setTimeout as delay} from 'node:timers/promises';
import {BenchRig} from '../support/bench-rig.mjs';
import {PLAIN} from '../support/candidates.mjs';
import {speakingCost} from '../support/speaking-cost.mjs';

const SECONDS = 5;
/** What follows each start, such as code that is loaded once the avatar is there, is no part of a minute of conversation. */
const SETTLE_MS = 4_000;
const [STREAMING, LIVEAVATAR, BY_HAND] = PLAIN;
const ALL_VIEWS = {'token-url': '/api/avatar-token', controls: true, chat: true, captions: true};

/** In the page: scrolls the element out of view, and waits for its mini player. */
async function scrollAway() {
  document.body.style.paddingBlockEnd = '3000px';
  scrollTo(0, 3000);
  const frame = () => document.querySelector('heygen-avatar').shadowRoot.querySelector('.frame');
  while (!frame().matches('[data-mini]')) await new Promise(requestAnimationFrame);
}

/** In the page: makes the client's video as wide as a mini player's. */
function shrink() {
  document.querySelector('video').style.width = '160px';
}

const ROWS = [
  {name: 'element, inline', attributes: ALL_VIEWS},
  {name: 'element, floating', attributes: {...ALL_VIEWS, mode: 'floating'}},
  {name: 'element, mini player', attributes: {...ALL_VIEWS, 'mini-player': true}, afterwards: scrollAway},
  STREAMING,
  LIVEAVATAR,
  BY_HAND,
  {...BY_HAND, name: `${BY_HAND.name}, 160 px wide`, afterwards: shrink},
  {
    ...BY_HAND,
    name: `${BY_HAND.name}, 160 px wide, adaptive stream`,
    afterwards: shrink,
    params: {adaptive: ''},
  },
];

/** The work of a conversation that goes on. */
export default {
  title: () => 'A minute of conversation',
  how: `Each run is live with an avatar of 480p that speaks all the time, and is measured for ${SECONDS} seconds, ${SETTLE_MS / 1000} seconds after its first frame; the element has its
    controls, its text box and its captions. CPU is the time of all processes of the browser, which decode and draw in software here.
    Heap is what the page’s scripts hold after a collection. The last two rows show what LiveKit’s adaptive stream
    does for a small picture: an avatar has one layer, so there is nothing smaller to receive, and the element leaves it off.`,
  settings: [{}],
  mostRuns: 2,
  rows: ROWS.map(({name}) => name),
  columns: {
    cpu: 'CPU, s a minute',
    mainThread: 'main thread, s a minute',
    heap: 'heap, MB',
    kilobits: 'received, kbit/s',
    freezeMs: 'frozen, ms a minute',
  },

  async open() {
    const rig = await BenchRig.start({rtt: 0});
    const measure = async (row) => {
      const {params, afterwards, ...candidate} = ROWS[row];
      await rig.prepareRoom(candidate);
      const page = await rig.open(candidate, params);
      const button = await page.ready();
      if (candidate.client) await page.clickOn(button);
      else await page.run(() => document.querySelector('heygen-avatar').start());
      await page.first({type: 'shown'});
      if (afterwards) await page.run(afterwards);
      await delay(SETTLE_MS);
      const cost = await speakingCost(rig, page, SECONDS);
      await rig.reset();
      return cost;
    };
    return {measure, reset: () => rig.reset(), close: () => rig.stop()};
  },
};
