import {CHOICES} from '../attributes.js';
import {GROUPS, SIZE} from './scenes.js';

const form = document.getElementById('choice');
const scenes = document.getElementById('scenes');

form.group.append(new Option('all', ''), ...Object.keys(GROUPS).map((name) => new Option(name)));
form.lang.append(...CHOICES.lang.map((code) => new Option(nameOf(code), code)));

// The address holds the choice, so that it can be shared.
const query = new URLSearchParams(location.search);
form.group.value = Object.keys(GROUPS)[0];
for (const [name, value] of query) if (form[name]) form[name].value = value;

/** Loads a scene when it comes into view: each has a session of its own. */
const observer = new IntersectionObserver(
  (entries) => {
    for (const {target, isIntersecting} of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      target.src = target.dataset.src;
    }
  },
  {rootMargin: '200px'},
);

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', show);
show();

function show() {
  const choice = Object.fromEntries(new FormData(form));
  const set = Object.entries(choice).filter(([name, value]) => value || name === 'group');
  history.replaceState(null, '', `?${new URLSearchParams(set)}`);
  observer.disconnect();
  scenes.replaceChildren(
    ...Object.entries(GROUPS)
      .filter(([group]) => !choice.group || group === choice.group)
      .map(([group, all]) => sectionOf(group, all, choice))
      .filter((section) => section.querySelector('figure')),
  );
  const count = scenes.querySelectorAll('iframe').length;
  form.count.value = count === 1 ? '1 picture' : `${count} pictures`;
}

function sectionOf(title, all, choice) {
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  heading.textContent = title;
  const found = Object.entries(all).filter(([name]) => name.includes(choice.find.trim().toLowerCase()));
  section.append(heading, ...found.map(([name, scene]) => figureOf(name, scene, choice)));
  return section;
}

/** The window at another width. The stage keeps its shape, so the height changes too. */
function sizeAt(width, {size = SIZE, style = '', attributes: {mode} = {}}) {
  const hasShape = mode !== 'floating' && !style.includes('block-size');
  return [width, hasShape ? Math.round((width - 20) * (9 / 16)) + 120 : size[1]];
}

function figureOf(name, scene, {theme, width, dir, lang}) {
  const {size = SIZE, media} = scene;
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const link = document.createElement('a');
  link.textContent = name;
  const [wide, high] = width ? sizeAt(Number(width), scene) : size;
  const note = document.createElement('small');
  const forced = media ? '; your system sets forced colours' : '';
  note.textContent = ` ${wide} × ${high}${forced}`;
  caption.append(link, note);
  const frames = document.createElement('div');
  frames.className = 'frames';
  for (const each of theme === 'both' ? ['light', 'dark'] : [theme]) {
    // Right to left implies a language that is written so, unless a language is chosen.
    const words = lang || (dir === 'rtl' ? 'ar' : dir === 'ltr' ? 'en' : '');
    const direction = dir || (lang && (['ar', 'he'].includes(lang) ? 'rtl' : 'ltr'));
    const address = new URLSearchParams({scene: name, theme: each, lang: words, dir: direction});
    const frame = document.createElement('iframe');
    frame.title = `${name}, ${each}`;
    frame.allow = 'microphone; autoplay; fullscreen; picture-in-picture; clipboard-write';
    [frame.width, frame.height] = [wide, high];
    frame.style.colorScheme = each;
    frame.dataset.src = `gallery/scene.html?${address}`;
    link.href = frame.dataset.src;
    frames.append(frame);
    observer.observe(frame);
  }
  figure.append(caption, frames);
  return figure;
}

function nameOf(code) {
  return new Intl.DisplayNames([code], {type: 'language'}).of(code);
}
