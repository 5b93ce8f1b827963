import {html, nothing, type TemplateResult} from 'lit';
import type {Popup} from '../state/popups.js';

/** A round button of the bar. */
export interface Control {
  readonly part: string;
  /** Says what a press does. */
  readonly name: string;
  readonly icon: unknown;
  /** Highlights the button, while a press would turn something off. */
  readonly isOn?: boolean;
  /** Nothing happens at a press for now. The button can still have the focus, which would be lost otherwise. */
  readonly isDisabled?: boolean;
  readonly opens?: Popup;
  readonly act: () => void;
}

/** It has no `aria-pressed`: its name changes with its state. */
export function controlView({
  part,
  name,
  icon,
  isOn,
  isDisabled = false,
  opens,
  act,
}: Control): TemplateResult {
  return html`<button
    class="round"
    part=${part}
    title=${name}
    ?data-on=${isOn}
    data-opens=${opens ?? nothing}
    aria-disabled=${isDisabled || nothing}
    @click=${() => isDisabled || act()}
  >
    ${icon}<span class="name">${name}</span>
  </button>`;
}
