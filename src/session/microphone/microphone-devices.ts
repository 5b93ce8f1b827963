import {AvatarError} from '../errors/avatar-error.js';
import type {AvatarErrorCode} from '../errors/error-messages.js';
import {avatarError} from '../errors/make-error.js';
import {abortable} from '../util/abort.js';
import {listen} from '../util/listen.js';

/** A microphone that the visitor can choose. The browser leaves its label empty until they have allowed one. */
export interface MicrophoneDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** Keeps noise and the avatar's own voice out of what the server hears. */
const CLEAR_VOICE = {echoCancellation: true, noiseSuppression: true, autoGainControl: true};

/** Our code for each error of `getUserMedia`. */
const CODES: Readonly<Record<string, AvatarErrorCode>> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-blocked',
  NotFoundError: 'microphone-missing',
  OverconstrainedError: 'microphone-missing',
  NotReadableError: 'microphone-in-use',
  AbortError: 'microphone-in-use',
};

/**
 * Opens a microphone; the browser may ask the visitor. Rejects with an `AvatarError` or the signal's reason. A microphone that
 * the visitor allows after the signal has aborted is closed at once.
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
    // The browser's question cannot be taken back, but the device that it gives can be closed.
    opened.then((late) => late.stop()).catch(() => {});
    signal.throwIfAborted();
    throw problemOf(error);
  }
}

/** The microphones of this machine. Rejects as `openMicrophone` does where the page may not use any. */
export async function listMicrophones(): Promise<MicrophoneDevice[]> {
  const devices = await mediaDevices().enumerateDevices();
  return devices
    .filter(({kind, deviceId}) => kind === 'audioinput' && deviceId !== '')
    .map(({deviceId, label}) => ({deviceId, label}));
}

/** Calls `changed` when the system prefers another device than that of `track`. */
export function onDefaultChanged(track: MediaStreamTrack, signal: AbortSignal, changed: () => void): void {
  const compare = async () => {
    const devices = await mediaDevices().enumerateDevices();
    const preferred = devices.find(({kind, deviceId}) => kind === 'audioinput' && deviceId === 'default');
    const {groupId} = track.getSettings();
    if (!signal.aborted && preferred?.groupId && groupId && preferred.groupId !== groupId) changed();
  };
  listen(mediaDevices(), 'devicechange', () => void compare().catch(() => {}), {signal});
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

/** Whether the page may ask for a microphone. Some browsers do not tell; they are taken to allow it. */
export function isAllowedByPolicy(): boolean {
  type Policy = {allowsFeature?(name: string): boolean}; // an image of the page may have that name
  const {permissionsPolicy, featurePolicy} = document as {permissionsPolicy?: Policy; featurePolicy?: Policy};
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature?.('microphone') ?? true;
}
