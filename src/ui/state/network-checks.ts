import {fetchDevices} from '../../session/microphone/microphone-opening.js';
import {abortable} from '../../session/util/abort.js';
import {delay} from '../../session/util/delay.js';
import type {StringKey} from '../locales/strings.js';

/** What a check has found, and the words for it. */
export interface Outcome {
  readonly verdict: 'fine' | 'warning' | 'bad' | 'unknown';
  readonly words: StringKey;
}

export const FINE: Outcome = {verdict: 'fine', words: 'checkFine'};
export const UNKNOWN: Outcome = {verdict: 'unknown', words: 'checkUnknown'};
const SLOW: Outcome = {verdict: 'warning', words: 'checkSlow'};
const bad = (words: StringKey): Outcome => ({verdict: 'bad', words});

/** Above these, picture and sound suffer: the time of a server's answer, the round trip of the media, the share of lost packets. */
const SLOW_ANSWER_MS = 2_000;
const SLOW_TRIP_S = 0.4;
const MANY_LOST = 0.05;

/** How long a host took to answer, in ms; `forbidden` where the page's own policy keeps it away. */
export type Reached = number | 'forbidden' | 'unreachable';

export const isOffline = (): boolean => !navigator.onLine;

/**
 * Asks the root of a host for nothing but an answer, without cookies. Not the address that makes tokens: whatever it answers to, it
 * might make one.
 */
export async function reach({origin}: URL, signal: AbortSignal): Promise<Reached> {
  let isForbidden = false;
  const onViolation = ({blockedURI}: SecurityPolicyViolationEvent) => {
    isForbidden ||= blockedURI.startsWith(origin);
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  const before = performance.now();
  try {
    await fetch(`${origin}/`, {
      method: 'HEAD',
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    return performance.now() - before;
  } catch {
    await delay(0, signal); // the event comes after the failure
    return isForbidden ? 'forbidden' : 'unreachable';
  } finally {
    document.removeEventListener('securitypolicyviolation', onViolation);
  }
}

/** What the answers of hosts say of the network. */
export function networkOutcome(reached: readonly Reached[]): Outcome {
  if (isOffline()) return bad('checkOffline');
  const {connection} = navigator as {connection?: {effectiveType?: string}}; // Chromium alone
  const times = reached.filter((each) => typeof each === 'number');
  if (/2g/.test(connection?.effectiveType ?? '') || times.some((ms) => ms > SLOW_ANSWER_MS)) return SLOW;
  return times.length > 0 ? FINE : UNKNOWN;
}

export function serverOutcome(reached: Reached): Outcome {
  if (typeof reached === 'number') return FINE;
  return reached === 'forbidden' || isOffline() ? UNKNOWN : bad('checkServerFailed');
}

/** Whether the browser can play live video at all. That says nothing of the network: no other host takes part. */
export async function browserOutcome(signal: AbortSignal): Promise<Outcome> {
  if (!('RTCPeerConnection' in globalThis)) return bad('checkNoVideo');
  const peer = new RTCPeerConnection();
  try {
    peer.createDataChannel('check');
    const found = new Promise<boolean>((resolve) => {
      peer.onicecandidate = ({candidate}) => {
        if (candidate === null) resolve(false);
        else if (candidate.candidate) resolve(true);
      };
    });
    await abortable(peer.setLocalDescription(), signal);
    if (await abortable(found, signal)) return {verdict: 'fine', words: 'checkVideoReady'};
  } catch {
    signal.throwIfAborted();
  } finally {
    peer.close();
  }
  return isOffline() ? UNKNOWN : bad('checkVideoBlocked');
}

/** The entries of WebRTC's statistics that the check reads. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  /** Firefox marks the pair itself. */
  readonly selected?: boolean;
  readonly localCandidateId?: string;
  readonly currentRoundTripTime?: number;
  readonly protocol?: string;
  readonly relayProtocol?: string;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
}

/** How the media of a conversation come: by UDP or not, in which time, and with what loss. */
export function pathOutcome(report: RTCStatsReport): Outcome {
  const entries = new Map<string, Entry>();
  report.forEach((entry: Entry) => entries.set(entry.id, entry));
  const all = [...entries.values()];
  const chosen = all.find((entry) => entry.selectedCandidatePairId)?.selectedCandidatePairId;
  const pair =
    entries.get(chosen ?? '') ?? all.find(({type, selected}) => type === 'candidate-pair' && selected);
  const local = entries.get(pair?.localCandidateId ?? '');
  const [lost, received] = all.reduce(
    ([l, r], {packetsLost = 0, packetsReceived = 0}) => [l + packetsLost, r + packetsReceived],
    [0, 0],
  );
  if ((local?.relayProtocol ?? local?.protocol ?? 'udp') !== 'udp')
    return {verdict: 'warning', words: 'checkTcp'};
  const isLossy = lost > MANY_LOST * (lost + received);
  return isLossy || (pair?.currentRoundTripTime ?? 0) > SLOW_TRIP_S ? SLOW : FINE;
}

/** Whether there is a microphone that the page may use. None is opened. */
export async function microphoneOutcome(): Promise<Outcome> {
  const {mediaDevices, permissions} = navigator as {mediaDevices?: MediaDevices; permissions?: Permissions};
  if (!mediaDevices) return bad(isSecureContext ? 'microphoneUnsupported' : 'microphoneInsecure');
  const {isAllowedByPolicy} = await fetchDevices();
  if (!isAllowedByPolicy()) return bad('microphoneBlocked');
  const devices = await mediaDevices.enumerateDevices();
  if (!devices.some(({kind}) => kind === 'audioinput')) return bad('microphoneMissing');
  // Not every browser answers that.
  const answer = await permissions?.query({name: 'microphone'}).catch(() => undefined);
  if (answer?.state === 'denied') return bad('microphoneRefused');
  return answer?.state === 'prompt' ? {verdict: 'fine', words: 'checkAsk'} : FINE;
}
