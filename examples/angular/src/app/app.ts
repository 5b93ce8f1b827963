import {Component, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import 'heygen-avatar';

@Component({
  selector: 'app-root',
  template: `
    <!-- With an account: token-url="/api/avatar-token" in place of backend="sandbox". -->
    <heygen-avatar
      #avatar
      backend="sandbox"
      controls
      chat
      greeting="Welcome!"
      (avatar-statechange)="state.set($event.state)"
    ></heygen-avatar>
    <p>
      State: <output>{{ state() }}</output>
    </p>
    <button type="button" id="stop" (click)="avatar.stop()">Goodbye</button>
  `,
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
})
export class App {
  readonly state = signal('idle');
}
