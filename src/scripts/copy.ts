import words from 'virtual:words/copy';
import type { RichText } from '../core/support-texts.ts';
import { announce, isReplyKey, sayFailed } from './box-loader.ts';
import { filledValues } from './filled.ts';

const SHOWN_MS = 1600;

/**
 * Copy buttons: a code block's text, the text in `data-copy`, or a text of the support desk by `data-support-text`; Alt R
 * presses the one for the reply that is in view. `data-reply` shows the reply first.
 */
export function setUpCopy(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('.copy, [data-reply]') : null;
    if (button?.matches('[data-reply]')) void import('./your-error.ts').then((page) => page.openReply(), sayFailed);
    else if (button) void copy(button);
  });
  document.addEventListener('keydown', (event) => {
    if (!isReplyKey(event) || event.defaultPrevented) return;
    const button = findReply();
    if (!button) return;
    event.preventDefault();
    void copy(button, true);
  });
}

/** The reply that the reader means: the one around the focus, or the first in sight. */
function findReply(): HTMLButtonElement | undefined {
  const of = (root: Element | null | undefined): HTMLButtonElement | undefined =>
    [...(root?.querySelectorAll<HTMLButtonElement>('.reply .copy, [data-reply]') ?? [])].find(
      (button) => button.getClientRects().length > 0,
    );
  const here = document.activeElement?.closest('.reply, .desk > li, [data-box]');
  return of(here) ?? of(document.body);
}

/** Copies a text and tells what became of it; after a key, which nobody sees pressed, at the edge of the window. */
export async function copyText(text: Promise<RichText>, byKey = false): Promise<string> {
  const done = await write(text)
    .then(
      () => words.done,
      async () => {
        (await import('./copy-by-hand.ts')).showText((await text).text);
        return words.refused;
      },
    )
    .catch(() => words.failed);
  if (byKey) (await import('./toast.ts')).showToast(done);
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
    return (await import('./button-text.ts')).textOfButton(button, filledValues());
  const text = button.dataset['copy'] ?? button.closest('figure')?.querySelector('pre')?.textContent ?? '';
  return { text, html: '' };
}
