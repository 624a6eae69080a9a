import words from 'virtual:words/desk';
import { say } from '../core/say.ts';
import { answer } from '../lookup/lookup.ts';
import type { Answer, Hit } from '../lookup/answer.ts';
import { isSure } from '../lookup/reason.ts';
import { siteIndex } from './site-index.ts';

/** A row of the desk: the address of its error's page, and what it says. */
export interface DeskRow {
  readonly address: string;
  readonly text: string;
}

/**
 * Shows the rows of the desk that the text means, by what is there of the index, and again once all of it is; `read`
 * gives the text, which may have changed by then.
 */
export async function filterDesk(list: HTMLElement, status: Element, read: () => string): Promise<void> {
  const text = read();
  const index = siteIndex();
  const show = (): boolean => {
    const loaded = text === '' ? undefined : index.read(text);
    showRows(list, status, text, loaded === undefined ? NOTHING : answer(text, loaded.index));
    return loaded?.complete ?? false;
  };
  if (show()) return;
  await index.load(text);
  if (read() === text) show();
}

const NOTHING = { hits: [], near: [] };

function showRows(
  list: HTMLElement,
  status: Element,
  text: string,
  { hits, near }: Pick<Answer, 'hits' | 'near'>,
): void {
  const elements = [...list.querySelectorAll<HTMLElement>(':scope > li')];
  const rows = elements.map((row) => ({
    address: row.querySelector('.desk-head a')?.getAttribute('href') ?? '',
    text: row.textContent.toLowerCase(),
  }));
  const shown = chooseRows(text, rows, hits, near);
  elements.forEach((row, place) => (row.hidden = !shown[place]));
  list.classList.toggle('filtered', text !== '');
  status.textContent = text === '' ? '' : say(words.shown, { shown: shown.filter(Boolean).length, count: rows.length });
}

/**
 * Which rows are shown: those of the errors that the text states; else those that it may mean and those that hold all of
 * its words; else those that are near.
 */
export function chooseRows(
  text: string,
  rows: readonly DeskRow[],
  hits: readonly Hit[],
  near: readonly Hit[],
): readonly boolean[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isOf = (pages: readonly Hit[], { address }: DeskRow): boolean =>
    pages.some(({ path }) => address.endsWith(path));
  const sure = hits.filter(({ reasons }) => isSure(reasons[0]));
  const choices = [
    rows.map((row) => isOf(sure, row)),
    rows.map((row) => isOf(hits, row) || asked.every((word) => row.text.includes(word))),
    rows.map((row) => isOf(near, row)),
  ];
  return choices.find((choice) => choice.includes(true)) ?? rows.map(() => false);
}
