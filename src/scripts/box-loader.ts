import words from 'virtual:error-reference/words/copy';
import { boxText, takePaste } from './box-text.ts';
import { loadTouchedStyles } from './touched-styles.ts';

/** An Enter or Alt R before the program was there: it counts once it is, if the text is still the same. */
export interface EarlyKey {
  readonly event: KeyboardEvent;
  readonly text: string;
}

/** Makes the lookup boxes of the page ready; their program is loaded once one of them is touched. Returns the first. */
export function setUpBox(): HTMLInputElement | undefined {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('[data-box] input')];
  for (const input of inputs) {
    let early: EarlyKey | undefined;
    let loading: Promise<void> | undefined;
    const touch = (event?: Event): void => {
      if (event instanceof KeyboardEvent && (event.key === 'Enter' || isReplyKey(event)) && !isComposed(event))
        early = { event, text: boxText(input) };
      loading ??= Promise.all([import('./box.ts'), loadTouchedStyles()]).then(
        ([{ attachBox }]) => attachBox(input, early),
        () => {
          loading = early = undefined;
          sayFailed();
        },
      );
    };
    for (const name of ['keydown', 'focus', 'pointerdown']) input.addEventListener(name, touch);
    input.addEventListener('paste', takePaste);
    if (document.activeElement === input) touch();
  }
  return inputs[0];
}

/** Whether an input method takes a key for its own; Safari ends the composition before it tells of the key. */
export function isComposed({ isComposing, keyCode }: { isComposing: boolean; keyCode: number }): boolean {
  return isComposing || keyCode === 229;
}

/** Whether a key copies the reply. */
export function isReplyKey({ altKey, ctrlKey, metaKey, code }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && !metaKey && code === 'KeyR';
}

/** Whether a key is pressed alone and means a shortcut: not in a field, nor where the reader wants none. */
export function isSingleKey({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const typing =
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
  return !ctrlKey && !metaKey && !altKey && !typing && document.documentElement.dataset['keys'] !== 'off';
}

/** Whether a key leads to the box. */
export function isShortcut(event: KeyboardEvent): boolean {
  const { key, code, ctrlKey, metaKey, altKey } = event;
  // Where the keyboard writes another alphabet, the key is known by its place.
  const isK = /^[a-z]$/i.test(key) ? key.toLowerCase() === 'k' : code === 'KeyK';
  return isK && (ctrlKey || metaKey) ? !altKey : key === '/' && isSingleKey(event);
}

/** Tells a screen reader, which a button's changed text does not. */
export function announce(message: string): Element | null {
  const status = document.querySelector('[data-box] [role=status]');
  if (status) status.textContent = message;
  return status;
}

/** Says below the box that a script could not be loaded; the next touch asks for it again. */
export function sayFailed(): void {
  announce(words.failed)?.classList.remove('er-visually-hidden');
}
