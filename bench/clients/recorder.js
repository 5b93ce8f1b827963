/**
 * In every page of the benchmark, before its own code: reports the click, the first frame and the first loud sound to the
 * benchmark, and keeps the connections, for their statistics. It is the same for all that is measured.
 */
const LOUD = 0.02;
/** Runs beside the page's own code: it measures the sound without work on the main thread. */
const WORKLET = `registerProcessor('sound-detector', class extends AudioWorkletProcessor {
  process([input]) {
    if (!input[0]?.some((sample) => Math.abs(sample) > ${LOUD})) return true;
    this.port.postMessage('heard');
    return false;
  }
});`;

const tell = (type, at = performance.now(), fields = {}) =>
  globalThis.report?.(JSON.stringify({...fields, type, at}));

/** Reports where the visitor can click, once they can. */
function tellReady(button) {
  const {x, y, width, height} = button.getBoundingClientRect();
  tell('ready', performance.now(), {x: x + width / 2, y: y + height / 2});
}

globalThis.bench = {tell, tellReady, connections: []};

addEventListener('click', ({timeStamp}) => tell('click', timeStamp), true);
document.addEventListener('avatar-statechange', watchVideo);
addEventListener('DOMContentLoaded', watchElement);

/**
 * Reports the element's first frame by the same callback of the video as that of the others, and not before the element shows its
 * video instead of the start view.
 */
function watchVideo({target: avatar}) {
  if (avatar.state !== 'connecting') return;
  document.removeEventListener('avatar-statechange', watchVideo);
  const presented = new Promise((resolve) => avatar.video.requestVideoFrameCallback(resolve));
  const playing = new Promise((resolve) => avatar.addEventListener('avatar-playing', resolve, {once: true}));
  void Promise.all([presented, playing]).then(() => tell('shown'));
}

/** The element has its button once its first file is there. */
function watchElement() {
  const avatar = document.querySelector('heygen-avatar');
  if (!avatar) return;
  const buttons = avatar.shadowRoot?.querySelectorAll('[part~=start-button], [part~=launcher]') ?? [];
  const shown = [...buttons].find((button) => button.checkVisibility());
  if (shown) tellReady(shown);
  else requestAnimationFrame(watchElement);
}

const listening = new URL(location.href).searchParams.has('listen') ? prepareToListen() : null;

globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
  construct(Connection, args, target) {
    const connection = Reflect.construct(Connection, args, target);
    globalThis.bench.connections.push(connection);
    connection.addEventListener('track', ({track}) => track.kind === 'audio' && listening?.(track));
    return connection;
  },
});

/** Returns what listens to a track. The context and its worklet are there before the visitor's click. */
function prepareToListen() {
  const context = new AudioContext();
  const module = URL.createObjectURL(new Blob([WORKLET], {type: 'text/javascript'}));
  const ready = context.audioWorklet.addModule(module);
  return async (track) => {
    await ready;
    const detector = new AudioWorkletNode(context, 'sound-detector');
    detector.port.addEventListener('message', () => tell('heard'));
    detector.port.start();
    context
      .createMediaStreamSource(new MediaStream([track]))
      .connect(detector)
      .connect(context.destination);
  };
}
