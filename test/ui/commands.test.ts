import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {nextEvent, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();

teardown(() => {
  sinon.restore();
  return stage.close();
});

const ALL = 'start stop interrupt speak ask toggle-microphone';

suite('buttons that command', () => {
  function button(command: string, value = ''): HTMLButtonElement {
    const each = document.createElement('button');
    each.setAttribute('commandfor', 'guide');
    each.setAttribute('command', command);
    each.value = value;
    document.body.append(each);
    return each;
  }

  test('start, speak, ask, interrupt, microphone and stop, without a line of script', async () => {
    await stage.open({commands: ALL, microphone: ''});
    const live = nextEvent(stage.element, 'avatar-playing');
    button('--start').click();
    await live;
    const fakeSession = () => stage.sandbox.sessions[0];
    button('--speak', 'Hello').click();
    await until(() => fakeSession()?.tasks.length === 1);
    button('--ask', 'And you?').click();
    await until(() => fakeSession()?.tasks.length === 2);
    assert.deepEqual(
      fakeSession()?.tasks.map(({type}) => type),
      ['repeat', 'chat'],
    );
    button('--interrupt').click();
    await until(() => stage.sandbox.requests.some(({endpoint}) => endpoint === 'interrupt'));
    await stage.element.startMicrophone();
    const closed = nextEvent(stage.element, 'avatar-microphonechange', ({open}) => !open);
    button('--toggle-microphone').click();
    await closed;
    const ended = nextEvent(stage.element, 'avatar-end');
    button('--stop').click();
    assert.equal((await ended).reason, 'stopped');
  });

  for (const commands of [undefined, 'stop interrupt', '--speak', 'speaker']) {
    test(`a command that commands="${commands}" does not name costs nothing, and is told`, async () => {
      await stage.open(commands === undefined ? {} : {commands});
      for (const command of ['--start', '--speak', '--ask', '--toggle-microphone']) {
        const told = nextEvent(stage.element, 'avatar-error');
        button(command, 'Our company is a fraud.').click();
        assert.equal((await told).error.code, 'bad-config');
      }
      assert.equal(stage.element.state, 'idle');
      assert.deepEqual(stage.sandbox.requests, []);
    });
  }

  for (const [what, attribute, before] of [
    ['a microphone', 'microphone', async () => {}],
    ['push-to-talk', 'push-to-talk', async () => {}],
    [
      'a microphone that the visitor has allowed and closed',
      'microphone',
      async () => {
        await stage.element.startMicrophone();
        await stage.element.stopMicrophone();
      },
    ],
  ] as const) {
    test(`no command opens ${what}: it leads to the element’s own button`, async () => {
      await stage.live({commands: ALL, [attribute]: ''});
      await before();
      const asked = sinon.spy(navigator.mediaDevices, 'getUserMedia');
      button('--toggle-microphone').click();
      await until(() => stage.focused === 'microphone');
      assert.isFalse(stage.element.microphoneOpen);
      assert.isFalse(asked.called);
    });
  }

  for (const [type, isSubmitted] of [
    [null, false],
    ['button', false],
    ['submit', true],
  ] as const) {
    test(`where one listener stands in, a button of type ${type} in a form ${isSubmitted ? 'submits' : 'does not submit'} it`, async () => {
      const {prototype} = HTMLButtonElement;
      const known = Object.getOwnPropertyDescriptor(prototype, 'commandForElement');
      Reflect.deleteProperty(prototype, 'commandForElement');
      const form = document.createElement('form');
      let isSent = false;
      form.addEventListener('submit', (event) => {
        isSent = true;
        event.preventDefault();
      });
      document.body.append(form);
      try {
        await stage.open({commands: 'interrupt'});
        const each = button('--interrupt');
        if (type) each.setAttribute('type', type);
        form.append(each);
        each.click();
        assert.equal(isSent, isSubmitted);
      } finally {
        form.remove();
        if (known) Object.defineProperty(prototype, 'commandForElement', known);
      }
    });
  }

  test('in a browser that does not know such buttons, one listener does the same', async () => {
    const {prototype} = HTMLButtonElement;
    const known = Object.getOwnPropertyDescriptor(prototype, 'commandForElement');
    const ignore = (event: Event) => event.stopImmediatePropagation();
    addEventListener('command', ignore, {capture: true});
    Reflect.deleteProperty(prototype, 'commandForElement');
    try {
      await stage.open({commands: ALL});
      const live = nextEvent(stage.element, 'avatar-playing');
      const start = button('--start');
      start.append(document.createElement('b'));
      start.querySelector('b')?.click();
      await live;
      const disabled = Object.assign(button('--stop'), {disabled: true});
      disabled.click();
      button('--speak', 'Hello').click();
      await until(() => stage.sandbox.sessions[0]?.tasks.length === 1);
      assert.equal(stage.element.state, 'live');
      const ended = nextEvent(stage.element, 'avatar-end');
      button('--stop').click();
      await ended;
    } finally {
      removeEventListener('command', ignore, {capture: true});
      if (known) Object.defineProperty(prototype, 'commandForElement', known);
    }
  });

  for (const [command, value] of [
    ['--speak', 'Hello'],
    ['--ask', 'Hello'],
    ['--start', ''],
  ] as const) {
    test(`${command} whose start fails tells of it once`, async () => {
      await stage.open({commands: ALL});
      stage.sandbox.inject('new', {status: 401, code: 400112});
      const codes: string[] = [];
      stage.element.addEventListener('avatar-error', ({error}) => codes.push(error.code));
      button(command, value).click();
      await until(() => stage.element.state === 'failed');
      await new Promise((resolve) => setTimeout(resolve)); // after everything that was on its way
      await stage.element.updateComplete;
      assert.deepEqual(codes, ['unauthorized']);
    });
  }

  for (const [command, value] of [
    ['--speak', ''],
    ['--speak', ' \n'],
    ['--ask', ''],
  ] as const) {
    test(`${command} with the value ${JSON.stringify(value)} is told by an event, and costs nothing`, async () => {
      await stage.open({commands: ALL});
      const failed = nextEvent(stage.element, 'avatar-error');
      button(command, value).click();
      assert.equal((await failed).error.code, 'bad-text');
      assert.equal(stage.element.state, 'idle');
      assert.deepEqual(stage.sandbox.requests, []);
    });
  }
});
