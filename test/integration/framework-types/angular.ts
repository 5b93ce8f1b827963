import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';
import 'heygen-avatar';

/** Angular looks a tag up in HTMLElementTagNameMap, and has its events from the element's `addEventListener`. */
@Component({
  selector: 'app-good',
  template: `
    <heygen-avatar #avatar (avatar-end)="said($event.reason)" [tokenProvider]="token"></heygen-avatar>
    <button (click)="avatar.speak('Hello.')">Hello</button>
  `,
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
})
export class Good {
  readonly token = () => Promise.resolve('a-token');
  said(reason: 'user' | 'server' | (string & {})): string {
    return reason;
  }
}

@Component({
  selector: 'app-bad',
  template: `
    <heygen-avatar #avatar (avatar-end)="said($event.nothing)"></heygen-avatar>
    <button (click)="avatar.speek('Hello.')">Hello</button>
  `,
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
})
export class Bad {
  said(reason: string): string {
    return reason;
  }
}
