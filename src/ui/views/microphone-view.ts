import {html, nothing, type TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import {microphoneIcon, microphoneOffIcon} from './icons.js';

/** The microphone button. */
export function microphoneView(state: PanelState): TemplateResult {
  return html`<div class="mic">${state.host.pushToTalk ? holdButton(state) : toggleButton(state)}</div>`;
}

function toggleButton(state: PanelState): TemplateResult {
  const {host, words} = state;
  // A press while the browser asks gives up: some browsers ask without showing it.
  const isOpen = host.microphoneOpen || state.session.microphoneAsking;
  const name = words.text(isOpen ? 'microphoneOff' : 'microphoneOn');
  return html`<button
    class="round level"
    part="microphone"
    title=${name}
    ?data-primary=${!host.chat}
    ?data-on=${isOpen}
    @click=${() => void state.attempt('microphone', () => (isOpen ? host.stopMicrophone() : host.startMicrophone()))}
  >
    ${isOpen ? microphoneIcon : microphoneOffIcon}<span class="name">${name}</span>
  </button>`;
}

/** Held by pointer, space bar or Enter. Whatever ends the hold counts as a release, but sliding off cancels. */
function holdButton(state: PanelState): TemplateResult {
  const {host, words, session, button} = state;
  const {microphoneAsking} = session;
  const name = words.text(microphoneAsking ? 'microphoneOff' : button.held ? 'releaseToSend' : 'holdToTalk');
  const change = (work: () => void) => {
    work();
    host.requestUpdate();
  };
  const press = (by: 'pointer' | 'key', pointerId?: number) =>
    microphoneAsking
      ? void state.attempt('microphone', () => host.stopMicrophone())
      : change(() => button.press(by, pointerId));
  const release = () => button.held && change(() => button.release());
  const onPointer = ({currentTarget, pointerId, button: which}: PointerEvent) => {
    if (which > 0) return;
    (currentTarget as HTMLElement).setPointerCapture(pointerId);
    press('pointer', pointerId);
  };
  const onMove = (event: PointerEvent) => {
    if (button.held === 'pointer')
      change(() => button.move(event, (event.currentTarget as HTMLElement).getBoundingClientRect()));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.type === 'keyup') release();
    else if (!event.repeat) press('key');
  };
  return html`<button
    class="round level hold"
    part="microphone"
    ?data-primary=${!host.chat}
    title=${name}
    @pointerdown=${onPointer}
    @pointermove=${onMove}
    @lostpointercapture=${release}
    @keydown=${onKey}
    @keyup=${onKey}
    @blur=${release}
    @contextmenu=${(event: Event) => event.preventDefault()}
  >
    ${microphoneIcon}
    <span class="name"
      >${name}
      ${
        button.held === 'pointer' && !microphoneAsking
          ? html`<small part="slide-hint">${words.text('slideToCancel')}</small>`
          : nothing
      }</span
    >
  </button>`;
}

/** Drawn a little later: a browser that knows the answer asks nobody. */
export function askingView({
  words,
  session,
}: Pick<PanelState, 'words' | 'session'>): TemplateResult | typeof nothing {
  if (!session.microphoneAsking) return nothing;
  return html`<p class="asking" part="microphone-asking">${words.text('microphoneAsking')}</p>`;
}
