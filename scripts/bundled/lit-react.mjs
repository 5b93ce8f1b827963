/** What src/react/react.ts uses of @lit/react. */
export {createComponent} from '@lit/react';
