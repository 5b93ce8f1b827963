import {readFileSync} from 'node:fs';

const ROOT = new URL('..', import.meta.url);

/** The policy as SECURITY.md prints it, with the addresses of a test in the place of real ones. */
export function documentedPolicy(addresses) {
  const [, policy] = /```csp\n([^]*?)```/.exec(readFileSync(new URL('SECURITY.md', ROOT), 'utf8'));
  const oneLine = policy.replace(/\s+/g, ' ').trim();
  return Object.entries(addresses).reduce((all, [real, ours]) => {
    if (!all.includes(real)) throw new Error(`The policy of SECURITY.md does not name ${real}.`);
    return all.replaceAll(real, ours);
  }, oneLine);
}
