import {html, nothing, type TemplateResult} from 'lit';
import type {FramePieces, View} from '../frame-pieces.js';
import type {PanelState} from '../state/panel-state.js';
import type {Popup} from '../state/popups.js';
import {captionsView, ownWordsView} from './captions-view.js';
import {footerView} from './footer-view.js';
import {noticesView} from './notices-view.js';
import {settingsButton} from './settings-button.js';
import {statusView} from './status-view.js';
import {transcriptView} from './transcript-view.js';

const VIEWS: Readonly<Record<Popup, View>> = {
  more: 'settings',
  microphones: 'settings',
  speakers: 'settings',
  languages: 'settings',
  check: 'settings',
  transcript: 'conversation',
};

/** Questions are offered while nobody speaks or waits for an answer. */
const talkOf = ({transcript: {isEmpty, lines, partial}, host}: PanelState) => ({
  isEmpty,
  isAnswered: lines.at(-1)?.role === 'avatar' && partial.length === 0 && !host.speaking,
});

/** The settings are on their way. */
const loadingView = ({words}: PanelState): TemplateResult =>
  html`<div class="cards"><p class="muted">${words.text('loading')}</p></div>`;

/** Everything around the picture of a live avatar. */
export function livePieces(state: PanelState): Omit<FramePieces, 'announcements' | 'header'> {
  const {host, layout, frame} = state;
  const {current: popup} = state.popups;
  const view = popup ? VIEWS[popup] : 'none';
  const isBelow = frame.isStageLow && layout !== 'overlay';
  const captions = popup === 'transcript' ? nothing : captionsView(state);
  return {
    view,
    layout,
    stage: html`${statusView(state)} ${state.hasHeader ? nothing : settingsButton(state)}
    ${state.exchange.waiting ? ownWordsView(state) : isBelow ? nothing : captions}
    ${host.mini?.view() ?? nothing}`,
    panel: html`${state.settings?.render() ?? (popup === 'more' ? loadingView(state) : nothing)}
    ${popup === 'transcript' ? transcriptView(state) : nothing}`,
    strip: html`${isBelow ? captions : nothing}
      <div class="strips">
        ${noticesView(state)}
        ${layout === 'overlay' || view === 'settings' ? nothing : host.extras.chips(talkOf(state))}
      </div>`,
    footer: footerView(state),
  };
}
