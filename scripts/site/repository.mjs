import {readFileSync} from 'node:fs';

const {repository} = JSON.parse(readFileSync('package.json', 'utf8'));
const ADDRESS = (repository?.url ?? repository)?.replace(/^git\+|\.git$/g, '');

/** Files of the repository that are pages of the site as well; such a page holds the file and nothing else. */
export const FILES_AS_PAGES = {
  'CHANGELOG.md': 'project/changelog.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'SECURITY.md': 'project/security.md',
};

/** The address of a file in the repository; nothing where package.json names no repository. */
export function repositoryAddress(file) {
  return ADDRESS && `${ADDRESS}/blob/main/${file}`;
}

/** The page of the site, from docs/, that a file of the repository is; nothing if it is none. */
export function pageOfFile(file) {
  return file.startsWith('docs/') ? file.slice('docs/'.length) : FILES_AS_PAGES[file];
}
