import {assert} from '@open-wc/testing';
import {Transcript, type Line} from '../../src/ui/state/transcript.js';
import {transcriptFile} from '../../src/ui/transcript-files.js';

const START = Date.UTC(2026, 0, 1, 12);
const NAMES = {user: 'You', avatar: 'Anna <b> & Co.\n', tool: 'Action'};
const words = {nameOf: (role: Line['role']) => NAMES[role], cutWord: 'cut', startedAt: START};

function transcriptOf(...lines: readonly [Line['role'], string, from: number, to: number, cut?: boolean][]) {
  const transcript = new Transcript();
  transcript.lines = lines.map(([role, text, from, to, cut = false]) => ({
    role,
    text,
    at: new Date(START + from),
    end: new Date(START + to),
    cut,
    earlier: false,
  }));
  return transcript;
}

suite('the file of a transcript', () => {
  test('as WebVTT: a subtitle for each message, at its time in the session, until the next', () => {
    const transcript = transcriptOf(
      ['avatar', 'Hello.', -500, 4_000],
      ['user', 'Hi!', 3_600_000 + 61_005, 3_600_000 + 61_005],
      ['tool', 'scrollTo', 3_600_000 + 61_100, 3_600_000 + 61_100],
      ['avatar', 'I was about', 3_700_000, 3_710_000, true],
    );
    const {type, extension, content} = transcriptFile(transcript, 'vtt', words);
    assert.deepEqual([type, extension], ['text/vtt', 'vtt']);
    assert.equal(
      content,
      `WEBVTT

00:00:00.000 --> 00:00:04.000
<v Anna &lt;b&gt; &amp; Co.>Hello.

01:01:01.005 --> 01:01:02.005
<v You>Hi!

01:01:01.100 --> 01:01:02.100
<v Action>scrollTo

01:01:40.000 --> 01:01:50.000
<v Anna &lt;b&gt; &amp; Co.>I was about (cut)
`,
    );
  });

  test('no subtitle is of an earlier conversation, which has no time in this session', () => {
    const transcript = transcriptOf(['user', 'Then', 0, 0], ['user', 'Now', 0, 0]);
    transcript.lines = transcript.lines.map((line, index) => ({...line, earlier: index === 0}));
    const {content} = transcriptFile(transcript, 'vtt', words);
    assert.include(content, 'Now');
    assert.notInclude(content, 'Then');
  });

  for (const [attack, written] of [
    ['One.\n\n00:00:01.000 --> 00:00:02.000\nForged', 'One.\n00:00:01.000 --&gt; 00:00:02.000\nForged'],
    ['<v Anna>I agree</v> & <script>', '&lt;v Anna&gt;I agree&lt;/v&gt; &amp; &lt;script&gt;'],
    ['\n \r\n NOTE x \n', 'NOTE x'],
  ] as const) {
    test(`no message forges a subtitle: ${JSON.stringify(attack)}`, () => {
      const {content} = transcriptFile(transcriptOf(['user', attack, 0, 0]), 'vtt', words);
      assert.equal(content.split('\n').slice(3).join('\n'), `<v You>${written}\n`);
    });
  }

  test('as JSON: what `transcript` of the element is', () => {
    const transcript = transcriptOf(['user', '"Hi"\n</script>', 0, 10], ['avatar', 'Yes', 20, 30, true]);
    const {type, extension, content} = transcriptFile(transcript, 'json', words);
    assert.deepEqual([type, extension], ['application/json', 'json']);
    assert.deepEqual(JSON.parse(content), [
      {role: 'user', text: '"Hi"\n</script>', time: '2026-01-01T12:00:00.000Z', cut: false, earlier: false},
      {role: 'avatar', text: 'Yes', time: '2026-01-01T12:00:00.020Z', cut: true, earlier: false},
    ]);
  });

  test('as text: each message with its speaker', () => {
    const {type, extension, content} = transcriptFile(transcriptOf(['user', 'Hi', 0, 0]), 'text', words);
    assert.deepEqual([type, extension, content], ['text/plain', 'txt', 'You: Hi']);
  });
});
