/** An input drops line breaks and crawls on long texts: it shows the start, and the whole text is kept here. */

const LONGEST_SHOWN = 300;
const whole = new WeakMap<HTMLInputElement, { readonly shown: string; readonly text: string }>();

/** The text of a box: what was pasted or typed, whole. */
export function boxText(input: HTMLInputElement): string {
  const kept = whole.get(input);
  return kept?.shown === input.value ? kept.text : input.value;
}

/** Puts a text into a box as if it had been typed there. */
export function setBoxText(input: HTMLInputElement, text: string): void {
  input.value = text.slice(0, LONGEST_SHOWN).replace(/\s+/g, ' ').trim();
  whole.set(input, { shown: input.value, text });
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Takes over a paste that the input itself would cut or flatten. */
export function takePaste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!(event.target instanceof HTMLInputElement) || (text.length <= LONGEST_SHOWN && !/[\r\n]/.test(text.trim())))
    return;
  event.preventDefault();
  setBoxText(event.target, text);
}
