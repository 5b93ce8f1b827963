import {html, nothing, type TemplateResult} from 'lit';
import type {Popup} from '../state/popups.js';
import {nextIcon, previousIcon} from './settings-icons.js';

/** A row of the settings. */
interface Row {
  readonly part: string;
  readonly icon: unknown;
  readonly name: string;
}

/** A row that turns something on and off. */
export const switchRow = ({
  part,
  icon,
  name,
  isOn,
  flip,
}: Row & {isOn: boolean; flip: () => void}): TemplateResult =>
  html`<button class="row" part=${part} role="switch" aria-checked=${isOn} @click=${flip}>
    ${icon}<span class="label">${name}</span><i class="switch"></i>
  </button>`;

/** A row that does something. */
export const actionRow = ({part, icon, name, act}: Row & {act: () => void}): TemplateResult =>
  html`<button class="row" part=${part} @click=${act}>${icon}<span class="label">${name}</span></button>`;

/** A row that opens a view of its own; its name and what is chosen there are read as one. */
export const openingRow = ({
  part,
  icon,
  name,
  value,
  opens,
  act,
}: Row & {value?: string; opens: Popup; act: () => void}): TemplateResult =>
  html`<button class="row" part=${part} data-opens=${opens} @click=${act}>
    ${icon}<span class="label">${name}</span>${value ? html`<span class="value">${value}</span>` : nothing}
    <span class="next">${nextIcon}</span>
  </button>`;

/** A view of its own that opens from a row. */
export interface SettingsPage {
  readonly popup: Popup;
  readonly part: string;
  readonly title: string;
  /** The name of the button that leads back. */
  readonly back: string;
  readonly onBack: () => void;
}

export const settingsPage = (
  {popup, part, title, back, onBack}: SettingsPage,
  content: unknown,
): TemplateResult =>
  html`<div class="devices" part=${part} data-popup=${popup} role="group" aria-label=${title}>
    ${titleRow(title, back, onBack)} ${content}
  </div>`;

/** The title of a view of the settings, and the button that leads back. */
export const titleRow = (name: string, back: string, act: () => void): TemplateResult =>
  html`<div class="title-row" part="settings-header">
    <button class="bare" part="settings-back" aria-label=${back} title=${back} @click=${act}>
      ${previousIcon}
    </button>
    <h2 part="settings-title">${name}</h2>
  </div>`;
