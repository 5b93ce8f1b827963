import {assert} from '@open-wc/testing';
import {AddressPermission, permittedEntries, type AddressUse} from '../../src/runtime/address-permission.js';
import {SANDBOX_ORIGIN, SANDBOX_TOKEN_URL} from '../../src/sandbox/sandbox-address.js';

const PAGE = 'https://shop.example/products/1';

/** Whether a page of the address `page` that permits `entries` may use an address. */
function allows(address: string, use: AddressUse, entries: string[] = [], page = PAGE): boolean {
  try {
    new AddressPermission(entries, page).check(address, use, page);
    return true;
  } catch (error) {
    assert.propertyVal(error, 'code', 'bad-config');
    return false;
  }
}

suite('AddressPermission', () => {
  const ROWS: [address: string, use: AddressUse, entries: string[], isAllowed: boolean][] = [
    // What needs no permission.
    ['https://api.heygen.com', 'api-url', [], true],
    ['https://api.liveavatar.com', 'api-url', [], true],
    ['https://shop.example/heygen', 'api-url', [], true],
    ['/heygen', 'api-url', [], true],
    ['/api/avatar-token', 'token-url', [], true],
    ['/api/avatar-token/stop', 'stop-url', [], true],
    [SANDBOX_ORIGIN, 'api-url', ['/only/this'], true],
    [SANDBOX_TOKEN_URL, 'token-url', ['/only/this'], true],
    // What markup must not do.
    ['https://evil.example', 'api-url', [], false],
    ['https://evil.example/token', 'token-url', [], false],
    ['https://evil.example/stop', 'stop-url', [], false],
    ['https://api.heygen.com.evil.example', 'api-url', [], false],
    ['https://api.heygen.com:8443', 'api-url', [], false],
    ['https://shop.example.evil.example', 'api-url', [], false],
    ['https://shop.example:8443', 'api-url', [], false],
    ['http://localhost:3000', 'api-url', [], false],
    // What the page permits.
    ['https://proxy.example/v1', 'api-url', ['proxy.example'], true],
    ['https://proxy.example/v1', 'api-url', ['https://proxy.example'], true],
    ['https://proxy.example/token', 'token-url', ['proxy.example'], true],
    ['https://sub.proxy.example', 'api-url', ['proxy.example'], false],
    ['https://other.example', 'api-url', ['proxy.example'], false],
    ['/api/avatar-token', 'token-url', ['proxy.example'], true],
    // An entry with a path leaves no other endpoint.
    ['/api/avatar-token', 'token-url', ['/api/avatar-token'], true],
    ['/api/avatar-token/stop', 'stop-url', ['/api/avatar-token'], true],
    ['/account/delete', 'token-url', ['/api/avatar-token'], false],
    ['/api/avatar-token/../../account/delete', 'token-url', ['/api/avatar-token'], false],
    ['/api/avatar-token/other', 'token-url', ['/api/avatar-token'], false],
    ['https://proxy.example/token', 'token-url', ['https://proxy.example/token'], true],
    ['https://proxy.example/v1', 'api-url', ['https://proxy.example/token'], true],
    ['/api/avatar-token?page=5', 'token-url', ['/api/avatar-token'], true],
    // Servers that have one file for all addresses, such as WordPress without readable ones.
    ['/index.php?rest_route=/avatar/token', 'token-url', ['/index.php?rest_route=/avatar/token'], true],
    ['/index.php?rest_route=/account/delete', 'token-url', ['/index.php?rest_route=/avatar/token'], false],
    ['/index.php', 'token-url', ['/index.php?rest_route=/avatar/token'], false],
    ['/?route=token', 'token-url', ['/?route=token'], true],
    ['/account/delete', 'token-url', ['/?route=token'], false],
  ];
  for (const [address, use, entries, isAllowed] of ROWS) {
    test(`${use}="${address}" is ${isAllowed ? '' : 'not '}allowed with [${entries.join(' ')}]`, () => {
      assert.equal(allows(address, use, entries), isAllowed);
    });
  }

  test('a page of this machine may use this machine', () => {
    const page = 'http://localhost:8000/';
    assert.isTrue(allows('http://127.0.0.1:3000/token', 'token-url', [], page));
    assert.isTrue(allows('http://localhost:3000', 'api-url', [], page));
    assert.isFalse(allows('https://evil.example', 'api-url', [], page));
  });

  test('entries that are no address permit nothing', () => {
    assert.isFalse(allows('https://evil.example', 'api-url', ['', '*', 'https://', '://', 'https://*']));
  });
});

suite('permittedEntries', () => {
  const added: Element[] = [];
  teardown(() => added.splice(0).forEach((element) => element.remove()));

  function add(parent: Element, markup: string): void {
    parent.insertAdjacentHTML('beforeend', markup);
    if (parent.lastElementChild) added.push(parent.lastElementChild);
  }

  test('takes a meta of the head, with spaces or commas between the entries', () => {
    add(document.head, '<meta name="heygen-avatar-allow" content="a.example, b.example  /token">');
    assert.deepEqual(permittedEntries(['c.example']), ['c.example', 'a.example', 'b.example', '/token']);
  });

  for (const [what, markup] of Object.entries({
    'a meta in the body': '<meta name="heygen-avatar-allow" content="evil.example">',
    'a form that takes the place of document.head':
      '<form name="head"><meta name="heygen-avatar-allow" content="evil.example"></form>',
    'a picture that takes the place of document.head':
      '<img name="head" alt=""><meta name="heygen-avatar-allow" content="evil.example">',
  })) {
    test(`does not take ${what}`, () => {
      add(document.body, `<div>${markup}</div>`);
      assert.deepEqual(permittedEntries([]), []);
    });
  }
});
