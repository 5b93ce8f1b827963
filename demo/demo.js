const byId = (id) => document.getElementById(id);
const avatar = byId('avatar');

/** Every attribute, with the values it may have: a list to choose from, `true` for a yes or no, else free text. */
const ATTRIBUTES = {
  'token-url': '',
  'token-credentials': ['same-origin', 'include', 'omit'],
  backend: ['auto', 'streaming', 'liveavatar', 'sandbox'],
  'api-url': '',
  'stop-url': '',
  'avatar-id': '',
  quality: ['high', 'medium', 'low'],
  'video-encoding': ['VP8', 'H264'],
  'knowledge-base': '',
  'knowledge-base-id': '',
  language: '',
  'disable-idle-timeout': ['true', 'false'],
  'activity-idle-timeout': '',
  'no-keep-alive': true,
  'voice-id': '',
  'voice-rate': '',
  'voice-emotion': ['Excited', 'Serious', 'Friendly', 'Soothing', 'Broadcaster'],
  'elevenlabs-stability': '',
  'elevenlabs-model-id': ['eleven_flash_v2_5', 'eleven_multilingual_v2'],
  'elevenlabs-similarity-boost': '',
  'elevenlabs-style': '',
  'elevenlabs-use-speaker-boost': ['true', 'false'],
  'stt-provider': ['deepgram', 'gladia'],
  'stt-confidence': '',
  greeting: '',
  poster: '',
  muted: true,
  autoplay: true,
  controls: true,
  chat: true,
  captions: true,
  microphone: true,
  'push-to-talk': true,
  'half-duplex': true,
  'mini-player': true,
  mode: ['inline', 'floating'],
  placement: ['bottom-end', 'bottom-start', 'top-end', 'top-start'],
  lang: ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ko', 'ar', 'he'],
  preload: ['none', 'intent', 'token', 'auto'],
  strings: '',
};

const METHODS = [
  'start',
  'interrupt',
  'keepAlive',
  'startListening',
  'stopListening',
  'startMicrophone',
  'stopMicrophone',
  'stop',
];

const EVENTS = [
  'statechange',
  'playing',
  'end',
  'error',
  'speechstart',
  'speechend',
  'message',
  'submit',
  'userspeechstart',
  'userspeechend',
  'microphonechange',
  'playblocked',
  'quality',
  'timewarning',
].map((name) => `avatar-${name}`);

for (const name of METHODS) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `${name}()`;
  button.addEventListener('click', () => void call(`${name}()`, () => avatar[name]()));
  byId('methods').append(button);
}

byId('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value;
  const type = event.submitter?.value ?? 'repeat';
  void call(`speak(…, {type: '${type}'})`, async () => {
    const task = await avatar.speak(text, {type});
    void task.ended.then((reason) => note('task.ended', {taskId: task.taskId, reason}));
    return {taskId: task.taskId, durationMs: task.durationMs};
  });
});

byId('own-form').addEventListener('submit', (event) => {
  event.preventDefault();
  avatar.removeAttribute('backend');
  for (const id of ['token-url', 'avatar-id']) setAttribute(id, byId(id).value.trim());
  void avatar.stop();
});

byId('preview').addEventListener('click', () => {
  setAttribute('backend', 'sandbox');
  void avatar.stop();
});

byId('copy').addEventListener('click', () => {
  navigator.clipboard.writeText(byId('snippet').textContent).then(
    () => (byId('copy').textContent = 'Copied'),
    () => getSelection().selectAllChildren(byId('snippet')), // not allowed here: ready for Ctrl+C instead
  );
});

byId('clear').addEventListener('click', () => byId('log').replaceChildren());

// The events bubble and are composed, so that one listener on the document hears every avatar of the page.
for (const type of EVENTS) {
  document.addEventListener(type, (event) => {
    note(type, Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'isTrusted')));
    byId('state').textContent = avatar.state;
  });
}

// `npm run start:server` gives the attributes of its own far end in the address.
for (const [name, value] of new URLSearchParams(location.search)) {
  if (!(name in ATTRIBUTES)) continue;
  avatar.removeAttribute('backend');
  avatar.setAttribute(name, value);
}
for (const [name, values] of Object.entries(ATTRIBUTES)) addField(name, values);
new MutationObserver(showMarkup).observe(avatar, {attributes: true});
showMarkup();

/** Calls a method and notes how it went. */
async function call(name, method) {
  try {
    const result = await method();
    note(name, result ?? 'done');
  } catch (error) {
    note(name, error);
  }
}

/** Puts a line on top of the log. */
function note(name, fields) {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = `${new Date().toLocaleTimeString('en-GB')} `;
  const title = document.createElement('b');
  title.textContent = name;
  item.append(time, title, ` ${describe(fields)}`);
  byId('log').prepend(item);
  while (byId('log').children.length > 200) byId('log').lastChild.remove();
}

function describe(value) {
  if (value instanceof Error) return `${value.code ?? value.name}: ${value.message}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${each instanceof Error ? describe(each) : JSON.stringify(each)}`)
    .join(', ');
}

function addField(name, values) {
  const label = document.createElement('label');
  label.textContent = name;
  const field = document.createElement(Array.isArray(values) ? 'select' : 'input');
  field.id = `attribute-${name}`;
  label.htmlFor = field.id;
  if (values === true) field.type = 'checkbox';
  if (Array.isArray(values))
    field.append(new Option('', ''), ...values.map((each) => new Option(each, each)));
  field.addEventListener('change', () => {
    if (values === true) avatar.toggleAttribute(name, field.checked);
    else setAttribute(name, field.value);
  });
  byId('attributes').append(label, field);
}

function setAttribute(name, value) {
  if (value) avatar.setAttribute(name, value);
  else avatar.removeAttribute(name);
}

/** The markup of the element as it is now, and the fields with it. */
function showMarkup() {
  const attributes = [...avatar.attributes].filter(({name}) => name in ATTRIBUTES);
  const lines = attributes.map(({name, value}) =>
    value === '' ? `  ${name}` : `  ${name}="${escaped(value)}"`,
  );
  byId('snippet').textContent = [
    '<script type="module" src="https://cdn.example/heygen-avatar@1/heygen-avatar.js"></script>',
    '<heygen-avatar',
    ...lines,
    '></heygen-avatar>',
  ].join('\n');
  byId('copy').textContent = 'Copy';
  for (const [name, values] of Object.entries(ATTRIBUTES)) {
    const field = byId(`attribute-${name}`);
    if (values === true) field.checked = avatar.hasAttribute(name);
    else field.value = avatar.getAttribute(name) ?? '';
  }
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
