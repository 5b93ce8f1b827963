/** What src/sandbox/interception.ts uses of @mswjs/interceptors: the package holds this and nothing more of it. */
export {FetchInterceptor} from '@mswjs/interceptors/fetch';
export {WebSocketInterceptor} from '@mswjs/interceptors/WebSocket';
