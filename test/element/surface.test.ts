import {assert} from '@open-wc/testing';
import '../../src/index.js';
import {HeygenAvatarElement} from '../../src/index.js';

/** Every attribute, with the property of the same name in camelCase. */
const PAIRS = HeygenAvatarElement.observedAttributes.map((attribute) => ({
  attribute,
  property: attribute.replace(/-./g, (dash) => dash.slice(1).toUpperCase()),
}));

const make = () => document.createElement('heygen-avatar');
const read = (element: HeygenAvatarElement, property: string): unknown => Reflect.get(element, property);
const descriptorOf = (name: string): PropertyDescriptor | undefined => {
  for (let at: object = HeygenAvatarElement.prototype; at !== HTMLElement.prototype;) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found;
    at = Object.getPrototypeOf(at) as object;
  }
  return undefined;
};

/** Values as frameworks, template engines and fields of a CMS write them, for properties of every kind. */
const TEXTS = [
  '',
  ' ',
  'false',
  'FALSE',
  ' False ',
  'true',
  'yes',
  '0.5',
  'High',
  ' floating ',
  '{"start": "Go"}',
  '“x”',
];

suite('<heygen-avatar>: attributes and properties agree', () => {
  for (const {attribute, property} of PAIRS) {
    test(`${attribute} is the property ${property}, and no method or read-only property`, () => {
      const descriptor = descriptorOf(property);
      assert.containsAllKeys(descriptor, ['get', 'set']);
      assert.typeOf(Reflect.get(descriptor ?? {}, 'set'), 'function');
    });

    test(`${attribute} and ${property} mean the same by every text`, () => {
      for (const text of TEXTS) {
        const [byAttribute, byProperty] = [make(), make()];
        byAttribute.setAttribute(attribute, text);
        Reflect.set(byProperty, property, text);
        assert.deepEqual(read(byProperty, property), read(byAttribute, property), JSON.stringify(text));
      }
    });

    test(`${property} is unset by null, undefined and a removed attribute`, () => {
      const fallback = read(make(), property);
      for (const unset of [null, undefined]) {
        const element = make();
        Reflect.set(element, property, 'true');
        Reflect.set(element, property, unset);
        assert.deepEqual(read(element, property), fallback);
        element.setAttribute(attribute, 'true');
        element.removeAttribute(attribute);
        assert.deepEqual(read(element, property), fallback);
      }
    });
  }

  const yesOrNo = PAIRS.filter(
    ({property}) =>
      read(make(), property) === false || property in {disableIdleTimeout: 0, elevenlabsUseSpeakerBoost: 0},
  );

  for (const {attribute, property} of yesOrNo) {
    test(`${attribute}="false" means no`, () => {
      for (const no of ['false', 'FALSE', ' False ', '\nfalse\t']) {
        const element = make();
        element.setAttribute(attribute, no);
        assert.isFalse(read(element, property), JSON.stringify(no));
      }
      for (const yes of ['', 'true', attribute, 'no']) {
        const element = make();
        element.setAttribute(attribute, yes);
        assert.isTrue(read(element, property), JSON.stringify(yes));
      }
    });
  }

  test('a boolean that is no attribute takes the word as well', () => {
    const element = make();
    Reflect.set(element, 'microphoneMuted', 'false');
    assert.isFalse(element.microphoneMuted);
  });

  test('properties set before the definition are those of the element, whatever their type', async () => {
    const early = document.createElement('early-avatar') as HeygenAvatarElement;
    for (const {property} of PAIRS) Reflect.set(early, property, 'true');
    Object.assign(early, {
      chat: true,
      poster: '',
      autoplay: 'false',
      controls: false,
      mode: 'FLOATING',
      voiceRate: '1.5',
    });
    customElements.define('early-avatar', class extends HeygenAvatarElement {});
    customElements.upgrade(early);
    document.body.append(early);
    await early.updateComplete;
    for (const {property} of PAIRS) {
      assert.isFalse(Object.hasOwn(early, property), property);
      if (['chat', 'poster', 'autoplay', 'controls', 'mode', 'voiceRate'].includes(property)) continue;
      const late = make();
      Reflect.set(late, property, 'true');
      assert.deepEqual(read(early, property), read(late, property), property);
    }
    const {chat, autoplay, controls, mode, voiceRate} = early;
    assert.deepEqual([chat, autoplay, controls, mode, voiceRate], [true, false, false, 'floating', 1.5]);
    early.remove();
  });
});
