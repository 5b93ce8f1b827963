import type {ReactiveController} from 'lit';
import {listen} from '../../session/util/listen.js';
import type {PanelState} from './panel-state.js';

/** A loudspeaker or headset that the visitor can choose; an empty id is the system's own choice. */
export interface SpeakerDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** Chromium's entry for the system's own choice. */
const DEFAULT = 'default';

/**
 * The loudspeaker that plays the avatar's voice. The choice holds for all sessions of the element on this page; it is not stored: the
 * browser gives devices other names as soon as it forgets what the page may use. WebKit lets no page choose.
 */
export class Loudspeaker implements ReactiveController {
  readonly #state: PanelState;
  #devices: readonly SpeakerDevice[] = [];
  #deviceId = '';
  #life: AbortController | undefined;
  #wasOpen = false;

  constructor(state: PanelState) {
    this.#state = state;
    state.host.addController(this);
  }

  hostConnected(): void {
    if (!('setSinkId' in this.#state.host.video) || !mediaDevices()) return;
    const {signal} = (this.#life = new AbortController());
    listen(mediaDevices(), 'devicechange', () => void this.#refresh(), {signal});
    void this.#refresh();
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#life = undefined;
  }

  /** Chromium names the devices once the visitor has allowed a microphone. */
  hostUpdated(): void {
    const {microphoneOpen} = this.#state.host;
    if (microphoneOpen && !this.#wasOpen && this.#life) void this.#refresh();
    this.#wasOpen = microphoneOpen;
  }

  /** The loudspeakers that the browser names, without the system's own choice. */
  get devices(): readonly SpeakerDevice[] {
    return this.#devices;
  }

  /** The chosen one, or an empty text for the system's own choice. */
  get deviceId(): string {
    return this.#deviceId;
  }

  /** Its name; empty for the system's own choice. */
  get label(): string {
    return this.#devices.find(({deviceId}) => deviceId === this.#deviceId)?.label ?? '';
  }

  /** Whether the browser has a list of its own, which it shows when asked for: Firefox does. */
  get hasBrowserList(): boolean {
    return mediaDevices()?.selectAudioOutput !== undefined;
  }

  /** Whether there is a choice at all. */
  get isOffered(): boolean {
    return this.#life !== undefined && (this.#devices.length > 0 || this.hasBrowserList);
  }

  /** Plays the voice there. A device that refuses leaves the sound where it is, and a notice says so. */
  async choose(deviceId: string): Promise<void> {
    try {
      await this.#state.host.video.setSinkId(deviceId);
      this.#deviceId = deviceId;
    } catch {
      this.#state.notice = 'speakerFailed';
    }
    this.#state.host.requestUpdate();
  }

  /** Has the browser show its own list. Call it within the visitor's press. A visitor who picks none changes nothing. */
  async chooseInBrowser(): Promise<void> {
    try {
      const picked = await mediaDevices()?.selectAudioOutput?.();
      if (!picked) return;
      await this.#refresh();
      await this.choose(picked.deviceId);
    } catch {
      // They have closed it.
    }
  }

  async #refresh(): Promise<void> {
    const all = await mediaDevices()
      ?.enumerateDevices()
      .catch(() => []);
    if (!all || !this.#life) return;
    this.#devices = all
      .filter(
        ({kind, deviceId, label}) => kind === 'audiooutput' && deviceId && deviceId !== DEFAULT && label,
      )
      .map(({deviceId, label}) => ({deviceId, label}));
    const isGone = this.#deviceId !== '' && !this.#devices.some(({deviceId}) => deviceId === this.#deviceId);
    if (isGone) {
      await this.choose('');
      this.#state.notice = 'speakerLost';
    }
    this.#state.host.requestUpdate();
  }
}

/** Not on a plain http page. `selectAudioOutput` is missing in most browsers. */
const mediaDevices = () =>
  (navigator as {mediaDevices?: MediaDevices & {selectAudioOutput?: () => Promise<MediaDeviceInfo>}})
    .mediaDevices;
