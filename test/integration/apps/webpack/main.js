import 'heygen-avatar';

const avatar = document.createElement('heygen-avatar');
avatar.backend = 'sandbox';
avatar.avatarId = 'Wayne_20240711';
avatar.muted = true;
avatar.controls = true;
avatar.halfDuplex = false;
avatar.strings = {start: 'Talk to Anna'};
const output = document.createElement('output');
avatar.addEventListener('avatar-statechange', ({state}) => (output.value = state));
const stop = document.createElement('button');
stop.id = 'stop';
stop.addEventListener('click', () => void avatar.stop());
stop.textContent = 'Stop';
document.body.append(avatar, output, stop);
