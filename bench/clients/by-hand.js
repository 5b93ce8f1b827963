import {Room, RoomEvent, Track} from 'livekit-client';
import {api, fetchJson, greeting, reportFirstFrame, startOnClick, video} from './client.js';

/**
 * The streaming API with nothing but livekit-client, as somebody writes it who knows both well: the page joins the room while the
 * server starts the session.
 */
const {searchParams} = new URL(location.href);

startOnClick(async () => {
  const {token} = await fetchJson('/api/avatar-token');
  const call = async (name, body) => (await fetchJson(`${api}/v1/streaming.${name}`, {token, ...body})).data;
  const {session_id, url, access_token} = await call('new', {
    version: 'v2',
    quality: 'medium',
    avatar_name: 'x',
  });
  const room = new Room({adaptiveStream: searchParams.has('adaptive')});
  room.on(RoomEvent.TrackSubscribed, (track) => {
    track.attach(video);
    if (track.kind === Track.Kind.Video) reportFirstFrame();
  });
  await Promise.all([call('start', {session_id}), room.connect(url, access_token)]);
  if (greeting) await call('task', {session_id, text: greeting, task_type: 'repeat', task_mode: 'async'});
});
