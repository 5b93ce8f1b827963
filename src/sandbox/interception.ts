import {avatarErrorFrom} from '../session/errors/make-error.js';
import {NetworkFailure} from './http/faults.js';
import {FetchInterceptor} from '@mswjs/interceptors/fetch';
import {WebSocketInterceptor} from '@mswjs/interceptors/WebSocket';
import type {PageSocket} from './page-socket.js';

export interface InterceptedCalls {
  /** Only requests and sockets to this host are intercepted. */
  host: string;
  /** Answers a request. If it rejects with a `NetworkFailure`, the page's `fetch` rejects as it does without a network. */
  onRequest: (request: Request) => Promise<Response>;
  /** Accepts a new WebSocket. If it rejects, the page's socket fails. */
  onSocket: (client: PageSocket) => Promise<void>;
}

/**
 * Intercepts the page's `fetch` and `WebSocket` calls to one host. The interceptors of the library handle every call of the
 * page; calls to other hosts go to the browser's own functions instead, so that the sandbox cannot change them. Returns a
 * function that puts the browser's own functions back.
 */
export function interceptHost({host, onRequest, onSocket}: InterceptedCalls): () => void {
  const native = {fetch: globalThis.fetch, WebSocket: globalThis.WebSocket};
  const requests = interceptRequests(onRequest);
  const sockets = interceptSockets(onSocket);
  const intercepted = {fetch: globalThis.fetch, WebSocket: globalThis.WebSocket};
  const isIntercepted = (url: string) =>
    URL.canParse(url, location.href) && new URL(url, location.href).hostname === host;

  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const {fetch} = isIntercepted(url) ? intercepted : native;
    return fetch.call(globalThis, input, init);
  };
  globalThis.WebSocket = new Proxy(native.WebSocket, {
    construct: (target, args: ConstructorParameters<typeof WebSocket>, newTarget) =>
      isIntercepted(String(args[0]))
        ? Reflect.construct(intercepted.WebSocket, args)
        : Reflect.construct(target, args, newTarget),
  });

  return () => {
    requests.dispose();
    sockets.dispose();
    globalThis.fetch = native.fetch;
    globalThis.WebSocket = native.WebSocket;
  };
}

function interceptRequests(onRequest: InterceptedCalls['onRequest']): FetchInterceptor {
  const interceptor = new FetchInterceptor();
  // The interceptor awaits its listeners, but its types do not allow a promise.
  // oxlint-disable-next-line typescript/no-misused-promises
  interceptor.on('request', async ({request, controller}) => {
    try {
      controller.respondWith(await onRequest(request));
    } catch (error) {
      if (error instanceof NetworkFailure) controller.errorWith(new TypeError('Failed to fetch'));
      // An exception of the sandbox's own code must not look like a network that has failed.
      else controller.errorWith(avatarErrorFrom(error));
    }
  });
  interceptor.apply();
  return interceptor;
}

function interceptSockets(onSocket: InterceptedCalls['onSocket']): WebSocketInterceptor {
  const interceptor = new WebSocketInterceptor();
  // The interceptor awaits its listeners, but its types do not allow a promise.
  // oxlint-disable-next-line typescript/no-misused-promises
  interceptor.on('connection', async ({client}) => {
    try {
      await onSocket(client);
    } catch {
      client.socket.dispatchEvent(new Event('error'));
      client.close(4000, 'refused by the sandbox');
    }
  });
  interceptor.apply();
  return interceptor;
}
