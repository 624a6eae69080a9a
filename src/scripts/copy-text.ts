import words from 'virtual:error-reference/words/copy';
import type { RichText } from '../core/support-texts.ts';
import { announce } from './box-loader.ts';
import { textOfButton } from './button-text.ts';
import { showText } from './copy-by-hand.ts';
import { SAID } from './said.ts';
import { showToast } from './toast.ts';
import { filledValues } from './filled.ts';

const SHOWN_MS = 1600;

/** What became of a text and of writing it to the clipboard. */
export type Copied = readonly [PromiseSettledResult<RichText>, PromiseSettledResult<void>];

/** Tells what became of a copy; after a key, which nobody sees pressed, at the edge of the window. Returns the word for it. */
export function tellCopied([text, written]: Copied, byKey: boolean): string {
  const done = sayCopied(text, written);
  if (byKey) showToast(done);
  else announce(done);
  return done;
}

function sayCopied(text: Copied[0], written: Copied[1]): string {
  if (text.status === 'rejected') {
    const reason: unknown = text.reason;
    return reason instanceof Error && reason.cause === SAID ? reason.message : words.failed;
  }
  if (written.status === 'fulfilled') return words.done;
  showText(text.value.text);
  return words.refused;
}

/** Says on a button what became of its text, for a while. */
export function labelButton(button: HTMLButtonElement, done: string): void {
  const label = (button.dataset['label'] ??= button.textContent);
  button.textContent = done;
  setTimeout(() => {
    if (button.textContent === done) button.textContent = button.dataset['label'] ?? label;
  }, SHOWN_MS);
}

/** The text of the reply that the reader means: the one around the focus, or the first in sight. */
export async function textOfReply(): Promise<RichText> {
  const of = (root: Element | null | undefined): HTMLButtonElement | undefined =>
    [...(root?.querySelectorAll<HTMLButtonElement>('.er-reply .er-copy, [data-reply]') ?? [])].find(
      (button) => button.getClientRects().length > 0,
    );
  const button = of(document.activeElement?.closest('.er-reply, .er-desk > li, [data-box]')) ?? of(document.body);
  if (!button) throw new Error('No reply is in sight.');
  return textOf(button);
}

/** The text that a button stands for. */
export async function textOf(button: HTMLButtonElement): Promise<RichText> {
  if (button.matches('[data-support-text], [data-reply], [data-copy-file]'))
    return textOfButton(button, filledValues());
  const text = button.dataset['copy'] ?? button.closest('figure')?.querySelector('pre')?.textContent ?? '';
  return { text, html: '' };
}
