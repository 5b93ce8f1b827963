import type {AvatarError} from '../../session/errors/avatar-error.js';
import type {AvatarErrorCode} from '../../session/errors/error-messages.js';
import type {EndReason} from '../../session/session-state.js';
import type {StringKey} from '../locales/strings.js';

/** What the ended view says about each reason. */
export const END_WORDS: Readonly<Record<EndReason, StringKey>> = {
  stopped: 'endedStopped',
  aborted: 'endedStopped',
  removed: 'endedStopped',
  hidden: 'endedStopped',
  'page-hidden': 'endedStopped',
  server: 'endedServer',
  'idle-timeout': 'endedIdle',
  'time-limit': 'endedTime',
  'no-credits': 'failedCredits',
  replaced: 'endedReplaced',
  error: 'failed',
};

/** Why there is no microphone; it ends a start that was made for the microphone alone, and no conversation. */
const NO_MICROPHONE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  'microphone-refused': 'microphoneRefused',
  'microphone-missing': 'microphoneMissing',
  'microphone-in-use': 'microphoneInUse',
  'microphone-insecure': 'microphoneInsecure',
  'microphone-blocked': 'microphoneBlocked',
};

/** What the failed view tells the visitor. The sentence for the site owner stands below it. */
const FAILURE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  ...NO_MICROPHONE_WORDS,
  'start-refused': 'startRefused',
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

/**
 * What no second try of the visitor can mend: the browser stays the same, and so does what the owner's account is. All other
 * failures pass, or the page or its server may change what caused them while it is open.
 */
const FINAL: ReadonlySet<AvatarErrorCode> = new Set<AvatarErrorCode>(['unsupported', 'retired']);

export const canRetry = (code: AvatarErrorCode): boolean => !FINAL.has(code);

export const failureKey = (code: AvatarErrorCode): StringKey => FAILURE_WORDS[code] ?? 'failed';

/** Whether the visitor's network, browser or microphone may be the cause, and a check of the connection may tell. */
export const isOfConnection = (code?: AvatarErrorCode): boolean =>
  code !== undefined && ['failed', 'failedNetwork', 'failedLost'].includes(failureKey(code));

/** Why the session is over; or that the page has not let the next one begin. */
export const endKey = ({
  error,
  endReason,
}: {
  error: AvatarError | null;
  endReason: EndReason | null;
}): StringKey => (error?.code === 'start-refused' ? 'startRefused' : END_WORDS[endReason ?? 'stopped']);

/** What the visitor tried to do when something failed. */
export type VisitorAction = 'answer' | 'interrupt' | 'microphone' | 'stay';

/** What a notice tells the visitor about a failure that does not end the conversation. */
const NOTICE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  ...NO_MICROPHONE_WORDS,
  'push-to-talk-failed': 'pushToTalkFailed',
  'speech-failed': 'speechFailed',
  'bad-text': 'speechFailed',
  'connection-lost': 'failedLost',
};

/** Codes that mean something else when the visitor turns the microphone on. */
const MICROPHONE_WORDS: Partial<Record<AvatarErrorCode, StringKey>> = {
  'bad-config': 'microphoneUnheard',
  unsupported: 'microphoneUnsupported',
};

const ACTION_WORDS: Readonly<Record<VisitorAction, StringKey>> = {
  answer: 'speechFailed',
  interrupt: 'actionFailed',
  microphone: 'microphoneFailed',
  stay: 'stayFailed',
};

/** The words for the error code, or else for what the visitor tried to do. */
export function noticeKey(code: AvatarErrorCode, action?: VisitorAction): StringKey {
  const ofMicrophone = action === 'microphone' ? MICROPHONE_WORDS[code] : undefined;
  return ofMicrophone ?? NOTICE_WORDS[code] ?? (action ? ACTION_WORDS[action] : 'actionFailed');
}
