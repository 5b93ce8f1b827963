import {assert} from '@open-wc/testing';
import {TrackList} from '../../src/session/track-list.js';

suite('TrackList', () => {
  let stream: MediaStream;
  let tracks: TrackList;
  const video = () =>
    document.createElement('canvas').captureStream().getVideoTracks()[0] as MediaStreamTrack;
  const playing = () => stream.getTracks().map(({id}) => id);

  setup(() => {
    stream = new MediaStream();
    tracks = new TrackList(stream);
  });

  test('plays the newest track, and the one before it again when that goes', () => {
    const [first, second] = [video(), video()];
    tracks.add(first);
    tracks.add(second);
    assert.deepEqual(playing(), [second.id]);
    tracks.remove(second);
    assert.deepEqual(playing(), [first.id]);
  });

  test('goes on with the newest track where an older one goes', () => {
    const [first, second] = [video(), video()];
    tracks.add(first);
    tracks.add(second);
    tracks.remove(first);
    assert.deepEqual(playing(), [second.id]);
  });

  test('plays no track of a room that is gone: the one before it, or nothing', () => {
    const [lost, first, second] = [video(), video(), video()];
    tracks.add(lost);
    tracks.add(first);
    lost.stop();
    tracks.add(second);
    tracks.remove(second);
    assert.deepEqual(playing(), [first.id]);
    tracks.remove(first);
    assert.deepEqual(playing(), []);
  });

  test('plays nothing once every track has gone', () => {
    const only = video();
    tracks.add(only);
    tracks.remove(only);
    tracks.remove(only);
    assert.deepEqual(playing(), []);
    assert.isTrue(tracks.isEmpty);
  });
});
