/** A field that an agent may fill: the page has named it by this attribute. */
const FILLABLE = 'data-avatar-fill';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The kinds of `<input>` that hold a text which the visitor sees. A password, a file and a hidden field are none. */
const TEXT_TYPES: ReadonlySet<string> = new Set([
  'text',
  'search',
  'email',
  'tel',
  'url',
  'number',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
]);

/** What browsers and password managers fill with secrets: a password that is shown, a code, a card. */
const SECRET = /password|one-time-code|\bcc-/i;

/** Fills the field that the page calls so. Returns what the agent is told. */
export function fillField(name: string, value: string): string {
  const named = [...document.querySelectorAll(`[${FILLABLE}]`)].filter(
    (element) => element.getAttribute(FILLABLE) === name,
  );
  const field = named.find(isFillable);
  if (!field) return 'There is no such field on this page.';
  const chosen = field instanceof HTMLSelectElement ? optionOf(field, value) : value;
  if (chosen === undefined) return 'That is none of the choices of this field.';
  if ('maxLength' in field && field.maxLength >= 0 && value.length > field.maxLength) {
    return `The text is too long for this field, which takes ${field.maxLength} characters.`;
  }
  // Frameworks replace the property of the field to watch it; that of the class is the one that they take as the visitor's.
  Reflect.set(classOf(field).prototype, 'value', chosen, field);
  if (chosen !== '' && field.value === '') return 'This field does not take that.';
  field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  field.dispatchEvent(new Event('change', {bubbles: true}));
  return 'The field is filled in.';
}

function isFillable(element: Element): element is Field {
  const isKnown =
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLSelectElement && !element.multiple) ||
    (element instanceof HTMLInputElement && TEXT_TYPES.has(element.type));
  if (!isKnown || element.matches(':disabled')) return false;
  // The property is empty where the browser does not know the word, as Firefox does not know "one-time-code".
  if (SECRET.test(element.getAttribute('autocomplete') ?? '')) return false;
  return !('readOnly' in element && element.readOnly) && element.checkVisibility();
}

const optionOf = ({options}: HTMLSelectElement, text: string): string | undefined =>
  [...options].find(
    ({value, label, disabled}) => !disabled && (value === text || label.trim() === text.trim()),
  )?.value;

function classOf(field: Field): {prototype: Field} {
  if (field instanceof HTMLSelectElement) return HTMLSelectElement;
  return field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
}
