import { announce } from './box-loader.ts';
import { loadTouchedStyles } from './touched-styles.ts';

const SHOWN_MS = 2400;
let timer = 0;

/** Says something at the lower edge of the window, for screen readers too. */
export function showToast(text: string): void {
  const status = announce(text);
  if (!status) return;
  void loadTouchedStyles().then(() => (status.className = 'toast'));
  window.clearTimeout(timer);
  timer = window.setTimeout(() => (status.className = 'visually-hidden'), SHOWN_MS);
}
