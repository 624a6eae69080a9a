import words from 'virtual:words/copy';
import type { RichText } from '../core/support-texts.ts';
import { announce } from './box-loader.ts';
import { textOfButton } from './button-text.ts';
import { showText } from './copy-by-hand.ts';
import { SAID } from './said.ts';
import { showToast } from './toast.ts';
import { filledValues } from './filled.ts';

const SHOWN_MS = 1600;

/** Copies what a button stands for; `data-reply` shows the reply first. */
export async function press(button: HTMLButtonElement): Promise<void> {
  if (!button.matches('[data-reply]')) await copy(button);
  else await (await import('./your-error.ts')).openReply(button);
}

/** Copies the reply that is in view, as by its button. */
export async function pressReply(): Promise<void> {
  const button = findReply();
  if (button) await copy(button, true);
}

/** The reply that the reader means: the one around the focus, or the first in sight. */
function findReply(): HTMLButtonElement | undefined {
  const of = (root: Element | null | undefined): HTMLButtonElement | undefined =>
    [...(root?.querySelectorAll<HTMLButtonElement>('.reply .copy, [data-reply]') ?? [])].find(
      (button) => button.getClientRects().length > 0,
    );
  const here = document.activeElement?.closest('.reply, .desk > li, [data-box]');
  // A box that holds a text answers for it itself.
  return of(here) ?? (here?.querySelector('input')?.value ? undefined : of(document.body));
}

/** Copies a text and tells what became of it; after a key, which nobody sees pressed, at the edge of the window. */
export async function copyText(text: Promise<RichText>, byKey = false): Promise<string> {
  const done = await write(text)
    .then(
      () => words.done,
      async () => {
        showText((await text).text);
        return words.refused;
      },
    )
    .catch((error: unknown) => (error instanceof Error && error.cause === SAID ? error.message : words.failed));
  if (byKey) showToast(done);
  else announce(done);
  return done;
}

/** Copies the text of a button and says so on it. */
async function copy(button: HTMLButtonElement, byKey = false): Promise<void> {
  const done = await copyText(textOf(button), byKey);
  const label = (button.dataset['label'] ??= button.textContent);
  button.textContent = done;
  setTimeout(() => {
    if (button.textContent === done) button.textContent = button.dataset['label'] ?? label;
  }, SHOWN_MS);
}

/** Writes plain text, and HTML where there is some. The clipboard takes promises, for some browsers don't wait for a script to load. */
async function write(text: Promise<RichText>): Promise<void> {
  const blob = async (form: keyof RichText, type: string): Promise<Blob> => new Blob([(await text)[form]], { type });
  const [plain, html] = ['text/plain', 'text/html'];
  await navigator.clipboard.write([new ClipboardItem({ [plain]: blob('text', plain), [html]: blob('html', html) })]);
}

async function textOf(button: HTMLButtonElement): Promise<RichText> {
  if (button.matches('[data-support-text], [data-reply], [data-copy-file]'))
    return textOfButton(button, filledValues());
  const text = button.dataset['copy'] ?? button.closest('figure')?.querySelector('pre')?.textContent ?? '';
  return { text, html: '' };
}
