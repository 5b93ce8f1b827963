import {blocks, code, table, toName} from '../markdown.mjs';
import {sessionFields, TABLE} from '../session-fields.mjs';

export const sessionSettingsPage = {
  file: 'session-settings.md',
  title: 'Session settings',
  sources: [TABLE],
  body: blocks(
    `Where each [attribute](attributes.md#settings-of-the-session) that is a setting of the session goes. On the streaming API
the element sends it in \`streaming.new\`. With LiveAvatar the element posts all of them to your
[token endpoint](../guides/token-server.md#let-the-page-choose), in the form of \`streaming.new\`; \`createTokenHandler\` puts those
that \`allow\` names in the body of \`/v1/sessions/token\`. A dash means that the API has no such setting.`,
    table(
      ['Attribute', '`streaming.new`', 'LiveAvatar’s `/v1/sessions/token`', 'In `allow`'],
      sessionFields().map(({name, path, isTokenOnly, liveAvatarPath, agentPath, allowedAs}) => [
        toName(name, 'attributes.md'),
        code(isTokenOnly ? undefined : path),
        agentPath ? `${code(liveAvatarPath)}; beside a voice agent ${code(agentPath)}` : code(liveAvatarPath),
        code(allowedAs && `'${allowedAs}'`),
      ]),
    ),
  ),
};
