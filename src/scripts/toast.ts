import { ownPart } from './element.ts';
import { loadTouchedStyles } from './touched-styles.ts';

const SHOWN_MS = 2400;
let toast: HTMLElement | undefined;
let timer = 0;

/** Says something at the lower edge of the window, for screen readers too. */
export function showToast(text: string): void {
  void loadTouchedStyles();
  toast ??= makeToast();
  toast.textContent = text;
  toast.hidden = false;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (toast) toast.hidden = true;
  }, SHOWN_MS);
}

function makeToast(): HTMLElement {
  const made = document.createElement('p');
  made.className = 'er-toast';
  made.setAttribute('role', 'status');
  ownPart().append(made);
  return made;
}
