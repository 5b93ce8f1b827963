import {execFileSync} from 'node:child_process';
import {format, resolveConfig} from 'prettier';
import {findChromium} from '../../scripts/find-browser.mjs';
import {findLivekitServer} from '../../scripts/livekit-server.mjs';
import {machine, versions} from './machine.mjs';
import {runsOf, tableOf} from './markdown.mjs';
import {recordOf} from './record.mjs';
import {withTables} from './with-tables.mjs';

/**
 * The page of the documentation that has the tables, for the folder that it is in; `page` is its text so far. Unless all was measured
 * (`isWhole`), only these sections are new, and each says when it was measured and on what.
 */
export async function documentOf(sections, {command, minutes, load, page, isWhole}) {
  const date = new Date().toISOString().slice(0, 10);
  const [own, ...others] = versions(await othersVersions());
  const facts = [
    `- **Date:** ${date}`,
    `- **Machine:** ${machine()}; load average before it: ${load.toFixed(1)}`,
    `- **Versions:** ${[own, ...others].join(', ')}`,
    `- **Command:** \`${command.trim()}\`, which took ${Math.round(minutes)} minutes`,
  ];
  const origin = isWhole ? [] : [`Measured on ${date} by \`${command.trim()}\` with ${own} on ${machine()}.`];
  const parts = sections.map((section, index) => {
    // The tables of one part stand together.
    const isFirst = sections[index - 1]?.part !== section.part;
    const how = isFirst ? [section.part.how.replace(/\s+/g, ' ')] : [];
    return [`## ${section.title}`, ...how, tableOf(section), runsOf(section), ...origin].join('\n\n');
  });
  const record = recordOf(page, sections, {date, version: own, machine: machine()});
  const all = [...parts, ...(record ? [record] : [])];
  const text = isWhole ? [INTRODUCTION, facts.join('\n'), ...all].join('\n\n') : withTables(page, all);
  return format(text, {...(await resolveConfig('docs/index.md')), parser: 'markdown'});
}

const INTRODUCTION = `# Benchmarks

<!-- Written by npm run bench -- --write. -->

What the element costs, beside HeyGen’s own two clients and beside a page that uses livekit-client by hand. All use a real
\`livekit-server\` with an avatar that publishes 480p at 25 frames/s, and a copy of HeyGen’s API whose calls take 100 ms each; the
avatar is in its room already, and so is LiveAvatar’s agent. The rows are measured in turn, each in a new page. A figure is the median, with
the quartiles in brackets. Smaller is better, and where another row is better than the element, the table shows it.

With round trips of 60 ms, relays delay what goes to each server and comes back by 30 ms each, TCP and UDP, and a new connection waits
two round trips, for the handshakes of TCP and TLS 1.3. The visitor is behind a NAT then, has not permitted the microphone, and learns
from a STUN server how the LiveKit server reaches them. “Of the faster SDK” divides the median by that of the faster one of HeyGen’s two
clients in the same table.

HeyGen’s clients have the LiveKit server offer the connection for picture and voice. By default that server waits half a second for a
better path to the visitor than the one through their NAT. The element’s LiveKit client offers that connection itself, and does not wait.
Who runs the server can switch the wait off: a table of its own has the same rows without it.

\`npm run build && npm run bench\` measures all of it again.`;

async function othersVersions() {
  const versionOf = (path, ...args) => execFileSync(path, args, {encoding: 'utf8'}).trim();
  const livekit = versionOf(await findLivekitServer(), '--version').replace(/.*version /, '');
  return {
    browser: versionOf(findChromium(), '--version', '--no-sandbox').replace(/ built on.*/, ''),
    livekit,
  };
}
