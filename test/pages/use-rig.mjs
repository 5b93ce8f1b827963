import {after, afterEach, before} from 'node:test';
import {startRig} from './rig.mjs';

/** The rig of a test file, there once its first test runs. The pages that a test opens are closed after it. */
export function useRig(options) {
  const rig = {};
  before(async () => {
    Object.assign(rig, await startRig(options));
  });
  afterEach(() => rig.closePages());
  after(() => rig.stop?.());
  return rig;
}
