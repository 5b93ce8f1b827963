import {html, nothing, type TemplateResult} from 'lit';
import type {Panels} from '../panels.js';
import {closeIcon} from './icons.js';

/** When the last minute is said to have begun, and from when on every second is shown. */
const LAST_MINUTE = {from: 60, to: 53};
const LAST_SECONDS = 10;

/** What the visitor is to know while the conversation goes on: at the top, over the picture. */
export function noticesView(panels: Panels): TemplateResult {
  const {host, words, notice, idleSeconds} = panels;
  return html`<div class="notices">
    ${
      host.state === 'reconnecting'
        ? html`<p class="banner" part="banner" role="status">${words.say('reconnecting')}</p>`
        : nothing
    }
    ${timeLeft(panels)} ${idleSeconds === null ? nothing : idleQuestion(panels, idleSeconds)}
    ${
      notice
        ? html`<div class="banner notice" part="notice">
            <span role="alert">${words.say(notice)}</span>
            <button
              class="bare"
              part="dismiss"
              aria-label=${words.say('dismiss')}
              title=${words.say('dismiss')}
              @click=${() => panels.dismiss()}
            >
              ${closeIcon}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** The countdown is for the eye; what is announced is the warning alone, not every second. */
function timeLeft({remaining, words, warning}: Panels): TemplateResult {
  const isShown =
    remaining !== null &&
    (remaining <= LAST_SECONDS || (remaining <= LAST_MINUTE.from && remaining > LAST_MINUTE.to));
  return html`<span class="unseen" role="status"
      >${warning === null ? '' : words.say('timeWarning', warning)}</span
    >
    ${
      isShown
        ? html`<p class="banner" part="time-warning" aria-hidden="true">
            ${words.say('timeWarning', Math.ceil(remaining))}
          </p>`
        : nothing
    }`;
}

function idleQuestion(panels: Panels, seconds: number): TemplateResult {
  const {words, host} = panels;
  return html`<div class="banner question" part="idle-question">
    <span role="alert">${words.say('idleQuestion')}</span>
    <span aria-hidden="true">${words.say('idleHint', seconds)}</span>
    <button class="primary" part="stay" @click=${() => panels.act(() => host.keepAlive())}>
      ${words.say('stay')}
    </button>
  </div>`;
}
