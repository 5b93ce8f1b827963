import type {AvatarErrorCode} from '../../session/error-sentences.js';
import type {EndReason} from '../../session/session-state.js';
import type {StringKey} from '../strings.js';

/** What a visitor can make of an end. */
export const END_WORDS: Readonly<Record<EndReason, StringKey>> = {
  stopped: 'endedStopped',
  aborted: 'endedStopped',
  removed: 'endedStopped',
  'page-hidden': 'endedStopped',
  'far-end': 'endedFarEnd',
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

/** What a visitor can make of something that went wrong while the conversation goes on. */
const NOTICE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  'microphone-refused': 'microphoneRefused',
  'microphone-missing': 'microphoneMissing',
  'microphone-in-use': 'microphoneInUse',
  'microphone-insecure': 'microphoneBlocked',
  'microphone-blocked': 'microphoneBlocked',
  'push-to-talk-failed': 'microphoneBlocked',
  'bad-config': 'microphoneBlocked',
  'connection-lost': 'failedLost',
};

export const noticeKey = (code: AvatarErrorCode): StringKey => NOTICE_WORDS[code] ?? 'speechFailed';
