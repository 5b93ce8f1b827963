import {choicesOf, EXAMPLES, groupsOf} from './attributes.js';

/** Shows a field for every attribute of the element, in groups. The fields follow changes from elsewhere. */
export function attributeForm(avatar, place) {
  const {observedAttributes, elementProperties} = avatar.constructor;
  const switches = new Set(
    [...elementProperties]
      .filter(([name]) => typeof avatar[name] === 'boolean')
      .map(([name, {attribute}]) => (typeof attribute === 'string' ? attribute : name.toLowerCase())),
  );
  const choices = choicesOf(avatar.constructor);
  const known = groupsOf(avatar.constructor);
  const named = new Set(Object.values(known).flat());
  const rest = observedAttributes.filter((name) => !named.has(name));
  const groups = rest.length > 0 ? {...known, More: rest} : known;
  const fields = new Map();

  for (const [title, names] of Object.entries(groups)) {
    const group = document.createElement('details');
    group.name = 'attributes';
    const summary = document.createElement('summary');
    const count = document.createElement('span');
    summary.append(title, count);
    group.append(summary, ...names.map((name) => row(name)));
    group.open = title === 'What is shown';
    place.append(group);
  }
  new MutationObserver(show).observe(avatar, {attributes: true});
  show();

  function row(name) {
    const label = document.createElement('label');
    const field = fieldOf(name, choices[name], switches.has(name));
    label.append(name, field);
    if (field.type === 'checkbox') label.className = 'switch';
    fields.set(name, field);
    field.addEventListener('change', () => {
      if (field.type === 'checkbox') avatar.toggleAttribute(name, field.checked);
      else setAttribute(avatar, name, field.value);
    });
    return label;
  }

  function show() {
    for (const [name, field] of fields) {
      if (field.type === 'checkbox') field.checked = avatar.hasAttribute(name);
      else if (field !== document.activeElement) field.value = avatar.getAttribute(name) ?? '';
    }
    for (const summary of place.querySelectorAll('summary')) {
      const set = groups[summary.firstChild.data].filter((name) => avatar.hasAttribute(name));
      summary.lastChild.textContent = set.length > 0 ? String(set.length) : '';
    }
  }
}

export function setAttribute(avatar, name, value) {
  if (value) avatar.setAttribute(name, value);
  else avatar.removeAttribute(name);
}

function fieldOf(name, choices, isSwitch) {
  if (choices) {
    const field = document.createElement('select');
    field.append(new Option('–', ''), ...choices.map((each) => new Option(each)));
    return field;
  }
  const field = document.createElement('input');
  field.autocomplete = 'off';
  field.spellcheck = false;
  if (isSwitch) field.type = 'checkbox';
  else field.placeholder = EXAMPLES[name] ?? '';
  return field;
}
