import {BenchRig} from '../support/bench-rig.mjs';
import {speakingCost} from '../support/speaking-cost.mjs';

const SECONDS = 5;
const COUNTS = [30, 3_000];
const ATTRIBUTES = {
  'token-url': '/api/avatar-token',
  quality: 'low',
  controls: true,
  chat: true,
  captions: true,
};

/** In the page: starts the avatar and opens the conversation. */
async function openTranscript() {
  const avatar = document.querySelector('heygen-avatar');
  await avatar.start();
  const part = (name) => avatar.shadowRoot.querySelector(`[part~=${name}]`);
  while (!part('text')) await new Promise(requestAnimationFrame);
  part('text').click();
}

/** In the page: waits until the conversation has so many lines. */
async function linesShown(count) {
  const {shadowRoot} = document.querySelector('heygen-avatar');
  while (shadowRoot.querySelectorAll('[part~=line]').length < count) await new Promise(requestAnimationFrame);
}

/** A long conversation. */
export default {
  title: () => 'A long conversation',
  how: `A session whose conversation is open and has 30 or 3,000 lines, while the avatar speaks for ${SECONDS} seconds.`,
  settings: [{}],
  mostRuns: 1,
  rows: COUNTS.map((count) => `${count.toLocaleString('en')} lines`),
  columns: {mainThread: 'main thread, s a minute', heap: 'heap, MB', nodes: 'DOM nodes'},

  async open() {
    const rig = await BenchRig.start({rtt: 0});
    const measure = async (row) => {
      await rig.prepareRoom({quality: 'low'});
      const page = await rig.open({attributes: ATTRIBUTES});
      await page.ready();
      await page.run(openTranscript);
      const [session] = rig.sessions;
      for (let line = 0; line < COUNTS[row]; line++) {
        const task_id = `line-${line}`;
        const message = `This is line ${line} of a long conversation.`;
        session.sendMessage({type: 'user_talking_message', task_id, message});
        session.sendMessage({type: 'user_end_message', task_id});
        // The data channel takes so much at a time.
        if (line % 100 === 99) await page.run(linesShown, line - 50);
      }
      await page.run(linesShown, COUNTS[row]);
      const cost = await speakingCost(rig, page, SECONDS);
      await rig.reset();
      return cost;
    };
    return {measure, reset: () => rig.reset(), close: () => rig.stop()};
  },
};
