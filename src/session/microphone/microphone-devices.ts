import {AvatarError} from '../errors/avatar-error.js';
import type {AvatarErrorCode} from '../errors/error-messages.js';
import {avatarError} from '../errors/make-error.js';
import {abortable} from '../util/abort.js';

/** A microphone that may be chosen. Its label is empty until the visitor has allowed one. */
export interface MicrophoneDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** What makes a voice clear to the server, and keeps the avatar's own out of it. */
const CLEAR_VOICE = {echoCancellation: true, noiseSuppression: true, autoGainControl: true};

/** What the browser's refusals mean to us. */
const CODES: Readonly<Record<string, AvatarErrorCode>> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-blocked',
  NotFoundError: 'microphone-missing',
  OverconstrainedError: 'microphone-missing',
  NotReadableError: 'microphone-in-use',
  AbortError: 'microphone-in-use',
};

/**
 * Opens a microphone, asking the visitor where the browser wants that. One that is allowed after the signal has aborted
 * is closed again at once.
 */
export async function openMicrophone(
  deviceId: string | undefined,
  signal: AbortSignal,
): Promise<MediaStreamTrack> {
  const devices = mediaDevices();
  const audio = {...CLEAR_VOICE, ...(deviceId === undefined ? {} : {deviceId: {exact: deviceId}})};
  const opened = devices.getUserMedia({audio}).then(trackOf);
  try {
    return await abortable(opened, signal);
  } catch (error) {
    // The browser's question cannot be taken back, but what it gives can.
    opened.then((late) => late.stop()).catch(() => {});
    signal.throwIfAborted();
    throw problemOf(error);
  }
}

/** The microphones of this machine. */
export async function listMicrophones(): Promise<MicrophoneDevice[]> {
  const devices = await mediaDevices().enumerateDevices();
  return devices
    .filter(({kind, deviceId}) => kind === 'audioinput' && deviceId !== '')
    .map(({deviceId, label}) => ({deviceId, label}));
}

/** Calls back when the system's own choice of microphone is no longer the one that `track` is of. */
export function onDefaultChanged(track: MediaStreamTrack, signal: AbortSignal, changed: () => void): void {
  const compare = async () => {
    const devices = await mediaDevices().enumerateDevices();
    const preferred = devices.find(({kind, deviceId}) => kind === 'audioinput' && deviceId === 'default');
    const {groupId} = track.getSettings();
    if (!signal.aborted && preferred?.groupId && groupId && preferred.groupId !== groupId) changed();
  };
  mediaDevices().addEventListener('devicechange', () => void compare().catch(() => {}), {signal});
}

function mediaDevices(): MediaDevices {
  const {mediaDevices: devices} = navigator as {mediaDevices?: MediaDevices};
  if (devices) return devices;
  throw avatarError(isSecureContext ? 'unsupported' : 'microphone-insecure');
}

function trackOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getAudioTracks();
  if (!track) throw avatarError('microphone-missing');
  return track;
}

function problemOf(error: unknown): AvatarError {
  if (error instanceof AvatarError) return error;
  const code = CODES[(error as DOMException | null)?.name ?? ''] ?? 'microphone-in-use';
  const isBlocked = code === 'microphone-refused' && !isAllowedByPolicy();
  return avatarError(isBlocked ? 'microphone-blocked' : code, {cause: error});
}

/** Whether the page itself may ask: browsers that do not tell are taken to allow it. */
function isAllowedByPolicy(): boolean {
  type Policy = {allowsFeature(name: string): boolean};
  const {permissionsPolicy, featurePolicy} = document as {permissionsPolicy?: Policy; featurePolicy?: Policy};
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature('microphone') ?? true;
}
