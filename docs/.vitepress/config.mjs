import {cpSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import sirv from 'sirv';
import {anchor} from '../../scripts/docs/markdown.mjs';
import {llmsTexts, pageText} from '../../scripts/site/llms.mjs';
import {siteMap} from '../../scripts/site/site-map.mjs';
import {liveFences} from './live-fences.mjs';
import {repositoryLinks} from './repository-links.mjs';

const CDN = 'dist/cdn';

/** Pages by name in the sidebar; the list of them is docs/index.md. */
const sidebar = siteMap().map(({title, pages}) => ({
  text: title,
  items: pages.map((page) => ({text: page.title.replaceAll('`', ''), link: `/${page.path}`})),
}));

/** Code in a line is shown as it is written: Vue would compute what Liquid and Tag Manager write in double braces. */
function verbatimCode(md) {
  const render = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (tokens, index, ...rest) => {
    tokens[index].attrSet('v-pre', '');
    return render(tokens, index, ...rest);
  };
}

export default {
  title: '<heygen-avatar>',
  description: 'A talking HeyGen avatar in any web page: one script tag, one element.',
  lang: 'en',
  lastUpdated: false,
  head: [['link', {rel: 'icon', href: 'data:,'}]],
  markdown: {
    theme: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'},
    // The addresses of headings are those of GitHub: a link works in both places.
    anchor: {slugify: anchor},
    // “Talk to {name}” is a text, not a text with attributes.
    attrs: {disable: true},
    config(md) {
      md.use(repositoryLinks);
      md.use(liveFences);
      verbatimCode(md);
    },
  },
  themeConfig: {
    sidebar,
    nav: [
      {text: 'Quick start', link: '/start/quick-start'},
      {text: 'Guides', link: '/guides/script-tag'},
      {text: 'Reference', link: '/reference/attributes'},
      {text: 'Changelog', link: '/project/changelog'},
    ],
    outline: [2, 3],
    search: {provider: 'local'},
  },
  vite: {
    plugins: [
      {
        name: 'element-of-the-examples',
        configureServer: (server) => void server.middlewares.use('/cdn', sirv(CDN, {dev: true})),
      },
    ],
  },
  /** The first page has the name of the site and no second one. */
  transformPageData: ({relativePath}) => (relativePath === 'index.md' ? {titleTemplate: false} : {}),
  buildEnd({outDir, pages}) {
    const {index, full} = llmsTexts();
    writeFileSync(join(outDir, 'llms.txt'), index);
    writeFileSync(join(outDir, 'llms-full.txt'), full);
    // What llms.txt lists: each page also as Markdown.
    for (const page of pages) writeFileSync(join(outDir, page), pageText(page));
    cpSync(CDN, join(outDir, 'cdn'), {recursive: true, filter: (file) => !/\.(map|json)$/.test(file)});
  },
};
