import {assert} from '@open-wc/testing';
import sinon from 'sinon';
import {avatarError} from '../../src/session/errors/make-error.js';
import {SETTINGS_STRINGS} from '../../src/ui/locales/settings-strings.js';
import {STRINGS} from '../../src/ui/locales/strings.js';
import {
  browserOutcome,
  microphoneOutcome,
  networkOutcome,
  pathOutcome,
  reach,
  serverOutcome,
} from '../../src/ui/state/network-checks.js';
import {rejection, until} from '../support/waiting.js';
import {AvatarStage} from '../support/avatar-stage.js';

const stage = new AvatarStage();
const {signal} = new AbortController();
/** What is found, as "name: words". */
const found = () =>
  [...(stage.element.shadowRoot?.querySelectorAll('[part=check-result] > span') ?? [])].map(
    ({children: [name, words]}) => `${name?.textContent}: ${words?.textContent}`,
  );
const isDone = () => found().length > 0 && stage.part('check-results')?.ariaBusy === 'false';

/** Statistics of a connection whose media come in this way. */
const report = (local: object, pair: object = {}, media: object = {}) =>
  new Map<string, object>(
    Object.entries({
      t: {type: 'transport', selectedCandidatePairId: 'p'},
      p: {type: 'candidate-pair', localCandidateId: 'l', ...pair},
      l: {type: 'local-candidate', ...local},
      m: {type: 'inbound-rtp', packetsReceived: 1000, packetsLost: 0, ...media},
    }).map(([id, entry]) => [id, {id, ...entry}]),
  ) as unknown as RTCStatsReport;

teardown(() => sinon.restore());

suite('what the connection check knows', () => {
  for (const [name, stats, words] of [
    ['by UDP and in time', report({protocol: 'udp'}, {currentRoundTripTime: 0.08}), 'checkFine'],
    ['by TCP', report({protocol: 'tcp'}), 'checkTcp'],
    ['over a relay that is reached by TLS', report({protocol: 'udp', relayProtocol: 'tls'}), 'checkTcp'],
    ['with long round trips', report({protocol: 'udp'}, {currentRoundTripTime: 0.9}), 'checkSlow'],
    ['with loss', report({protocol: 'udp'}, {}, {packetsLost: 200}), 'checkSlow'],
    ['as no browser tells', new Map() as unknown as RTCStatsReport, 'checkFine'],
  ] as const) {
    test(`media that come ${name}`, () => assert.equal(pathOutcome(stats).words, words));
  }

  test('hosts: reached, unreachable, kept away by the page’s policy; and a slow network', () => {
    assert.equal(serverOutcome(20).words, 'checkFine');
    assert.equal(serverOutcome('unreachable').words, 'checkServerFailed');
    assert.equal(serverOutcome('forbidden').words, 'checkUnknown');
    assert.equal(networkOutcome([20, 3000]).words, 'checkSlow');
    assert.equal(networkOutcome(['unreachable', 'unreachable']).words, 'checkUnknown');
    sinon.stub(navigator, 'onLine').get(() => false);
    assert.equal(networkOutcome([20]).words, 'checkOffline');
    assert.equal(serverOutcome('unreachable').words, 'checkUnknown', 'which is no fault of the server');
  });

  test('a host is asked for its root alone, without cookies, and any answer will do', async () => {
    const fetched = sinon.stub(globalThis, 'fetch').resolves(new Response(null, {status: 503}));
    assert.isNumber(await reach(new URL('https://site.example/api/token?user=1'), signal));
    const [address, {method, credentials} = {}] = fetched.firstCall.args;
    assert.deepEqual([address, method, credentials], ['https://site.example/', 'HEAD', 'omit']);
    fetched.rejects(new TypeError('no'));
    assert.equal(await reach(new URL('https://site.example/'), signal), 'unreachable');
  });

  test('the browser: with WebRTC, without, and with all of it blocked', async () => {
    assert.equal((await browserOutcome(signal)).words, 'checkVideoReady');
    sinon.stub(RTCPeerConnection.prototype, 'setLocalDescription').callsFake(function (
      this: RTCPeerConnection,
    ) {
      this.onicecandidate?.(new RTCPeerConnectionIceEvent('icecandidate', {}));
      return Promise.resolve();
    });
    assert.equal((await browserOutcome(signal)).words, 'checkVideoBlocked');
    const {RTCPeerConnection: own} = globalThis;
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection');
    assert.equal((await browserOutcome(signal)).words, 'checkNoVideo');
    globalThis.RTCPeerConnection = own;
    sinon.restore();
    const closed = sinon.spy(RTCPeerConnection.prototype, 'close');
    sinon.stub(RTCPeerConnection.prototype, 'setLocalDescription').returns(new Promise(() => {}));
    const late = new Error('late');
    assert.equal(await rejection(browserOutcome(AbortSignal.abort(late))), late);
    assert.isTrue(closed.calledOnce);
  });

  for (const [name, kinds, state, words] of [
    ['none is there', ['audiooutput'], 'prompt', 'microphoneMissing'],
    ['refused', ['audioinput'], 'denied', 'microphoneRefused'],
    ['allowed', ['audioinput'], 'granted', 'checkFine'],
    ['not asked for yet', ['audioinput'], 'prompt', 'checkAsk'],
  ] as const) {
    test(`the microphone: ${name}; none is opened`, async () => {
      const opened = sinon.stub(navigator.mediaDevices, 'getUserMedia').rejects();
      sinon
        .stub(navigator.mediaDevices, 'enumerateDevices')
        .resolves(kinds.map((kind) => ({kind}) as MediaDeviceInfo));
      sinon.stub(navigator.permissions, 'query').resolves({state} as PermissionStatus);
      assert.equal((await microphoneOutcome()).words, words);
      assert.isFalse(opened.called);
    });
  }
});

suite('what the check says of a page that forbids it something', () => {
  teardown(() => Reflect.deleteProperty(document, 'permissionsPolicy'));

  test('the microphone', async () => {
    const value = {allowsFeature: () => false};
    Object.defineProperty(document, 'permissionsPolicy', {configurable: true, value});
    assert.equal((await microphoneOutcome()).words, 'microphoneBlocked');
  });

  test('another host, which is not taken for one that fails', async () => {
    sinon.stub(globalThis, 'fetch').callsFake(() => {
      const init = {bubbles: true, blockedURI: 'https://site.example/', violatedDirective: 'connect-src'};
      const violation = {
        effectiveDirective: 'connect-src',
        originalPolicy: '',
        documentURI: '',
        statusCode: 0,
      };
      queueMicrotask(() =>
        document.dispatchEvent(
          new SecurityPolicyViolationEvent('securitypolicyviolation', {
            ...init,
            ...violation,
            disposition: 'enforce',
          }),
        ),
      );
      return Promise.reject(new TypeError('no'));
    });
    assert.equal(await reach(new URL('https://site.example/'), signal), 'forbidden');
    assert.equal(await reach(new URL('https://other.example/'), signal), 'unreachable');
  });
});

suite('the connection check', () => {
  teardown(() => stage.close());

  test('in a conversation, says how the media come, and asks for no token', async () => {
    await stage.live({controls: ''});
    const tokens = () => stage.sandbox.requests.filter(({endpoint}) => endpoint === 'token').length;
    const before = tokens();
    await stage.click('more');
    await stage.click('check-connection');
    await until(isDone);
    assert.sameMembers(found(), [
      `${SETTINGS_STRINGS.checkInternet}: ${SETTINGS_STRINGS.checkFine}`,
      `${SETTINGS_STRINGS.checkServer}: ${SETTINGS_STRINGS.checkFine}`,
      `${SETTINGS_STRINGS.checkVideo}: ${SETTINGS_STRINGS.checkFine}`,
    ]);
    assert.equal(tokens(), before);
    assert.equal(stage.element.state, 'live');
    await stage.click('settings-back');
    assert.isTrue(stage.part('menu')?.hasAttribute('data-open'));
  });

  test('without the consent that the page requires, it is not offered, and what was found is gone', async () => {
    localStorage.setItem('heygen-avatar-consent:', 'then');
    await stage.open({consent: 'required'});
    stage.sandbox.inject('token', {network: true});
    await stage.element.start().catch(() => {});
    await stage.element.updateComplete;
    await stage.click('check-connection');
    await until(isDone);
    await stage.element.withdrawConsent();
    await stage.element.updateComplete;
    assert.equal(stage.text('reason'), STRINGS.failedNetwork);
    assert.isTrue(stage.part('check') === null && stage.part('check-connection') === null);
  });

  test('after media that did not come through, a browser that works says so of the network', async () => {
    await stage.live({'push-to-talk': ''});
    const failure = {state: 'failed', error: avatarError('connection-failed')};
    for (const [name, value] of Object.entries(failure))
      Object.defineProperty(stage.element, name, {configurable: true, get: () => value});
    stage.element.requestUpdate();
    await until(() => stage.part('check-connection') !== null);
    await stage.click('check-connection');
    await until(isDone);
    assert.include(found(), `${SETTINGS_STRINGS.checkVideo}: ${SETTINGS_STRINGS.checkNetworkBlocked}`);
    assert.include(found().at(-1), SETTINGS_STRINGS.microphoneLabel);
    for (const name of Object.keys(failure)) Reflect.deleteProperty(stage.element, name);
  });

  test('after a failure, it is offered where the connection may be the cause', async () => {
    await stage.open({'queue-limit': '0', microphone: ''});
    stage.sandbox.inject('new', {status: 429, code: 10007, message: 'concurrent limit reached'});
    await stage.element.start().catch(() => {});
    await stage.element.updateComplete;
    assert.isTrue(stage.part('restart') !== null && stage.part('check-connection') === null);
    stage.sandbox.inject('token', {network: true});
    await stage.element.start().catch(() => {});
    await stage.element.updateComplete;
    await stage.click('check-connection');
    await until(isDone);
    assert.lengthOf(found(), 4);
    assert.include(found().at(-1), SETTINGS_STRINGS.microphoneLabel);
    assert.isNull(stage.part('check-connection'));
    const first = stage.part('check-results');
    await stage.click('check-again');
    await until(isDone);
    assert.isTrue(stage.part('check-results') === first);
    await stage.element.start();
    await stage.element.updateComplete;
    assert.isNull(stage.part('check'));
    assert.notEqual(stage.text('reason'), STRINGS.failedNetwork);
  });
});
