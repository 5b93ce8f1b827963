/** Runs a function in a task of its own, soon also in a hidden tab, where timers wait. */
export function inNextTask(run: () => void): void {
  const {port1, port2} = new MessageChannel();
  const receive = () => {
    port1.close();
    run();
  };
  port1.addEventListener('message', receive);
  port1.start();
  port2.postMessage(null);
}
