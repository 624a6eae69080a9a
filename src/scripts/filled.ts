import type { PastedValues } from '../lookup/pasted-values.ts';
import { sayFailed } from './box-loader.ts';
import { loadTouchedStyles } from './touched-styles.ts';

/** What the fragment of an address starts with that carries values of a paste. */
export const FRAGMENT = '#paste=';

let shown: PastedValues | undefined;

/** The reader's own values that the page shows. */
export function filledValues(): PastedValues | undefined {
  return shown;
}

/** Fills the page with the reader's own values from the fragment, now and when a new fragment comes. */
export function fillFromFragment(): void {
  const fill = (): void => {
    if (!location.hash.startsWith(FRAGMENT)) return;
    const fragment = location.hash.slice(FRAGMENT.length);
    // At once, so that no copied link and no reload holds the values.
    history.replaceState(history.state, '', location.pathname + location.search);
    void Promise.all([import('./your-error.ts'), loadTouchedStyles()])
      .then(([page]) => page.fillPage(fragment, (values) => (shown = values)))
      .catch(sayFailed);
  };
  fill();
  window.addEventListener('hashchange', fill);
}
