import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

/** Each public member of HeyGen's own clients has its row in the page for those who move from them. */
const PAGE = readFileSync('docs/project/moving-to-liveavatar.md', 'utf8');
const HEYGEN = 'node_modules/@heygen';

const NOT_FOR_PAGES = ['constructor', 'static'];

/** The names of the public members in the declaration of a class. */
function members(file, name) {
  const [, body = ''] =
    new RegExp(`class ${name}[ <][^{]*\\{\n([^]*?)\n\\}`).exec(readFileSync(file, 'utf8')) ?? [];
  const lines = body
    .split('\n')
    .filter((line) => /^ {4}\w/.test(line) && !/^ {4}(private|protected)/.test(line));
  const names = lines.map((line) => /^ {4}(?:(?:readonly|get|set|static) )*(\w+)/.exec(line)?.[1]);
  return [...new Set(names)].filter((name) => !NOT_FOR_PAGES.includes(name));
}

for (const [name, file] of [
  ['StreamingAvatar', 'streaming-avatar/lib/index.d.ts'],
  ['LiveAvatarSession', 'liveavatar-web-sdk/lib/LiveAvatarSession/LiveAvatarSession.d.ts'],
  ['ElevenLabsAgentSession', 'liveavatar-web-sdk/lib/LiveAvatarSession/ElevenLabsAgentSession.d.ts'],
  ['VoiceChat', 'liveavatar-web-sdk/lib/VoiceChat/VoiceChat.d.ts'],
]) {
  test(`${name} has no member that the page leaves out`, () => {
    const names = members(`${HEYGEN}/${file}`, name);
    assert.ok(names.length >= 3, names.join());
    const isNamed = (each) => new RegExp(`\`[^\`]*\\b${each}\\b[^\`]*\``).test(PAGE);
    assert.deepEqual(
      names.filter((each) => !isNamed(each)),
      [],
    );
  });
}
