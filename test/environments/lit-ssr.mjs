import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html} from 'lit';
import 'heygen-avatar';

const page = html`<heygen-avatar token-url="/api/avatar-token" mode="floating" autoplay .chat=${true}>
  <p slot="explanation">Our privacy note</p>
</heygen-avatar>`;
process.stdout.write(JSON.stringify({markup: await collectResult(render(page))}));
