import type {Localizer} from '../../src/ui/locales/localizer.js';
import {miniPlayerView} from '../../src/ui/mini-player-view.js';
import type {MiniPlayerControls} from '../../src/ui/panel-host.js';

/** A mini player with all its buttons, which do nothing. */
export const miniPlayer = (words: Localizer, isHeard = false): MiniPlayerControls => ({
  view: () =>
    miniPlayerView({
      words,
      isHeard,
      isAwake: true,
      hasMicrophone: true,
      onPress() {},
      act() {},
      onBack() {},
      onCorner() {},
      onClose() {},
      onMicrophone() {},
      onEnd() {},
      onDrag() {},
      onKey() {},
    }),
});
