import type {AvatarErrorCode} from '../../session/errors/error-messages.js';
import type {EndReason} from '../../session/session-state.js';
import type {StringKey} from '../locales/strings.js';

/** What a visitor can make of an end. */
export const END_WORDS: Readonly<Record<EndReason, StringKey>> = {
  stopped: 'endedStopped',
  aborted: 'endedStopped',
  removed: 'endedStopped',
  'page-hidden': 'endedStopped',
  server: 'endedServer',
  'idle-timeout': 'endedIdle',
  'time-limit': 'endedTime',
  'no-credits': 'failedCredits',
  replaced: 'endedReplaced',
  error: 'failed',
};

/** What a visitor can make of a failure; the sentence for the site owner stands below. */
const FAILURE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  'concurrency-limit': 'failedBusy',
  'rate-limited': 'failedBusy',
  'no-credits': 'failedCredits',
  unauthorized: 'failedRefused',
  forbidden: 'failedRefused',
  'token-refused': 'failedRefused',
  retired: 'failedRetired',
  'token-unreachable': 'failedNetwork',
  unreachable: 'failedNetwork',
  timeout: 'failedNetwork',
  'connection-failed': 'failedNetwork',
  'load-failed': 'failedNetwork',
  'connection-lost': 'failedLost',
  unsupported: 'failedBrowser',
};

export const failureKey = (code: AvatarErrorCode): StringKey => FAILURE_WORDS[code] ?? 'failed';

/** What the visitor asked for when something went wrong. */
export type Doing = 'answer' | 'interrupt' | 'microphone' | 'stay';

/** What a visitor can make of something that went wrong while the conversation goes on. */
const NOTICE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  'microphone-refused': 'microphoneRefused',
  'microphone-missing': 'microphoneMissing',
  'microphone-in-use': 'microphoneInUse',
  'microphone-insecure': 'microphoneInsecure',
  'microphone-blocked': 'microphoneBlocked',
  'push-to-talk-failed': 'pushToTalkFailed',
  'speech-failed': 'speechFailed',
  'bad-text': 'speechFailed',
  'connection-lost': 'failedLost',
};

/** The same for codes that say something else of a microphone. */
const MICROPHONE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  'bad-config': 'microphoneUnheard',
  unsupported: 'microphoneUnsupported',
};

const DOING_WORDS: Readonly<Record<Doing, StringKey>> = {
  answer: 'speechFailed',
  interrupt: 'actionFailed',
  microphone: 'microphoneFailed',
  stay: 'stayFailed',
};

/** By the code where it says enough, else by what the visitor was about to do. */
export function noticeKey(code: AvatarErrorCode, doing?: Doing): StringKey {
  const ofMicrophone = doing === 'microphone' ? MICROPHONE_WORDS[code] : undefined;
  return ofMicrophone ?? NOTICE_WORDS[code] ?? (doing ? DOING_WORDS[doing] : 'actionFailed');
}
