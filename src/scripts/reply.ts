import words from 'virtual:error-reference/words/reply';
import support from 'virtual:error-reference/words/support';
import { element } from './element.ts';

/** The texts that an editor offers, by the names of their buttons; each is made once it is asked for. */
export type OfferedTexts = Readonly<Record<string, () => string | Promise<string>>>;

/** What an editor is made of. */
export interface Offer {
  readonly texts: OfferedTexts;
  /** The address that stays a link in what is copied. */
  readonly url: string;
}

let made = 0;
const loading = new WeakMap<HTMLTextAreaElement, Promise<unknown>>();

/** The text of an editor's field as it stands, once it is loaded. Rejects where it can't be. */
export async function editedText(field: HTMLTextAreaElement): Promise<string> {
  await loading.get(field);
  return field.value;
}

/**
 * A field that shows a text before it is sent, to be edited, with the button that copies it as it stands. Where several
 * texts are offered, a list picks one; what was edited is kept.
 */
export function makeEditor({ texts, url }: Offer): HTMLElement {
  const editor = element('div', 'er-reply', '');
  const id = `reply-${made++}`;
  const label = element('label', '', '');
  label.htmlFor = id;
  const field = element('textarea', '', '');
  field.id = id;
  field.dir = 'auto';
  field.dataset['url'] = url;
  const button = element('button', 'er-copy', '');
  button.type = 'button';
  const key = element('small', '', words.about);
  const kept = new Map<string, string>();
  let shown = '';
  const follow = (): void => {
    fit(field);
    // For paper.
    editor.dataset['text'] = field.value;
  };
  const show = async (name: string): Promise<void> => {
    if (shown !== '' && !field.readOnly) kept.set(shown, field.value);
    shown = name;
    button.dataset['supportText'] = name;
    button.textContent = support[name as keyof typeof support];
    delete button.dataset['label'];
    label.textContent = words.kinds[name as keyof typeof words.kinds];
    const text = Promise.resolve(kept.get(name) ?? texts[name]?.() ?? '');
    loading.set(field, text);
    field.value = words.loading;
    field.readOnly = true;
    const loaded = await text.catch(() => words.failed);
    if (shown !== name) return;
    field.readOnly = false;
    field.value = loaded;
    follow();
  };
  field.addEventListener('input', follow);
  const names = Object.keys(texts);
  const row = element('p', '', '');
  row.append(button, key);
  editor.append(...(names.length > 1 ? [makePicker(id, names, show)] : []), label, field, row);
  void show(names[0] ?? '');
  return editor;
}

/** One of several: radio buttons are one stop of the Tab key, and arrows pick. */
function makePicker(id: string, names: readonly string[], show: (name: string) => Promise<void>): HTMLElement {
  const picker = element('fieldset', '', '');
  picker.append(element('legend', 'er-visually-hidden', words.pick));
  for (const name of names) {
    const [label, input] = [element('label', '', ''), element('input', '', '')];
    input.type = 'radio';
    input.name = `${id}-text`;
    input.checked = name === names[0];
    input.addEventListener('change', () => void show(name));
    label.append(input, words.kinds[name as keyof typeof words.kinds]);
    picker.append(label);
  }
  return picker;
}

const MOST_ROWS = 14;

/** Makes a field as high as its text, within limits. */
function fit(field: HTMLTextAreaElement): void {
  field.rows = 1;
  const line = Number.parseFloat(getComputedStyle(field).lineHeight) || 24;
  field.rows = Math.min(MOST_ROWS, Math.max(3, Math.ceil(field.scrollHeight / line)));
}
