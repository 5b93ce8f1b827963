import {assert} from '@open-wc/testing';
import {piecesOf} from '../../src/ui/state/links.js';

/** The links of a message on a page of www.example.com: what the visitor reads, and where it leads where that is not the same. */
const linksIn = (message: string) => {
  const pieces = piecesOf(message, 'www.example.com');
  return pieces.flatMap(({text, href}) =>
    href === undefined ? [] : [href === text ? text : `${text} → ${href}`],
  );
};

suite('links in a message', () => {
  for (const [message, ...links] of [
    ['See https://a.org/x.', 'https://a.org/x'],
    [
      'HTTP://A.ORG/X and https://b.org/?q=1&r=2#top!',
      'HTTP://A.ORG/X → http://a.org/X',
      'https://b.org/?q=1&r=2#top',
    ],
    ['www.a.org, or (www.b.org)', 'www.a.org → https://www.a.org/', 'www.b.org → https://www.b.org/'],
    ['(see https://en.wikipedia.org/wiki/A_(b)).', 'https://en.wikipedia.org/wiki/A_(b)'],
    ['[docs](https://a.org/x) and **https://b.org/y**', 'https://a.org/x', 'https://b.org/y'],
    ['“https://a.org/x” ‘https://b.org/y’', 'https://a.org/x', 'https://b.org/y'],
    ['请看https://a.org/x，谢谢。（https://b.org/y）', 'https://a.org/x', 'https://b.org/y'],
    ['https://a.org/x...', 'https://a.org/x'],
    ['https://a.org/x?!)', 'https://a.org/x'],
    ['https://a.org\\@evil.org', 'https://a.org → https://a.org/'],
    ['http://localhost:3000/x', 'http://localhost:3000/x'],
    ['https://müller.de/x', 'https://müller.de/x → https://xn--mller-kva.de/x'],
    // Cyrillic а, fullwidth letters: the visitor reads what the browser will open.
    ['https://аpple.com/x', 'https://xn--pple-43d.com/x'],
    ['https://ｅvil.org/x', 'https://evil.org/x'],
  ] as const) {
    test(`found: ${message}`, () => assert.deepEqual(linksIn(message), links));
  }

  for (const message of [
    'javascript:alert(1)',
    'javascript://www.a.org/%0aalert(1)',
    'data:text/html,https://a.org',
    'blob:https://a.org/x',
    'view-source:https://a.org',
    'mailto:a@www.a.org',
    'ftp://www.a.org file:///etc/passwd vbscript:x',
    'https://bank.example@evil.org/',
    'https://user:secret@a.org/',
    'https://:@a.org.@b.org/',
    'https://a.org/\u202egnp.exe',
    'https://a\u200b.org/x',
    'https://a\u3164.org',
    'https://',
    'http://%zz',
    'www.',
    'https://[',
    `https://a.org/${'x'.repeat(2_000)}`,
    'xhttps://a.org',
    '<a href="javascript:x">x</a> &lt;script&gt; [x](javascript:x)',
  ]) {
    test(`text: ${JSON.stringify(message).slice(0, 60)}`, () => {
      const pieces = piecesOf(message, 'www.example.com');
      assert.deepEqual(pieces, [{text: message}]);
    });
  }

  test('what stands around it is kept as it is', () => {
    const message = 'A <b> https://a.org/x, (www.b.org)\nend.';
    assert.equal(
      piecesOf(message, '')
        .map(({text}) => text)
        .join(''),
      message,
    );
    assert.deepEqual(piecesOf('', ''), []);
  });

  test('which lead to another site', () => {
    const foreign = (link: string, here: string) => piecesOf(link, here)[0]?.isForeign;
    for (const link of ['https://example.com/x', 'http://WWW.example.com', 'https://shop.example.com:8443'])
      assert.isFalse(foreign(link, 'www.example.com'), link);
    assert.isFalse(foreign('https://www.example.com', 'shop.example.com'));
    for (const link of [
      'https://notexample.com',
      'https://example.com.evil.org',
      'https://evil.org/?example.com',
    ])
      assert.isTrue(foreign(link, 'www.example.com'), link);
    assert.isTrue(foreign('https://a.org', ''), 'a page without a host');
  });

  test('a long message of brackets and dots takes no time', () => {
    const from = performance.now();
    piecesOf(`https://a.org/${')'.repeat(200_000)} ${`https://a.org/${'.'.repeat(1_900)} `.repeat(200)}`, '');
    assert.isBelow(performance.now() - from, 2_000);
  });
});
