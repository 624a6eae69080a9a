import words from 'virtual:words/desk';
import { say } from '../core/say.ts';

/** Filters the rows of the support desk as one types. */
export function setUpDesk(): void {
  const input = document.querySelector<HTMLInputElement>('[data-desk-filter]');
  if (!input) return;
  const rows = [...document.querySelectorAll<HTMLElement>('.desk > li')].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
  }));
  const status = input.parentElement?.querySelector('[role=status]');
  input.addEventListener('input', () => {
    const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !asked.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    if (status) status.textContent = asked.length === 0 ? '' : say(words.shown, { shown, count: rows.length });
  });
}
