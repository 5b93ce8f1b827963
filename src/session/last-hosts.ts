import type {BackendName} from './backends/backend.js';

/**
 * What the newest session of this page was connected to. It lives as long as the page: kept on the visitor's device, it would need
 * their consent, and it only saves time.
 */
export const lastHosts: {backend?: BackendName; apiUrl?: string; roomUrl?: string} = {};
