import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import type {StringKey} from '../locales/strings.js';

/**
 * What the avatar does now, and that it is an AI, on a chip in the corner of the picture. Screen readers have it from the
 * announcements. A floating avatar has it in its header.
 */
export function statusView(state: PanelState): TemplateResult | typeof nothing {
  const {words} = state;
  const status = statusKey(state);
  if (!status || state.hasHeader) return nothing;
  return html`<p class="chip" part="status" aria-hidden="true" data-status=${status}>
    <i class="dot"></i><span>${words.text(status)}</span>
    ${status === 'aiAssistant' ? nothing : html`<span class="ai">${words.text('aiAssistant')}</span>`}
  </p>`;
}

/** The word for what the avatar does now; `null` where there is no session. */
export function statusKey({host, session, exchange}: PanelState): StringKey | null {
  switch (host.state) {
    case 'connecting':
      return session.step === 'queue' ? 'statusWaiting' : 'statusConnecting';
    case 'reconnecting':
      return 'reconnecting';
    case 'stopping':
      return 'stopping';
    case 'live':
      if (host.speaking) return 'statusSpeaking';
      if (exchange.isThinking) return 'statusThinking';
      if (!host.microphoneOpen) return 'aiAssistant'; // it does not listen, and its rest has no name
      return host.microphoneOpen && host.microphoneMuted && !host.pushToTalk
        ? 'statusMuted'
        : 'statusListening';
    default:
      return null;
  }
}
