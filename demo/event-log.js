/** The newest lines on top: what the page was told, and how its own calls went. */
export class EventLog {
  #list;

  constructor(list) {
    this.#list = list;
  }

  /** What kind of line it is, a name, and what there is to say of it. */
  note(kind, name, fields) {
    const item = document.createElement('li');
    item.dataset.kind = kind;
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString('en-GB');
    const title = document.createElement('b');
    title.textContent = name;
    const words = document.createElement('span');
    words.textContent = describe(fields);
    item.append(time, title, words);
    this.#list.prepend(item);
    while (this.#list.children.length > 200) this.#list.lastChild.remove();
  }

  clear() {
    this.#list.replaceChildren();
  }
}

function describe(value) {
  if (value instanceof Error) return `${value.code ?? value.name}: ${value.message}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${each instanceof Error ? describe(each) : JSON.stringify(each)}`)
    .join(', ');
}
