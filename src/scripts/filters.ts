/**
 * Narrows the list of a page in place by chips and words: chips of different groups must all fit, and the address holds
 * what is chosen, so that a reload and the Back button know it. Each chip is a link to what a click on it shows.
 */
import { fillMessage } from '../core/message.ts';

/** The words in the address; no way of grouping has such a name. */
const TEXT = '_text';

interface Item {
  readonly element: HTMLElement;
  /** What it says, for words that are looked for. */
  readonly text: string;
}

/** What is chosen: a value for each group of chips, and words. */
type Choice = ReadonlyMap<string, string>;

/** Makes the filter of a page ready, if it has one. */
export function setUpFilters(): void {
  const filters = document.querySelector<HTMLElement>('[data-filters]');
  const rows = [...document.querySelectorAll<HTMLElement>('.er-errors > li, .er-counts > li')];
  if (!filters || rows.length === 0) return;
  const chips = [...filters.querySelectorAll<HTMLAnchorElement>('[data-by]')];
  const input = filters.querySelector('input');
  const status = filters.querySelector('[role=status]');
  const clear = filters.querySelector('button');
  const items = rows.map((element) => ({ element, text: searched(element.textContent) }));
  /** What the address chooses, as far as the page can show it. */
  const readChoice = (): Choice =>
    new Map(
      [...new URLSearchParams(location.search)].filter(([name, value]) =>
        name === TEXT
          ? input !== null && value !== ''
          : chips.some(({ dataset }) => dataset['by'] === name && dataset['value'] === value),
      ),
    );

  const show = (choice: Choice): void => {
    const shown = new Set(items.filter((item) => fits(item, choice)).map(({ element }) => element));
    for (const row of rows) row.hidden = !shown.has(row);
    for (const group of document.querySelectorAll<HTMLElement>('.er-group:has(.er-errors)'))
      group.hidden = !group.querySelector('.er-errors > li:not([hidden])');
    for (const chip of chips) showChip(chip, choice, items);
    if (status)
      status.textContent =
        choice.size === 0 ? '' : fillMessage(filters.dataset['shown'] ?? '', { shown: shown.size, count: rows.length });
    if (clear) clear.hidden = choice.size === 0;
  };
  const fromAddress = (): void => {
    const choice = readChoice();
    if (input) input.value = choice.get(TEXT) ?? '';
    show(choice);
  };

  filters.addEventListener('click', (event) => {
    const chip = event.target instanceof Element ? event.target.closest('a') : null;
    if (!chip || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', chip.href);
    show(readChoice());
  });
  input?.addEventListener('input', () => {
    const choice = withValue(readChoice(), TEXT, input.value.trim());
    // One entry of the history for all that is typed.
    history.replaceState(null, '', addressOf(choice));
    show(choice);
  });
  clear?.addEventListener('click', () => {
    history.pushState(null, '', addressOf(new Map()));
    fromAddress();
    // The button is gone; the focus stays where the reader is.
    (input ?? chips[0])?.focus();
  });
  addEventListener('popstate', fromAddress);
  fromAddress();
}

function withValue(choice: Choice, name: string, value: string): Choice {
  const changed = new Map([...choice].filter(([other]) => other !== name));
  return value === '' ? changed : changed.set(name, value);
}

function addressOf(choice: Choice): string {
  const query = new URLSearchParams([...choice]).toString();
  return query === '' ? location.pathname : `?${query}`;
}

function fits({ element, text }: Item, choice: Choice): boolean {
  return [...choice].every(([name, value]) =>
    name === TEXT
      ? searched(value)
          .split(' ')
          .every((word) => text.includes(word))
      : element.getAttribute(`data-${name}`) === value,
  );
}

/** A chip tells whether it is chosen, how many rows a click on it shows, and leads there; the chosen one takes itself back. */
function showChip(chip: HTMLAnchorElement, choice: Choice, items: readonly Item[]): void {
  const { by = '', value = '' } = chip.dataset;
  const isChosen = choice.get(by) === value;
  const own = withValue(choice, by, value);
  const count = chip.querySelector('b');
  if (count) count.textContent = String(items.filter((item) => fits(item, own)).length);
  chip.href = isChosen ? addressOf(withValue(choice, by, '')) : addressOf(own);
  if (isChosen) chip.setAttribute('aria-current', 'true');
  else chip.removeAttribute('aria-current');
}

/** Words as they are compared: `rate limit`, `rate-limit` and `ratelimit` find `RATE_LIMIT`. */
function searched(text: string): string {
  return text
    .toLowerCase()
    .normalize()
    .replaceAll(/[_./-]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
