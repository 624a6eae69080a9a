import words from 'virtual:error-reference/words/byHand';
import { element, ownPart } from './element.ts';
import { loadTouchedStyles } from './touched-styles.ts';

/** Shows a text, selected, to be copied by hand: for pages to which the browser closes its clipboard. */
export function showText(text: string): void {
  void loadTouchedStyles();
  const dialog = document.createElement('dialog');
  dialog.className = 'er-by-hand';
  dialog.setAttribute('aria-label', words.title);
  const [about, field, close] = [
    element('p', '', words.about),
    element('textarea', '', ''),
    element('button', '', words.close),
  ];
  about.id = 'by-hand-about';
  field.value = text;
  field.rows = 10;
  field.readOnly = true;
  field.dir = 'auto';
  field.setAttribute('aria-label', words.title);
  field.setAttribute('aria-describedby', about.id);
  close.type = 'button';
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.append(about, field, close);
  ownPart().append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}
