import {nothing, type TemplateResult} from 'lit';
import type {Loudspeaker} from '../state/loudspeaker.js';
import type {PanelState} from '../state/panel-state.js';
import type {SettingsText} from '../state/settings-text.js';
import {choiceList} from './choice-list.js';
import {soundIcon} from './icons.js';
import {actionRow} from './setting-row.js';

/** The loudspeakers, of which the visitor chooses one; and the browser's own list, where it has one. */
export function speakerList(state: PanelState, speaker: Loudspeaker, text: SettingsText): TemplateResult {
  const choose = (deviceId: string) => {
    state.popups.close();
    void speaker.choose(deviceId);
  };
  return choiceList({
    popup: 'speakers',
    parts: ['speakers', 'speaker'],
    title: text('speaker'),
    back: text('back'),
    choices: [{deviceId: '', label: text('systemMicrophone')}, ...speaker.devices].map(
      ({deviceId, label}) => ({
        name: label,
        isChosen: deviceId === speaker.deviceId,
        choose: () => choose(deviceId),
      }),
    ),
    onBack: () => state.popups.close(),
    more: speaker.hasBrowserList
      ? actionRow({
          part: 'other-speaker',
          icon: soundIcon,
          name: text('speakerOther'),
          act: () => void speaker.chooseInBrowser(),
        })
      : nothing,
  });
}
