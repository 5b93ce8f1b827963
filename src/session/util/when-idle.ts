/**
 * Calls `work` when the browser is idle, and at the latest at the `timeout`, in ms: a busy page may never be. Default: no limit. Safari does
 * not tell when it is idle: there, `work` is the next task.
 */
export function whenIdle(work: () => void, limit: {timeout?: number} = {}): void {
  const {requestIdleCallback: request}: Partial<typeof globalThis> = globalThis;
  if (request) request(() => work(), limit);
  else setTimeout(work);
}
