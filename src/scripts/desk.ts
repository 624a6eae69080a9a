import words from 'virtual:words/copy';
import { boxText, takePaste } from './box-text.ts';

const PAUSE = 120;

/** Makes the support desk ready: its filter, and the replies of its rows; their program is loaded once one is touched. */
export function setUpDesk(): void {
  const input = document.querySelector<HTMLInputElement>('[data-desk-filter]');
  const desk = document.querySelector<HTMLElement>('[data-desk]');
  const status = input?.parentElement?.querySelector('[role=status]');
  if (!input || !desk || !status) return;
  const load = () => import('./desk-answers.ts');
  let timer = 0;
  const filter = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      void load().then(
        ({ showAnswers }) => showAnswers({ desk, status, read: () => boxText(input).trim() }),
        () => (status.textContent = words.failed),
      );
    }, PAUSE);
  };
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
