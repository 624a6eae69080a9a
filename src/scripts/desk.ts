import words from 'virtual:words/copy';
import { boxText, takePaste } from './box-text.ts';

/** Makes the filter of the support desk ready; its program is loaded once it is touched. */
export function setUpDesk(): void {
  const input = document.querySelector<HTMLInputElement>('[data-desk-filter]');
  const list = document.querySelector<HTMLElement>('.desk');
  const status = input?.parentElement?.querySelector('[role=status]');
  if (!input || !list || !status) return;
  const filter = (): void => {
    void import('./desk-filter.ts').then(
      ({ filterDesk }) => filterDesk(list, status, () => boxText(input).trim()),
      () => (status.textContent = words.failed),
    );
  };
  for (const name of ['focus', 'input']) input.addEventListener(name, filter);
  input.addEventListener('paste', takePaste);
  if (document.activeElement === input) filter();
}
