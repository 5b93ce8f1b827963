import StreamingAvatar, {AvatarQuality, StreamingEvents, TaskMode, TaskType} from '@heygen/streaming-avatar';
import {api, fetchJson, greeting, reportFirstFrame, startOnClick, video} from './client.js';

// The client opens its chat socket at the API's host name with TLS and without the port: only that address is rewritten.
globalThis.WebSocket = new Proxy(WebSocket, {
  construct(Socket, [url, ...rest]) {
    const {pathname, search} = new URL(url);
    const isChat = pathname === '/v1/ws/streaming.chat';
    return new Socket(isChat ? `${api.replace('http', 'ws')}${pathname}${search}` : url, ...rest);
  },
});

/** HeyGen's client for the streaming API, as its documentation shows it. */
startOnClick(async () => {
  const {token} = await fetchJson('/api/avatar-token');
  const avatar = new StreamingAvatar({token, basePath: api});
  avatar.on(StreamingEvents.STREAM_READY, ({detail}) => {
    video.srcObject = detail;
    reportFirstFrame();
    void video.play();
    if (greeting) void avatar.speak({text: greeting, taskType: TaskType.REPEAT, taskMode: TaskMode.ASYNC});
  });
  await avatar.createStartAvatar({quality: AvatarQuality.Medium, avatarName: 'x'});
});
