import words from 'virtual:words/copy';
import type { RichText } from '../core/support-texts.ts';
import { announce } from './box-loader.ts';
import { filledValues } from './filled.ts';

const SHOWN_MS = 1600;

/** Copy buttons: a code block's text, the text in `data-copy`, or a text of the support desk, by `data-support-text`. */
export function setUpCopy(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button.copy') : null;
    if (button) void copy(button);
  });
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyR') return;
    const button = document.querySelector<HTMLButtonElement>('main ~ .rail [data-support-text=reply]');
    if (!button) return;
    event.preventDefault();
    void copy(button);
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const done = await write(button).then(
    () => words.done,
    () => words.refused,
  );
  const label = (button.dataset['label'] ??= button.textContent);
  button.textContent = done;
  announce(done);
  setTimeout(() => (button.textContent = label), SHOWN_MS);
}

function write(button: HTMLButtonElement): Promise<void> {
  const name = button.dataset['supportText'];
  return name === undefined ? navigator.clipboard.writeText(textFor(button)) : writeRich(supportText(button, name));
}

/** Writes HTML and plain text. The clipboard takes promises, for some browsers don't wait for a script to load. */
function writeRich(text: Promise<RichText>): Promise<void> {
  const blob = async (form: keyof RichText, type: string): Promise<Blob> => new Blob([(await text)[form]], { type });
  const [plain, html] = ['text/plain', 'text/html'];
  return navigator.clipboard.write([new ClipboardItem({ [plain]: blob('text', plain), [html]: blob('html', html) })]);
}

async function supportText(button: HTMLButtonElement, name: string): Promise<RichText> {
  const texts = await import('./support.ts');
  const row = button.closest<HTMLElement>('[data-url]');
  return row ? texts.textOfRow(row, name) : texts.textOfPage(name, filledValues());
}

function textFor(button: HTMLButtonElement): string {
  return button.dataset['copy'] ?? button.closest('figure')?.querySelector('pre')?.textContent ?? '';
}
