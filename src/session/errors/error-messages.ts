import {ENTRY_ERROR_MESSAGES} from './entry-error-messages.js';
import {ROOM_ERROR_MESSAGES} from './room-error-messages.js';
import {STREAM_ERROR_MESSAGES} from './stream-error-messages.js';

/**
 * The error codes, each with its default message. A program decides by the code; the message tells a site owner what happened
 * and what to do.
 */
export const ERROR_MESSAGES = {
  ...ENTRY_ERROR_MESSAGES,
  /** An attribute, property or argument has a value that cannot be used. */
  'bad-config': 'The avatar is not set up correctly. Check its attributes.',
  /** The page has refused the start: a listener of `avatar-beforestart` prevented it, or what it waited for rejected. */
  'start-refused':
    'The page has refused the start: a listener of avatar-beforestart called preventDefault(), or its promise rejected or was false.',
  /** The page does not show the element, so no session was made that nobody would see. */
  hidden:
    'The avatar is hidden, so no session was started. Show it before start(), or up to five seconds later: open its dialog, or remove what hides it.',
  /** What `speakAudio` got is no sound, is empty or a file with a header, or is a stream that somebody else reads. */
  'bad-audio': 'The avatar needs PCM samples, an AudioBuffer, or a stream of these that nobody else reads.',
  /** The browser has no WebRTC, or lacks another feature that the avatar needs. */
  unsupported: 'This browser cannot show the avatar: it has no WebRTC. Use a current browser.',
  /** The token endpoint could not be reached: network, CORS or a wrong URL. */
  'token-unreachable':
    'The token endpoint could not be reached. Check token-url, that the server is up, and its CORS headers if it is on another origin.',
  /** The token endpoint answered with an error status. */
  'token-refused': 'The token endpoint refused to give a token. Check that server’s log and its API key.',
  /** The token endpoint’s response has no token, or the token provider returned none. */
  'token-invalid':
    'The token endpoint’s reply holds no token. It should be JSON like {"token": "…"}, or the bare token as text.',
  /** HeyGen does not accept the token (401). */
  unauthorized:
    'HeyGen did not accept the token: it is wrong, has been used before, or has expired. The token endpoint must make a new one for every session.',
  /** HeyGen accepts the token but not the request (403). */
  forbidden:
    'HeyGen does not allow this account to do that. Check the plan and permissions of the API key’s account.',
  /** HeyGen has retired this API (410). */
  retired:
    'HeyGen has retired the streaming API that this token belongs to. Move to LiveAvatar: create an account there and let the token endpoint return a LiveAvatar session token; the page stays as it is.',
  /** There is no avatar of that id, or it cannot be used for streaming. */
  'avatar-not-found':
    'HeyGen has no such avatar for streaming. Check avatar-id, and that the avatar is an interactive one that this account may use.',
  /** HeyGen refuses a setting of the session (400). */
  'bad-request': 'HeyGen refused a setting of the session. Check the element’s attributes.',
  /** As many sessions are open as the account may have at once. */
  'concurrency-limit':
    'All of the account’s avatar sessions are in use. Try again in a moment, end other sessions, or raise the plan’s limit.',
  /** The account’s credits or trial are used up. */
  'no-credits': 'The HeyGen account has no credits left. Add credits, then try again.',
  /** Too many requests in a short time (429). */
  'rate-limited': 'Too many requests were made in a short time. Try again in a moment.',
  /** HeyGen no longer knows the session. */
  'session-not-found': 'HeyGen no longer knows this session: it has ended. Start a new one.',
  /** HeyGen says that the session is not in the right state for the call. */
  'wrong-state': 'HeyGen says that the session is not in the right state for that. Start a new one.',
  /** HeyGen could not turn the text into speech. */
  'speech-failed':
    'HeyGen could not speak the text. Check voice-id and the voice provider’s key in the HeyGen account.',
  /** The agent behind the session does not take that: ElevenLabs' agents say no given text, and others take no context. */
  'unsupported-by-agent':
    'The agent behind this avatar does not take that. Context and activity are for ElevenLabs agents alone.',
  ...STREAM_ERROR_MESSAGES,
  /** A tool of the page has failed: it threw, was called in a wrong way, or is not registered. */
  'tool-failed': 'A tool of the page has failed.',
  /** HeyGen’s server failed (5xx). */
  'server-error': 'HeyGen’s server has a problem. Try again in a moment.',
  /** HeyGen’s API could not be reached. */
  unreachable:
    'HeyGen could not be reached. Check the connection, api-url, and the page’s Content-Security-Policy (connect-src).',
  /** A response of the API does not have the documented form. */
  protocol: 'HeyGen’s reply is not of the form this element knows. Check api-url.',
  /** The element’s own code has failed. */
  internal:
    'The avatar element itself has failed. Reload the page; if it happens again, report it with the cause of this error.',
  /** A step took longer than its limit. */
  timeout: 'The avatar took too long to answer. Try again.',
  ...ROOM_ERROR_MESSAGES,
  /** The room was joined, but no video arrived. */
  'no-video': 'The avatar’s picture did not arrive. Try again; if it stays away, check avatar-id.',
  /** The visitor, or their browser, has refused the microphone. */
  'microphone-refused':
    'The microphone was not allowed. Allow it in the browser’s address bar, then try again; typing works without it.',
  /** There is no microphone, or not the requested one. */
  'microphone-missing': 'No microphone was found. Connect one, then try again; typing works without it.',
  /** Another program uses the microphone, or the microphone does not work. */
  'microphone-in-use':
    'The microphone could not be opened: another program may be using it. Close that, then try again.',
  /** The microphone was requested on a page that is not served over HTTPS. */
  'microphone-insecure':
    'Browsers give the microphone to secure pages only. Serve this page over HTTPS (or from localhost).',
  /** The page’s Permissions-Policy, or the frame around the page, forbids the microphone. */
  'microphone-blocked':
    'This page may not ask for the microphone: its Permissions-Policy header, or the allow attribute of the frame around it, must name microphone.',
  /** The page does not show the avatar, so the visitor would not see that a microphone is open. */
  'microphone-hidden':
    'The microphone stays closed while the page does not show the avatar. Show the avatar first, then open the microphone.',
  /** HeyGen did not accept a push-to-talk command. */
  'push-to-talk-failed':
    'HeyGen did not take push-to-talk. The session must be made for it: set push-to-talk before the start, and have the token endpoint ask for interactivity_type PUSH_TO_TALK.',
} as const;

/** The closed set of error codes. */
export type AvatarErrorCode = keyof typeof ERROR_MESSAGES;
