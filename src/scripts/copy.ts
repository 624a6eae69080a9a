import type { RichText } from '../core/support-texts.ts';
import { isReplyKey, sayFailed } from './box-loader.ts';

const load = () => import('./copy-text.ts');

/**
 * Copy buttons: a code block's text, the text in `data-copy`, or a text of the support desk by `data-support-text`; Alt R
 * copies the reply that is in view, `data-reply` shows it first. What makes the texts is loaded once it is needed.
 */
export function setUpCopy(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('.er-copy, [data-reply]') : null;
    if (button?.matches('[data-reply]'))
      void import('./your-error.ts').then((page) => page.openReply(button), sayFailed);
    else if (button)
      copyText(load().then(({ textOf }) => textOf(button)))
        .then(async (done) => (await load()).labelButton(button, done))
        .catch(sayFailed);
  });
  document.addEventListener('keydown', (event) => {
    if (
      !isReplyKey(event) ||
      event.defaultPrevented ||
      isAsking() ||
      !document.querySelector('.er-reply, [data-reply]')
    )
      return;
    event.preventDefault();
    copyText(
      load().then(({ textOfReply }) => textOfReply()),
      true,
    ).catch(sayFailed);
  });
}

/** Whether a box holds a text: it answers for the reply itself. */
function isAsking(): boolean {
  const here = document.activeElement;
  return here instanceof HTMLInputElement && here.value !== '' && here.closest('[data-box]') !== null;
}

/**
 * Copies a text, and tells what became of it; returns the word for that. The clipboard is asked at once, for some
 * browsers open it in the moment of a press alone; it takes a promise for the text.
 */
export async function copyText(text: Promise<RichText>, byKey = false): Promise<string> {
  const copied = Promise.allSettled([text, write(text)]);
  return (await load()).tellCopied(await copied, byKey);
}

async function write(text: Promise<RichText>): Promise<void> {
  const blob = async (form: keyof RichText, type: string): Promise<Blob> => new Blob([(await text)[form]], { type });
  const [plain, html] = ['text/plain', 'text/html'];
  await navigator.clipboard.write([new ClipboardItem({ [plain]: blob('text', plain), [html]: blob('html', html) })]);
}
