/** An input drops line breaks and crawls on long texts: it shows the start, and the whole text is kept here. */

const LONGEST_SHOWN = 300;
const pasted = new WeakMap<HTMLInputElement, string>();
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
  const text = pastedText(event);
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  pasted.set(target, text.trim());
  if (text.length <= LONGEST_SHOWN && !/[\r\n]/.test(text.trim())) return;
  event.preventDefault();
  setBoxText(target, text);
}

/** Takes a paste that goes to no field to a box, as if it had been pasted there. */
export function takeStrayPaste(event: ClipboardEvent, input: HTMLInputElement): void {
  const text = pastedText(event);
  const { target } = event;
  if (text.trim() === '' || (target instanceof HTMLElement && target.closest('input, textarea, select, dialog')))
    return;
  event.preventDefault();
  pasted.set(input, text.trim());
  input.focus();
  setBoxText(input, text);
}

/** Whether all of a box's text was pasted at once. */
export function isPasted(input: HTMLInputElement): boolean {
  return boxText(input).trim() === pasted.get(input);
}

const pastedText = ({ clipboardData }: ClipboardEvent): string => clipboardData?.getData('text/plain') ?? '';
