import {parseArgs} from 'node:util';
import {withTimeout} from '../test/support/waiting.mjs';
import {BenchRig} from './support/bench-rig.mjs';
import {ALL} from './support/candidates.mjs';
import {quantile} from './support/statistics.mjs';

/**
 * Prints what happens in a page between the click and the first frame, and when: requests, the socket and its messages, the steps of
 * the peer connection, and the tasks that keep the main thread. Medians of some runs, in ms after the click, in order.
 *
 *     node bench/timeline.mjs [--row 'element, streaming'] [--rtt 60] [--runs 5] [--at-once]
 *
 * With `--at-once`, the click comes as soon as the button works, before anything was downloaded on intent; files are printed as well.
 */
const {values} = parseArgs({
  options: {
    row: {type: 'string', default: 'element, streaming'},
    rtt: {type: 'string', default: '60'},
    runs: {type: 'string', default: '5'},
    'at-once': {type: 'boolean', default: false},
  },
});

const candidate = ALL.find(({name}) => name === values.row);
if (!candidate) throw new Error(`The rows are: ${ALL.map(({name}) => name).join(' · ')}`);

const rig = await BenchRig.start({rtt: Number(values.rtt)});
const marks = new Map();
try {
  for (let run = 0; run < Number(values.runs); run++) {
    const found = await withTimeout(measure(), 'a start', 60_000);
    for (const [name, at] of found) marks.set(name, [...(marks.get(name) ?? []), at]);
  }
} finally {
  await rig.stop();
}
const rows = [...marks].map(([name, times]) => [quantile(times, 0.5), name, times.length]);
rows.sort(([a], [b]) => a - b);
for (const [at, name, times] of rows)
  console.log(
    `${at.toFixed(0).padStart(6)}  ${name}${times < Number(values.runs) ? ` (${times} times)` : ''}`,
  );
process.exit();

/** One start: `[name, ms after the click]`. */
async function measure() {
  await rig.prepareRoom(candidate);
  const page = await rig.openTab();
  await page.client.send('Page.enable');
  await page.client.send('Page.addScriptToEvaluateOnNewDocument', {source: `(${watch.toString()})()`});
  await page.goTo(rig.urlOf(candidate));
  const button = await page.ready();
  if (!values['at-once']) {
    await page.pointAt(button);
    await page.idle();
  }
  await page.clickOn(button);
  const shown = await page.first({type: 'shown'});
  const [click] = page.all({type: 'click'});
  const found = await page.run(() => globalThis.marks);
  if (values['at-once']) found.push(...(await page.run(files)));
  await rig.reset();
  const counts = new Map();
  return [...found, ['the first frame is shown', shown.at]]
    .filter(([, at, ends]) => (ends ?? at) >= click.at && at <= shown.at)
    .map(([name, at]) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [count > 1 ? `${name}, no. ${count}` : name, at - click.at];
    });
}

/** In the page: the files that it has downloaded. */
function files() {
  return performance
    .getEntriesByType('resource')
    .filter(({name}) => /\.(js|css)$/.test(name))
    .flatMap(({name, startTime, responseEnd}) => {
      const file = name.split('/').pop();
      return [
        [`file ${file} begins`, startTime, responseEnd],
        [`file ${file} is there`, responseEnd],
      ];
    });
}

/** In the page, before its own code. */
function watch() {
  const marks = [];
  globalThis.marks = marks;
  const mark = (name, at = performance.now(), ends) => marks.push([name, at, ends]);
  const pathOf = (url) => new URL(url, location.href).pathname;
  const {fetch} = globalThis;
  globalThis.fetch = async (...args) => {
    const path = pathOf(args[0].url ?? args[0]);
    mark(`request ${path}`);
    try {
      return await fetch(...args);
    } finally {
      mark(`answer ${path}`);
    }
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols);
      const path = pathOf(url);
      mark(`socket ${path}`);
      let messages = 0;
      this.addEventListener('open', () => mark(`socket is open`));
      this.addEventListener('message', () => messages++ < 4 && mark(`message ${messages} of the socket`));
    }
    send(data) {
      mark('message to the socket');
      super.send(data);
    }
  };
  const {prototype} = RTCPeerConnection;
  for (const name of ['createOffer', 'createAnswer', 'setLocalDescription', 'setRemoteDescription']) {
    const original = prototype[name];
    prototype[name] = async function (...args) {
      mark(`${name} begins`);
      try {
        return await original.apply(this, args);
      } finally {
        mark(`${name} ends`);
      }
    };
  }
  const Connection = RTCPeerConnection;
  globalThis.RTCPeerConnection = new Proxy(Connection, {
    construct(target, args, newTarget) {
      mark('peer connection');
      const connection = Reflect.construct(target, args, newTarget);
      for (const [type, field] of [
        ['iceconnectionstatechange', 'iceConnectionState'],
        ['icegatheringstatechange', 'iceGatheringState'],
        ['connectionstatechange', 'connectionState'],
      ])
        connection.addEventListener(type, () => mark(`${field} ${connection[field]}`));
      connection.addEventListener('icecandidate', ({candidate}) => candidate && mark('own ICE candidate'));
      connection.addEventListener('track', ({track}) => {
        mark(`${track.kind} track`);
        track.addEventListener('unmute', () => mark(`${track.kind} track has media`));
      });
      return connection;
    },
  });
  new PerformanceObserver((list) => {
    for (const {startTime, duration} of list.getEntries())
      mark(`long task of ${Math.round(duration / 10) * 10} ms`, startTime, startTime + duration);
  }).observe({type: 'longtask'});
}
