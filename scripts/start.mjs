import {watch} from 'rollup';
import {cdn} from '../rollup.config.mjs';
import {serveDemo} from './demo-server.mjs';

let serving;

/** The demo is served from the first good build on, and built anew at every change. */
watch(cdn).on('event', (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code === 'BUNDLE_END') {
    void event.result.close();
    console.log(`Built in ${event.duration} ms.`);
    serving ??= serveDemo().then((origin) => console.log(`The demo is at ${origin}/demo/`));
  }
});
