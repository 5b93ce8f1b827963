import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const device = (deviceId: string, label = deviceId, kind = 'audiooutput') =>
  ({deviceId, label, kind}) as MediaDeviceInfo;
const DEVICES = [
  device('default'),
  device('desk', 'Desk speaker'),
  device('head', 'Headset'),
  device('mic', 'A microphone', 'audioinput'),
];

/** The devices of the machine, and what the browser does with a choice. */
function machine(devices = DEVICES) {
  const list = sinon.stub(navigator.mediaDevices, 'enumerateDevices').resolves(devices);
  const video = stage.element.video as HTMLVideoElement & {setSinkId?: (id: string) => Promise<void>};
  const setSinkId = (video.setSinkId = sinon.stub<[string], Promise<void>>().resolves());
  return {list, setSinkId};
}
const choices = () => [...(stage.element.shadowRoot?.querySelectorAll<HTMLElement>('[part=speaker]') ?? [])];
const change = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));

async function live(devices?: MediaDeviceInfo[]) {
  await stage.open({controls: ''});
  const stubs = machine(devices);
  await stage.element.start();
  await stage.settings();
  return stubs;
}

teardown(async () => {
  sinon.restore();
  Reflect.deleteProperty(navigator.mediaDevices, 'selectAudioOutput');
  await stage.close();
});

suite('the loudspeaker', () => {
  test('is chosen in the settings, and holds for the next session', async () => {
    const {setSinkId} = await live();
    await until(() => stage.part('choose-speaker') !== null);
    assert.include(stage.text('choose-speaker'), STRINGS.systemMicrophone);
    await stage.click('more');
    await stage.click('choose-speaker');
    assert.deepEqual(
      choices().map(({textContent, ariaPressed}) => [textContent?.trim(), ariaPressed]),
      [
        [STRINGS.systemMicrophone, 'true'],
        ['Desk speaker', 'false'],
        ['Headset', 'false'],
      ],
    );
    choices()[2]?.click();
    await until(() => stage.text('choose-speaker').includes('Headset'));
    assert.deepEqual(setSinkId.args, [['head']]);
    await stage.element.stop();
    await stage.element.start();
    await until(() => stage.text('choose-speaker').includes('Headset'));
  });

  test('that vanishes gives the sound back to the default one, and says so', async () => {
    const {list, setSinkId} = await live();
    await until(() => stage.part('choose-speaker') !== null);
    await stage.click('choose-speaker');
    choices()[1]?.click();
    await until(() => stage.text('choose-speaker').includes('Desk speaker'));
    list.resolves([device('default'), device('head', 'Headset')]);
    change();
    await until(() => stage.text('notice') === STRINGS.speakerLost);
    assert.equal(setSinkId.lastCall.args[0], '');
    assert.include(stage.text('choose-speaker'), STRINGS.systemMicrophone);
  });

  test('that refuses leaves the sound where it is, and says so', async () => {
    const {setSinkId} = await live();
    await until(() => stage.part('choose-speaker') !== null);
    setSinkId.rejects(new DOMException('', 'NotAllowedError'));
    await stage.click('choose-speaker');
    choices()[1]?.click();
    await until(() => stage.text('notice') === STRINGS.speakerFailed);
    assert.include(stage.text('choose-speaker'), STRINGS.systemMicrophone);
  });

  test('there is no choice where the browser names none, until the visitor has allowed a microphone', async () => {
    Object.assign(navigator.mediaDevices, {selectAudioOutput: undefined}); // Firefox has a list of its own
    const {list} = await live([device('', '')]);
    await stage.element.updateComplete;
    assert.isNull(stage.part('choose-speaker'));
    list.resolves(DEVICES);
    await stage.element.startMicrophone().catch(() => {});
    change();
    await until(() => stage.part('choose-speaker') !== null);
  });

  test('where the browser has a list of its own, a press opens that', async () => {
    const picked = device('den', 'Den');
    const selectAudioOutput = sinon.stub().resolves(picked);
    Object.assign(navigator.mediaDevices, {selectAudioOutput});
    const {list, setSinkId} = await live([]);
    await until(() => stage.part('choose-speaker') !== null);
    await stage.click('choose-speaker');
    selectAudioOutput.onFirstCall().rejects(new DOMException('', 'NotAllowedError'));
    stage.part('other-speaker')?.click();
    await until(() => selectAudioOutput.callCount === 1);
    list.resolves([picked]);
    stage.part('other-speaker')?.click();
    await until(() => setSinkId.args.flat().includes('den'));
    await until(() => choices()[1]?.ariaPressed === 'true');
    assert.isNull(stage.part('notice'));
  });
});
