import {readFileSync} from 'node:fs';

/** Sends a signal to a process, if there is one. */
export function signalProcess(pid, signal) {
  if (pid !== undefined) process.kill(pid, signal);
}

/** Sends a signal to a process and to all that it has started. Linux only. */
export function signalTree(pid, signal) {
  for (const each of [pid, ...descendants(pid)]) process.kill(each, signal);
}

function descendants(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}
