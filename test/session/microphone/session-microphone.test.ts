import type {MediaSink} from '../../../src/session/media-sink.js';
import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/sandbox.js';
import {open} from '../../support/test-sandbox.js';
import type {AvatarError} from '../../../src/session/errors/avatar-error.js';
import {AvatarSession} from '../../../src/session/avatar-session.js';
import {DesiredMicrophone} from '../../../src/session/microphone/desired-microphone.js';
import type {AvatarSessionOptions} from '../../../src/session/session-options.js';
import {nextEvent, rejection, until} from '../../support/waiting.js';

const TOKEN_URLS = {
  streaming: (sandbox: Sandbox) => sandbox.tokenUrl,
  liveavatar: (sandbox: Sandbox) => sandbox.liveAvatarTokenUrl,
};

const {mediaDevices} = navigator;
const realMicrophone = mediaDevices.getUserMedia.bind(mediaDevices);

/** Has the browser answer the next question for a microphone in this way. */
function nextMicrophone(answer: (constraints?: MediaStreamConstraints) => Promise<MediaStream>): void {
  mediaDevices.getUserMedia = (constraints) => {
    mediaDevices.getUserMedia = realMicrophone;
    return answer(constraints);
  };
}

/** Firefox has one fake microphone, and does not deliver an `ended` that a test makes up. */
const chromiumTest = navigator.userAgent.includes('Firefox') ? test.skip : test;

for (const [name, tokenUrl] of Object.entries(TOKEN_URLS)) {
  suite(`microphone of a session: ${name}`, () => {
    let sandbox: Sandbox;
    let session: AvatarSession<MediaSink>;

    async function live(
      settings: AvatarSessionOptions['settings'] = {},
      options: AvatarSessionOptions = {},
      sandboxOptions: SandboxOptions = {},
    ): Promise<void> {
      sandbox = await open(sandboxOptions);
      session = new AvatarSession({
        tokenUrl: tokenUrl(sandbox),
        apiUrl: sandbox.origin,
        settings: {ia_is_livekit_transport: true, ...settings},
        ...options,
      });
      await session.start();
    }

    const userSpeech = () => {
      const [fakeSession] = sandbox.sessions;
      if (!fakeSession) throw new Error('There is no session.');
      return fakeSession.userSpeech;
    };

    teardown(async () => {
      mediaDevices.getUserMedia = realMicrophone;
      await session.stop();
      await sandbox.stop();
    });

    test('opens the microphone with echo cancellation, noise suppression and gain control', async () => {
      await live();
      let asked: MediaStreamConstraints | undefined;
      nextMicrophone((constraints) => realMicrophone((asked = constraints)));
      const changed = nextEvent(session, 'avatar-microphonechange');
      await session.startMicrophone();
      const {open, muted} = await changed;
      assert.deepEqual([open, muted], [true, false]);
      assert.deepEqual(asked?.audio, {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      });
      assert.equal(session.microphoneTrack?.readyState, 'live');
    });

    test('the server hears a voice, reports speech and words, and answers', async () => {
      await live();
      const words = nextEvent(session, 'avatar-message', ({role, final}) => role === 'user' && final);
      const began = nextEvent(session, 'avatar-userspeechstart');
      const ended = nextEvent(session, 'avatar-userspeechend');
      const answered = nextEvent(session, 'avatar-speechstart');
      await session.startMicrophone();
      await began;
      await session.stopMicrophone();
      await ended;
      assert.match((await words).text, /of your voice/);
      await answered;
    });

    test('a stopped microphone frees the device, and no connection sends it', async () => {
      const adding = sinon.spy(RTCPeerConnection.prototype, 'addTransceiver');
      await live();
      await session.startMicrophone();
      const senders = new Set(adding.returnValues.map(({sender}) => sender));
      sinon.restore();
      const track = session.microphoneTrack;
      const sent = () => [...senders].filter((sender) => sender.track === track).length;
      assert.equal(sent(), 1);
      const closed = nextEvent(session, 'avatar-microphonechange', ({open}) => !open);
      await session.stopMicrophone();
      await closed;
      assert.equal(track?.readyState, 'ended');
      assert.equal(sent(), 0);
      assert.isFalse(session.microphoneOpen);
      assert.equal(session.state, 'live');
    });

    test('the end of the session frees the device', async () => {
      await live();
      await session.startMicrophone();
      const track = session.microphoneTrack;
      await session.stop();
      assert.equal(track?.readyState, 'ended');
      assert.isFalse(session.microphoneOpen);
    });

    test('mute silences the track at once, and dispatches an event', async () => {
      await live();
      await session.startMicrophone();
      const changed = nextEvent(session, 'avatar-microphonechange', ({muted}) => muted);
      session.microphoneMuted = true;
      assert.isFalse(session.microphoneTrack?.enabled);
      assert.isTrue((await changed).open);
      session.microphoneMuted = false;
      assert.isTrue(session.microphoneTrack?.enabled);
    });

    test('a microphone that is muted beforehand opens silent', async () => {
      await live({}, {microphoneMuted: true});
      await session.startMicrophone();
      assert.isFalse(session.microphoneTrack?.enabled);
    });

    test('half-duplex silences the microphone while the avatar speaks', async () => {
      await live({}, {halfDuplex: true}, {msPerCharacter: 1000});
      await session.startMicrophone();
      const task = await session.speak('a long sentence');
      await until(() => session.speaking);
      assert.isFalse(session.microphoneTrack?.enabled);
      assert.isFalse(session.microphoneMuted);
      await session.interrupt();
      await task.ended;
      assert.isTrue(session.microphoneTrack?.enabled);
    });

    test('half-duplex lets the visitor be heard again where the end of a speech is lost', async () => {
      await live({}, {halfDuplex: true});
      await session.startMicrophone();
      const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'Date']});
      try {
        if (name === 'streaming') sandbox.send({type: 'avatar_start_talking', task_id: 'lost'});
        else sandbox.send({event_type: 'avatar.speak_started'}, {topic: 'agent-response'});
        await until(() => session.speaking);
        assert.isFalse(session.microphoneTrack?.enabled);
        await clock.tickAsync(125_000);
        assert.isFalse(session.speaking);
        assert.isTrue(session.microphoneTrack?.enabled);
      } finally {
        clock.restore();
      }
    });

    const REFUSALS = {
      NotAllowedError: 'microphone-refused',
      NotFoundError: 'microphone-missing',
      OverconstrainedError: 'microphone-missing',
      NotReadableError: 'microphone-in-use',
      SecurityError: 'microphone-blocked',
    };
    for (const [domName, code] of Object.entries(REFUSALS)) {
      test(`${domName} is ${code}, and the session goes on`, async () => {
        await live();
        nextMicrophone(() => Promise.reject(new DOMException('no', domName)));
        const error = (await rejection(session.startMicrophone())) as AvatarError;
        assert.equal(error.code, code);
        assert.equal(session.state, 'live');
        await session.startMicrophone();
        assert.isTrue(session.microphoneOpen);
      });
    }

    test('a refusal is one, where images have the names of the document’s policy', async () => {
      await live();
      const names = ['permissionsPolicy', 'featurePolicy'];
      const images = names.map((each) => Object.assign(new Image(), {name: each}));
      document.body.append(...images);
      nextMicrophone(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
      const error = (await rejection(session.startMicrophone())) as AvatarError;
      for (const image of images) image.remove();
      assert.equal(error.code, 'microphone-refused');
    });

    test('a microphone that is allowed after the wait was given up is closed again', async () => {
      await live();
      let late: MediaStreamTrack | undefined;
      let allow = () => {};
      const allowed = new Promise<void>((resolve) => (allow = resolve));
      const asked = new Promise<void>((onAsked) => {
        nextMicrophone(async (constraints) => {
          onAsked();
          await allowed;
          const stream = await realMicrophone(constraints);
          [late] = stream.getAudioTracks();
          return stream;
        });
      });
      const controller = new AbortController();
      const started = rejection(session.startMicrophone({signal: controller.signal}));
      await asked;
      controller.abort(new Error('enough'));
      assert.equal(String(await started), 'Error: enough');
      allow();
      await until(() => late?.readyState === 'ended');
      assert.isFalse(session.microphoneOpen);
    });

    test('stopMicrophone gives up a start under way', async () => {
      await live();
      const asked = new Promise<void>((onAsked) => {
        nextMicrophone(() => {
          onAsked();
          return new Promise(() => {});
        });
      });
      const started = rejection(session.startMicrophone());
      await asked;
      await session.stopMicrophone();
      assert.equal(((await started) as DOMException).name, 'AbortError');
    });

    test('a question that the visitor never answers is given up after its limit', async () => {
      await live({}, {timeouts: {microphone: 60}});
      nextMicrophone(() => new Promise(() => {}));
      const error = (await rejection(session.startMicrophone())) as AvatarError;
      assert.equal(error.code, 'timeout');
      assert.equal(session.state, 'live');
    });

    chromiumTest('another device is taken over without closing the session’s voice', async () => {
      await live();
      await session.startMicrophone();
      const first = session.microphoneTrack;
      const devices = await navigator.mediaDevices.enumerateDevices();
      const other = devices.find(
        ({kind, deviceId}) => kind === 'audioinput' && deviceId !== first?.getSettings().deviceId,
      );
      assert.isDefined(other?.deviceId);
      await session.startMicrophone({deviceId: other?.deviceId});
      assert.equal(first?.readyState, 'ended');
      assert.equal(session.microphoneTrack?.getSettings().deviceId, other?.deviceId);
      // The first device may have been heard already: a pause, after which only the other one can be.
      session.microphoneMuted = true;
      await until(() => !userSpeech().isSpeaking);
      const began = nextEvent(session, 'avatar-userspeechstart');
      session.microphoneMuted = false;
      await began;
    });

    chromiumTest('an unplugged microphone is followed by the next one', async () => {
      await live();
      await session.startMicrophone();
      const first = session.microphoneTrack;
      first?.dispatchEvent(new Event('ended'));
      await until(() => session.microphoneTrack !== first);
      assert.equal(session.microphoneTrack?.readyState, 'live');
    });

    chromiumTest('the last microphone unplugged closes the voice, with words', async () => {
      await live();
      await session.startMicrophone();
      nextMicrophone(() => Promise.reject(new DOMException('no', 'NotFoundError')));
      const failed = nextEvent(session, 'avatar-error');
      session.microphoneTrack?.dispatchEvent(new Event('ended'));
      assert.equal((await failed).error.code, 'microphone-missing');
      assert.isFalse(session.microphoneOpen);
      assert.equal(session.state, 'live');
    });

    test('push-to-talk is heard from the press to the release', async () => {
      await live({interactivity_type: 'PUSH_TO_TALK'});
      await session.startMicrophone();
      assert.isTrue(session.microphoneMuted);
      const began = nextEvent(session, 'avatar-userspeechstart');
      await session.startPushToTalk();
      assert.isFalse(session.microphoneMuted);
      await began;
      const ended = nextEvent(session, 'avatar-userspeechend');
      await session.stopPushToTalk();
      assert.isTrue(session.microphoneMuted);
      assert.isFalse(session.microphoneTrack?.enabled);
      await ended;
    });

    test('push-to-talk opens the microphone by itself', async () => {
      await live({interactivity_type: 'PUSH_TO_TALK'});
      await session.startPushToTalk();
      assert.isTrue(session.microphoneOpen);
      assert.isFalse(session.microphoneMuted);
    });

    test('a release during the press leaves the microphone muted and the server not listening', async () => {
      await live({interactivity_type: 'PUSH_TO_TALK'});
      await session.startMicrophone();
      const pressed = session.startPushToTalk();
      await session.stopPushToTalk();
      await pressed;
      assert.isTrue(session.microphoneMuted);
      const commands = sandbox.sessions[0]?.commands.map((each) => each.replace(/.*(start|stop).*/, '$1'));
      assert.include(['', 'start,stop'], String(commands));
      assert.isFalse(userSpeech().isSpeaking);
    });

    test('a microphone that is muted beforehand is not heard while the room gets to know it', async () => {
      await live({}, {microphoneMuted: true});
      let track: MediaStreamTrack | undefined;
      nextMicrophone(async (constraints) => {
        const stream = await realMicrophone(constraints);
        [track] = stream.getAudioTracks();
        return stream;
      });
      let isOpen = false;
      const opened = session.startMicrophone().finally(() => (isOpen = true));
      await until(() => {
        assert.isFalse(track?.enabled ?? false);
        return isOpen;
      });
      await opened;
      session.microphoneMuted = false;
      await nextEvent(session, 'avatar-userspeechstart');
    });

    test('what is wanted before the session is live is done once it is, and the later call wins', async () => {
      const microphone = new DesiredMicrophone();
      const [pressed, released] = [microphone.want('held'), microphone.want('released')];
      await live({interactivity_type: 'PUSH_TO_TALK'}, {microphone});
      await Promise.all([pressed, released]);
      assert.isFalse(session.microphoneOpen);
      const opened = rejection(microphone.want('open'));
      await session.stop();
      await sandbox.stop();
      assert.equal(((await opened) as AvatarError).code, 'not-live');
      const heard = microphone.want('open');
      await live({}, {microphone});
      await heard;
      assert.isTrue(session.microphoneOpen);
      assert.isFalse(session.microphoneMuted);
    });

    test('a start that fails rejects, with its reason, for who waits for the microphone', async () => {
      sandbox = await open();
      const microphone = new DesiredMicrophone();
      session = new AvatarSession({tokenUrl: `${sandbox.origin}/none`, apiUrl: sandbox.origin, microphone});
      const opened = rejection(microphone.want('open'));
      const error = await rejection(session.start());
      assert.equal(await opened, error);
      assert.equal(microphone.mode, 'closed');
    });

    test('without a session, stopping the microphone or push-to-talk has no effect', async () => {
      sandbox = await open();
      session = new AvatarSession({tokenUrl: tokenUrl(sandbox), apiUrl: sandbox.origin});
      await session.stopMicrophone();
      await session.stopPushToTalk();
      assert.isFalse(session.microphoneMuted);
    });

    test('without a session, the microphone is not opened', async () => {
      sandbox = await open();
      session = new AvatarSession({tokenUrl: tokenUrl(sandbox), apiUrl: sandbox.origin});
      assert.equal(((await rejection(session.startMicrophone())) as AvatarError).code, 'not-live');
      assert.isFalse(session.microphoneOpen);
    });
  });
}

suite('microphone of a session: what differs', () => {
  let sandbox: Sandbox;
  let session: AvatarSession<MediaSink>;

  setup(async () => {
    sandbox = await open();
  });

  teardown(async () => {
    await session.stop();
    await sandbox.stop();
  });

  test('a streaming session that was made without a microphone says so', async () => {
    session = new AvatarSession({tokenUrl: sandbox.tokenUrl, apiUrl: sandbox.origin});
    await session.start();
    const error = (await rejection(session.startMicrophone())) as AvatarError;
    assert.equal(error.code, 'bad-config');
    assert.match(error.message, /microphone attribute/);
  });

  test('LiveAvatar refuses push-to-talk to a session that was not made for it', async () => {
    session = new AvatarSession({tokenUrl: sandbox.liveAvatarTokenUrl, apiUrl: sandbox.origin});
    await session.start();
    const error = (await rejection(session.startPushToTalk())) as AvatarError;
    assert.equal(error.code, 'push-to-talk-failed');
    assert.isTrue(session.microphoneMuted);
  });

  test('a press that was refused is not taken back', async () => {
    session = new AvatarSession({tokenUrl: sandbox.liveAvatarTokenUrl, apiUrl: sandbox.origin});
    await session.start();
    await rejection(session.startPushToTalk());
    await session.stopPushToTalk();
    assert.deepEqual(sandbox.sessions[0]?.commands, ['user.start_push_to_talk']);
  });

  test('push-to-talk that LiveAvatar does not answer is given up after its limit', async () => {
    session = new AvatarSession({
      tokenUrl: sandbox.liveAvatarTokenUrl,
      apiUrl: sandbox.origin,
      settings: {interactivity_type: 'PUSH_TO_TALK'},
      timeouts: {pushToTalk: 50},
    });
    await session.start();
    await session.startMicrophone();
    sandbox.room().onData = undefined;
    const error = (await rejection(session.startPushToTalk())) as AvatarError;
    assert.equal(error.code, 'timeout');
    assert.isTrue(session.microphoneMuted);
  });

  test('a press while a lost room is joined anew is connection-lost, and the next one is heard', async () => {
    session = new AvatarSession({
      tokenUrl: sandbox.tokenUrl,
      apiUrl: sandbox.origin,
      settings: {ia_is_livekit_transport: true, interactivity_type: 'PUSH_TO_TALK'},
    });
    await session.start();
    await session.startMicrophone();
    const away = nextEvent(session, 'avatar-statechange', ({state}) => state === 'reconnecting');
    const back = nextEvent(session, 'avatar-statechange', ({state}) => state === 'live');
    sandbox.room().kill('SERVER_SHUTDOWN');
    await away;
    const error = (await rejection(session.startPushToTalk())) as AvatarError;
    assert.equal(error.code, 'connection-lost');
    assert.match(error.message, /being restored/);
    assert.equal(session.state, 'reconnecting');
    await back;
    const began = nextEvent(session, 'avatar-userspeechstart');
    await session.startPushToTalk();
    await began;
  });

  test('the streaming API gets the microphone’s field, and never LiveAvatar’s interactivity', async () => {
    session = new AvatarSession({
      tokenUrl: sandbox.tokenUrl,
      apiUrl: sandbox.origin,
      settings: {ia_is_livekit_transport: true, interactivity_type: 'PUSH_TO_TALK'},
    });
    await session.start();
    const body = sandbox.requests.find(({endpoint}) => endpoint === 'new')?.body;
    assert.isTrue(body?.['ia_is_livekit_transport']);
    assert.isFalse('interactivity_type' in (body ?? {}));
  });
});
