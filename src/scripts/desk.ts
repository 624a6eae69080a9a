import words from 'virtual:error-reference/words/copy';
import { isReplyKey, sayFailed } from './box-loader.ts';
import { boxText, takePaste } from './box-text.ts';
import { copyText } from './copy.ts';

const PAUSE = 120;

/** Makes the support desk ready: its filter, and the replies of its rows; their program is loaded once one is touched. */
export function setUpDesk(): void {
  const input = document.querySelector<HTMLInputElement>('[data-desk-filter]');
  const desk = document.querySelector<HTMLElement>('[data-desk]');
  const status = input?.parentElement?.querySelector('[role=status]');
  if (!input || !desk || !status) return;
  const load = () => import('./desk-answers.ts');
  const asked = { desk, status, read: () => boxText(input).trim() };
  let timer = 0;
  let answered: Promise<unknown> = Promise.resolve();
  const filter = (): void => {
    window.clearTimeout(timer);
    answered = new Promise<void>((resolve) => (timer = window.setTimeout(resolve, PAUSE)))
      .then(load)
      .then(({ showAnswers }) => showAnswers(asked))
      .catch(() => (status.textContent = words.failed));
  };
  input.addEventListener('keydown', (event) => {
    if (!isReplyKey(event) || asked.read() === '') return;
    event.preventDefault();
    const reply = answered.then(load).then(({ readFirstReply }) => readFirstReply(asked));
    copyText(reply, true).catch(sayFailed);
  });
  input.addEventListener('focus', () => void load().catch(() => undefined));
  input.addEventListener('input', filter);
  input.addEventListener('paste', takePaste);
  // `toggle` doesn't bubble.
  desk.parentElement?.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open) return;
      void load()
        .then(({ showReply }) => showReply(target))
        .then(
          () => {
            if (status.textContent === words.failed) status.textContent = '';
          },
          () => (status.textContent = words.failed),
        );
    },
    { capture: true },
  );
  if (boxText(input) !== '') filter();
}
