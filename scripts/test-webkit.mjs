import {startTestRunner} from '@web/test-runner';
import config from '../web-test-runner.webkit.config.mjs';
import {webkitLauncher} from './webkit-launcher.mjs';

/**
 * Runs the tests in WebKitGTK; arguments are those of web-test-runner. Now and then this browser hangs for good in the middle
 * of a file: such a file, which has no result, is run again, once, in a new browser. A file in which a test fails is not.
 */
const first = await run(config);
const again = first.failed.every(({isHung}) => isHung) ? first.failed : [];
for (const {file} of again) console.log(`WebKit has hung; this file is run once more: ${file}`);
const files = again.map(({file}) => file);
const passed = again.length > 0 ? (await run({...config, files}, [])).passed : first.passed;
process.exit(passed ? 0 : 1);

/** Resolves with whether all has passed, and the files that have not. */
async function run(options, argv = process.argv) {
  const launcher = webkitLauncher();
  const runner = await startTestRunner({
    config: {...options, browsers: [launcher]},
    readFileConfig: false,
    autoExitProcess: false,
    argv,
  });
  const passed = await new Promise((resolve) => runner.on('stopped', resolve));
  const failed = [...runner.sessions.all()]
    .filter((session) => !session.passed)
    .map(({id, testFile, testResults}) => ({
      file: testFile,
      isHung: launcher.hungSessions.has(id) && !testResults,
    }));
  return {passed, failed};
}
