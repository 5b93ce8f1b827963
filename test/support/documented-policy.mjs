import {readFileSync} from 'node:fs';

const SECURITY = new URL('../../SECURITY.md', import.meta.url);

/** The policy that SECURITY.md prints, with a test's addresses in the place of the real ones. */
export function documentedPolicy(addresses) {
  const [, policy] = /```csp\n([^]*?)```/.exec(readFileSync(SECURITY, 'utf8'));
  const oneLine = policy.replace(/\s+/g, ' ').trim();
  return Object.entries(addresses).reduce((all, [real, ours]) => {
    if (!all.includes(real)) throw new Error(`The policy of SECURITY.md does not name ${real}.`);
    return all.replaceAll(real, ours);
  }, oneLine);
}
