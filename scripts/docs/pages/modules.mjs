import {modulePage, placesOf} from '../module-page.mjs';

const ELEMENT = 'src/index.ts';

export const typesPage = modulePage({
  file: 'types.md',
  title: 'Types',
  source: ELEMENT,
  intro:
    'What `heygen-avatar` exports besides the element: the types of its arguments and results. [Events](events.md) have a page of their own.',
});

export const sessionPage = modulePage({
  file: 'avatar-session.md',
  title: '`AvatarSession`',
  source: 'src/session/public-api.ts',
  intro:
    'The exports of `heygen-avatar/session`: a session without an element. The guide [Without an element](../guides/without-an-element.md) shows how to use it.',
  other: placesOf(ELEMENT, 'types.md'),
});

export const tokenServerPage = modulePage({
  file: 'token-server.md',
  title: 'Token server',
  source: 'src/token-server/token-handler.ts',
  intro:
    'The exports of `heygen-avatar/token-server`. The guide [Token server](../guides/token-server.md) shows how to use them.',
});

export const sandboxPage = modulePage({
  file: 'sandbox.md',
  title: 'Sandbox',
  source: 'src/sandbox/sandbox.ts',
  intro:
    'The exports of `heygen-avatar/sandbox`. The page [The sandbox](../start/sandbox.md) shows how to use them.',
});

export const toolsPage = modulePage({
  file: 'page-tools.md',
  title: 'Page tools',
  source: 'src/tools/page-tools.ts',
  intro:
    'The exports of `heygen-avatar/tools`: actions in the page that an agent may be given. The guide [Tools](../guides/tools.md) shows how to use them.',
  other: placesOf(ELEMENT, 'types.md'),
});
