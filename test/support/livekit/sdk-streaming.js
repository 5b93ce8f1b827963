import StreamingAvatar, {AvatarQuality, StreamingEvents, TaskMode, TaskType} from '@heygen/streaming-avatar';
import {api, fetchToken, startOnClick, tell, tellFirstFrame, video} from './sdk-events.js';

// The client opens its chat socket at the API's host name with TLS and without the port: only that address is rewritten.
globalThis.WebSocket = new Proxy(WebSocket, {
  construct(Socket, [url, ...rest]) {
    const {pathname, search} = new URL(url);
    const isChat = pathname === '/v1/ws/streaming.chat';
    return new Socket(isChat ? `${api.replace('http', 'ws')}${pathname}${search}` : url, ...rest);
  },
});

let avatar;

startOnClick(async () => {
  const {token} = await fetchToken('/api/avatar-token');
  avatar = new StreamingAvatar({token, basePath: api});
  for (const type of Object.values(StreamingEvents)) {
    avatar.on(type, ({detail}) => tell(type, detail instanceof MediaStream ? {} : {...detail}));
  }
  avatar.on(StreamingEvents.STREAM_READY, ({detail}) => {
    video.srcObject = detail;
    tellFirstFrame();
    void video.play();
  });
  const {session_id} = await avatar.createStartAvatar({quality: AvatarQuality.Medium, avatarName: 'x'});
  tell('started', {session_id});
});

globalThis.client = {
  speak: (text) => avatar.speak({text, taskType: TaskType.REPEAT, taskMode: TaskMode.SYNC}),
  talk: (text) => avatar.speak({text, taskType: TaskType.TALK, taskMode: TaskMode.SYNC}),
  interrupt: () => avatar.interrupt(),
  keepAlive: () => avatar.keepAlive(),
  listen: async () => [await avatar.startListening(), await avatar.stopListening()],
  stop: () => avatar.stopAvatar(),
};
