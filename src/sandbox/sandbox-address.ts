/** Where the sandbox answers: an origin that can be nobody's, so that what it does not answer goes nowhere. */
export const SANDBOX_HOST = 'sandbox.heygen-avatar.invalid';
export const SANDBOX_ORIGIN = `https://${SANDBOX_HOST}`;
/** Its token endpoint: the `token-url` of a session. */
export const SANDBOX_TOKEN_URL = `${SANDBOX_ORIGIN}/api/avatar-token`;
