import type {TemplateResult} from 'lit';
import type {PanelState} from '../state/panel-state.js';
import type {SettingsText} from '../state/settings-text.js';
import {choiceList} from './choice-list.js';

/** The microphones, of which the visitor chooses one. */
export function microphoneList(state: PanelState, text: SettingsText): TemplateResult {
  const {host, microphones, session} = state;
  const current = session.microphoneTrack?.getSettings().deviceId;
  return choiceList({
    popup: 'microphones',
    parts: ['microphones', 'device'],
    title: text('chooseMicrophone'),
    back: text('back'),
    choices: microphones.map(({deviceId, label}) => ({
      name: deviceId === 'default' || !label ? text('systemMicrophone') : label,
      isChosen: deviceId === current,
      choose: () => {
        state.popups.close();
        void state.attempt('microphone', () => host.startMicrophone({deviceId}));
      },
    })),
    onBack: () => state.popups.close(),
  });
}
