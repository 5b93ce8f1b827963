import {setTimeout as delay} from 'node:timers/promises';

/**
 * What a page costs in so many seconds while its avatars speak: CPU time of the browser and time of the main thread, in seconds per
 * minute, what its connections receive, and what it holds after a collection.
 */
export async function speakingCost(rig, page, seconds) {
  const text = 'These words are spoken while the work is measured. '.repeat(seconds);
  for (const session of rig.sessions) session.addTask(text, 'repeat');
  await delay(500); // the speech begins
  const read = async () => ({
    at: performance.now(),
    cpuMs: await rig.cpuMs(),
    ...(await page.work()),
    ...(await page.received()),
  });
  const before = await read();
  await delay(seconds * 1000);
  const after = await read();
  const passed = after.at - before.at;
  const perMinute = (name) => ((after[name] - before[name]) / passed) * 60;
  await page.collectGarbage();
  const {heap, nodes, listeners} = await page.work();
  return {
    cpu: perMinute('cpuMs'),
    mainThread: perMinute('mainThreadMs'),
    script: perMinute('scriptMs'),
    style: perMinute('styleMs'),
    layout: perMinute('layoutMs'),
    kilobits: ((after.bytes - before.bytes) * 8) / passed,
    freezeMs: perMinute('freezeMs') * 1000,
    heap: heap / 1e6,
    nodes,
    listeners,
  };
}
