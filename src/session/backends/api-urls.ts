import type {BackendName} from './backend.js';

/** HeyGen's own address of each API. */
export const API_URLS: Readonly<Record<BackendName, string>> = {
  streaming: 'https://api.heygen.com',
  liveavatar: 'https://api.liveavatar.com',
};
