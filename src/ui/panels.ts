import {html, nothing, type TemplateResult} from 'lit';
import type {AvatarErrorCode} from '../session/avatar-error.js';
import type {EndReason, StartStep} from '../session/session-state.js';
import {mutedIcon, restartIcon, soundIcon, stopIcon} from './icons.js';
import type {PanelView} from './panel-view.js';
import type {StringKey} from './strings.js';

export {panelStyles} from './panels.styles.js';

const STEP_WORDS: Readonly<Record<StartStep, StringKey>> = {
  token: 'stepToken',
  session: 'stepSession',
  connection: 'stepConnection',
  picture: 'stepPicture',
};

const END_WORDS: Readonly<Record<EndReason, StringKey>> = {
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
  'token-unreachable': 'failedNetwork',
  unreachable: 'failedNetwork',
  timeout: 'failedNetwork',
  'connection-failed': 'failedNetwork',
  'load-failed': 'failedNetwork',
  'connection-lost': 'failedLost',
  unsupported: 'failedBrowser',
};

/** Everything over the picture but the start button, by the session's state. */
export function renderPanels(view: PanelView): TemplateResult | typeof nothing {
  const {state, words, step} = view;
  switch (state) {
    case 'idle':
      return nothing;
    case 'connecting':
      return waiting(
        words[STEP_WORDS[step]],
        button(view.words.cancel, () => view.stop()),
      );
    case 'stopping':
      return waiting(words.stopping);
    case 'live':
    case 'reconnecting':
      return live(view);
    case 'ended':
      return over(view, words[END_WORDS[view.endReason ?? 'stopped']], words.restart);
    case 'failed':
      return over(view, words[(view.error && FAILURE_WORDS[view.error.code]) ?? 'failed'], words.retry);
  }
}

function waiting(message: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="veil" part="progress">
    <span class="spinner" part="spinner"></span>
    <p role="status">${message}</p>
    ${action}
  </div>`;
}

function live(view: PanelView): TemplateResult {
  const {state, words, blocked} = view;
  return html`
    ${state === 'reconnecting' ? html`<p class="banner" part="banner" role="status">${words.reconnecting}</p>` : nothing}
    ${
      blocked
        ? html`<button class="unlock" part="unlock" @click=${() => view.unlock()}>
            ${mutedIcon} ${blocked === 'sound' ? words.tapForSound : words.tapToPlay}
          </button>`
        : nothing
    }
    <div class="controls" part="controls" role="group" aria-label=${words.label}>
      ${view.controls ? muteButton(view) : nothing}
      <button
        class="round"
        part="stop"
        aria-label=${words.stop}
        title=${words.stop}
        data-primary
        @click=${view.stop}
      >
        ${stopIcon}
      </button>
    </div>
  `;
}

function muteButton({muted, words, setMuted}: PanelView): TemplateResult {
  const name = muted ? words.unmute : words.mute;
  return html`<button
    class="round"
    part="mute"
    aria-label=${name}
    title=${name}
    @click=${() => setMuted(!muted)}
  >
    ${muted ? mutedIcon : soundIcon}
  </button>`;
}

function over({error, words, start}: PanelView, message: string, again: string): TemplateResult {
  return html`<div class="veil" part="message">
    <p role=${error ? 'alert' : 'status'}>${message}</p>
    <button class="primary" part="restart" data-primary @click=${start}>${restartIcon} ${again}</button>
    ${
      error
        ? html`<details part="details">
            <summary>${words.details}</summary>
            <p>${error.message} <code>${error.code}${error.status ? ` · ${error.status}` : nothing}</code></p>
          </details>`
        : nothing
    }
  </div>`;
}

function button(label: string, act: () => void): TemplateResult {
  return html`<button class="quiet" part="cancel" data-primary @click=${act}>${label}</button>`;
}
