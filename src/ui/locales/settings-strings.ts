/** The texts of the settings and of the connection check, which are loaded with these. */
export const SETTINGS_STRINGS = {
  /** The button that goes back to the view before. */
  back: 'Back',
  captions: 'Captions',
  /** The size of captions and conversation, and its steps. */
  textSize: 'Text size',
  textNormal: 'Normal',
  textLarge: 'Large',
  textLargest: 'Very large',
  microphoneLabel: 'Microphone',
  speaker: 'Loudspeaker',
  /** Opens the browser's own list of loudspeakers. */
  speakerOther: 'Choose another one…',
  /** Under a language that was chosen in a conversation. */
  languageNext: 'The avatar speaks it from the next conversation on.',
  newConversation: 'Start a new conversation',
  saveTranscript: 'Save the conversation',
  checkRunning: 'Checking…',
  checkAgain: 'Check again',
  /** What the connection check says of each thing that it has looked at. */
  checkFine: 'Works',
  checkUnknown: 'Could not be checked',
  checkInternet: 'Internet',
  checkOffline: 'You are offline. Check your network connection.',
  checkServer: 'Server of this site',
  checkServerFailed: 'It cannot be reached. Please try again later.',
  checkVideo: 'Live video',
  checkVideoReady: 'The browser is ready. Only a conversation shows whether your network is.',
  checkNoVideo: 'This browser has no live video. Please use another one, or a newer version.',
  checkVideoBlocked: 'A setting or an extension of your browser blocks it, or a VPN.',
  checkNetworkBlocked: 'Your network probably blocks it. Try another network, or switch your VPN off.',
  checkTcp: 'Your network blocks the fast way (UDP). Picture and sound may stall.',
  checkSlow: 'Your network is slow. Picture and sound may stall.',
  checkAsk: 'Your browser will ask you when you turn it on.',
} as const;
