import type {AvatarErrorCode} from '../../session/errors/error-messages.js';
import {EXTRAS_STRINGS} from './extras-strings.js';
import type {SETTINGS_STRINGS} from './settings-strings.js';
import {START_STRINGS} from './start-strings.js';

/** A text. One with a number `{n}` may have a form for each plural category of the language; `other` is required. */
export type Words = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** Every text that the element shows without the settings, and every name of a control, in English, by its key in `strings`. */
export const STRINGS = {
  ...START_STRINGS,
  /** The tooltip of the badge on an avatar that runs in the sandbox. */
  previewHint: 'A stand-in for the avatar: no account, no cost.',
  ...EXTRAS_STRINGS,
  cancel: 'Cancel',
  stop: 'End the conversation',
  /** What the avatar does now, on the picture. */
  statusConnecting: 'Connecting…',
  /** In the queue for a free avatar. */
  statusWaiting: 'Waiting',
  statusListening: 'Listening',
  statusSpeaking: 'Speaking',
  statusThinking: 'Thinking',
  statusMuted: 'Muted',
  aiAssistant: 'AI assistant',
  /** The name of the bar of controls. */
  controls: 'Controls',
  mute: 'Mute the avatar',
  unmute: 'Unmute the avatar',
  volume: 'Volume',
  showCaptions: 'Show captions',
  hideCaptions: 'Hide captions',
  microphoneOn: 'Turn the microphone on',
  microphoneOff: 'Turn the microphone off',
  /** While the browser asks the visitor whether the page may use the microphone. */
  microphoneAsking: 'Your browser is asking for the microphone.',
  /** The microphone button where the visitor holds it to talk. */
  holdToTalk: 'Hold to talk',
  /** The same button while it is held, and under it how to take back what was said. */
  releaseToSend: 'Release to send',
  slideToCancel: 'Slide off to cancel',
  chooseMicrophone: 'Choose a microphone',
  /** The entry in the list of microphones that leaves the choice to the system. */
  systemMicrophone: 'System default',
  interrupt: 'Interrupt the avatar',
  fullscreen: 'Full screen',
  exitFullscreen: 'Leave full screen',
  pictureInPicture: 'Picture in picture',
  exitPictureInPicture: 'Leave picture in picture',
  /** Takes the consent back, which ends the conversation. */
  withdrawConsent: 'Withdraw my consent',
  /** The settings: the button that opens them, and their title. */
  more: 'Settings',
  /** Says what is wrong with the network, the browser or the microphone: in the settings, and after a failure. */
  checkConnection: 'Check the connection',
  transcript: 'Transcript',
  showTranscript: 'Show the transcript',
  hideTranscript: 'Hide the transcript',
  /** While nothing has been said: with a microphone, and without one. */
  transcriptEmpty: 'Ask anything, by voice or text.',
  transcriptEmptyText: 'Ask anything.',
  /** Leads the visitor, who reads further up, to the newest message. */
  newMessage: 'New message',
  copyTranscript: 'Copy',
  copied: 'Copied',
  downloadTranscript: 'Save transcript',
  /** The forms in which the transcript can be saved. */
  saveText: 'Text',
  saveSubtitles: 'Subtitles (WebVTT)',
  saveData: 'Data (JSON)',
  /** Above the lines of this conversation in the transcript, where an earlier one stands before it. */
  thisTalk: 'This conversation',
  /** Of a link in the transcript. */
  newTab: 'opens in a new tab',
  /** After a line of the transcript that was cut off. */
  interrupted: 'interrupted',
  /** Under a message that could not be sent, before the button that tries again. */
  notSent: 'Not sent.',
  /** The name of the text box. */
  message: 'Your message',
  messageHint: 'Type a message…',
  messageHintNamed: 'Message {name}',
  /** The hint in a text box that has no room for the other. */
  messageHintShort: 'Message',
  send: 'Send',
  /** The names of the clock in the bar: without a limit, and with one. */
  elapsed: 'Time so far',
  remaining: 'Time left',
  timeWarning: {one: 'Only {n} second left', other: 'Only {n} seconds left'},
  idleQuestion: 'Are you still there?',
  idleHint: {one: 'The conversation ends in {n} second.', other: 'The conversation ends in {n} seconds.'},
  stay: 'I am still here',
  tapForSound: 'Tap for sound',
  tapToPlay: 'Tap to play',
  /** The title while a session starts. */
  starting: 'The avatar is on the way',
  startingNamed: '{name} is on the way',
  /** While the page decides whether the conversation may start. */
  held: 'One moment…',
  /** The page has not let the conversation start. */
  startRefused: 'The conversation was not started.',
  /** All avatars are busy, and the start waits for one. */
  queue: 'Everyone is busy just now. You are in the queue.',
  /** Before the time that the visitor has waited in the queue. */
  queueTime: 'Time waited:',
  /** The title of a tab in the background, when the queue is over. */
  yourTurn: 'It is your turn',
  stepToken: 'One moment',
  stepSession: 'Calling the avatar',
  stepSessionNamed: 'Calling {name}',
  stepConnection: 'Connecting',
  stepPicture: 'Almost there',
  reconnecting: 'Reconnecting…',
  stopping: 'Ending…',
  restart: 'Talk again',
  /** Before the length of a conversation that has ended. */
  talkLength: 'Length:',
  /** The question for a rating, the name of each rating, the box for a comment, and the answer to it. */
  feedbackTitle: 'How was it?',
  stars: {one: '{n} star', other: '{n} stars'},
  feedbackComment: 'What should we know? (optional)',
  feedbackThanks: 'Thank you for your feedback.',
  retry: 'Try again',
  endedStopped: 'The conversation has ended.',
  endedServer: 'The avatar has left the conversation.',
  endedIdle: 'The conversation ended because nothing happened for a while.',
  endedTime: 'The time for this conversation is over.',
  endedReplaced: 'The conversation goes on in another window.',
  failed: 'The avatar could not start.',
  failedLost: 'The connection was lost.',
  failedBusy: 'All avatars are busy right now. Please try again in a moment.',
  failedCredits: 'The avatar is not available at the moment.',
  failedRefused: 'The avatar was not allowed to start.',
  failedRetired: 'This avatar is out of date. The owner of this site has to renew it.',
  failedBrowser: 'This browser cannot show the avatar.',
  /** Failures that do not end the conversation. */
  speechFailed: 'The avatar could not answer that. Please try again.',
  microphoneRefused: 'The microphone is not allowed. Allow it in your browser, or type instead.',
  microphoneMissing: 'No microphone was found. Connect one, or type instead.',
  microphoneInUse: 'The microphone is busy. Close other programs that use it, or type instead.',
  microphoneBlocked: 'This page may not use the microphone. You can type instead.',
  microphoneInsecure: 'The microphone needs a secure page. Open this one with https, or type instead.',
  microphoneUnheard: 'The avatar cannot hear in this conversation. You can type instead.',
  microphoneFailed: 'The microphone could not be turned on. Try again, or type instead.',
  microphoneUnsupported: 'This browser offers no microphone. Use another one, or type instead.',
  /** The chosen loudspeaker is not there any more, or refuses. */
  speakerLost: 'The loudspeaker is gone. You hear the avatar on the default one.',
  speakerFailed: 'The loudspeaker could not be changed.',
  pushToTalkFailed: 'The avatar did not hear that. Hold the button again, or type instead.',
  stayFailed: 'That did not reach the avatar. Please try again.',
  actionFailed: 'That did not work. Please try again.',
  dismiss: 'Dismiss',
  /** The button that makes the panel of a floating avatar larger, and smaller again. */
  expand: 'Make larger',
  shrink: 'Make smaller',
  /** The launcher: the button in a corner that opens a floating avatar. */
  open: 'Talk to the avatar',
  openNamed: 'Talk to {name}',
  close: 'Close',
  /** The small button that hides the launcher for this visit. */
  hide: 'Hide the avatar',
  /** The buttons of the mini player. */
  miniBack: 'Back to the avatar',
  miniClose: 'Close the small picture',
  miniCorner: 'Move to another corner',
  /** Of the button that is the picture: for the arrow keys. */
  miniMove: 'The arrow keys move it to another corner.',
} as const satisfies Record<string, Words>;

/** The key of a visible text. The English texts of the settings are loaded with these. */
export type StringKey = keyof typeof STRINGS | keyof typeof SETTINGS_STRINGS;

/** All texts in one language. */
export type Strings = Readonly<Record<StringKey, Words>>;

/** The page's own texts, by key. The key `error-…` replaces the site owner's sentence for an error code. */
export type StringOverrides = Partial<Record<StringKey | `error-${AvatarErrorCode}`, Words>>;
