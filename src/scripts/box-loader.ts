import { boxText, setBoxText, takePaste } from './box-text.ts';
import { loadTouchedStyles } from './touched-styles.ts';

/** An Enter before the program was there: it counts once it is, if the text is still the same. */
export interface EarlyEnter {
  readonly event: KeyboardEvent;
  readonly text: string;
}

/** Makes the lookup boxes of the page ready; their program is loaded once one of them is touched. */
export function setUpBox(): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('[data-box] input')];
  for (const input of inputs) {
    let early: EarlyEnter | undefined;
    let loading: Promise<void> | undefined;
    const keep = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && !event.isComposing) early = { event, text: boxText(input) };
    };
    const load = (): void => {
      loading ??= Promise.all([import('./box.ts'), loadTouchedStyles()]).then(([{ attachBox }]) => {
        input.removeEventListener('keydown', keep);
        attachBox(input, early);
      });
    };
    input.addEventListener('keydown', keep);
    input.addEventListener('focus', load);
    input.addEventListener('pointerdown', load);
    input.addEventListener('paste', takePaste);
    if (document.activeElement === input) load();
  }
  const [first] = inputs;
  if (first === undefined) return;
  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    first.focus();
    first.select();
  });
  const text = takeQuery() ?? missedName();
  if (text === undefined) return;
  first.focus();
  setBoxText(first, text);
}

function isShortcut({ key, code, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  // Where the keyboard writes another alphabet, the key is known by its place.
  const isK = /^[a-z]$/i.test(key) ? key.toLowerCase() === 'k' : code === 'KeyK';
  if (isK && (ctrlKey || metaKey)) return !altKey;
  const typing =
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
  return key === '/' && !ctrlKey && !metaKey && !altKey && !typing;
}

/** The text of `?q=`, which then leaves the address. */
function takeQuery(): string | undefined {
  const url = new URL(location.href);
  const text = url.searchParams.get('q') ?? undefined;
  if (text === undefined) return undefined;
  url.searchParams.delete('q');
  history.replaceState(history.state, '', url);
  return text;
}

/** On the page for missing pages: what the address seems to name. */
function missedName(): string | undefined {
  if (!document.querySelector('[data-not-found]')) return undefined;
  const segment = location.pathname.split('/').findLast(Boolean);
  try {
    return (
      segment && decodeURIComponent(segment.replaceAll(/~([0-9A-F]{2})/g, '%$1')).replace(/\.(?:html|json|md)$/, '')
    );
  } catch {
    return undefined; // no valid percent-encoding, so no name
  }
}
