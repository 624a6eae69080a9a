import words from 'virtual:error-reference/words/filled';
import replyWords from 'virtual:error-reference/words/reply';
import type { FindingPart } from '../core/findings.ts';
import { gapAfter } from '../core/say.ts';
import { checkValues, type PastedValues } from '../lookup/pasted-values.ts';
import { answerCauses, tellFindings, type AnsweredCause } from '../lookup/ticket-facts.ts';
import { announce } from './box-loader.ts';
import { element } from './element.ts';
import { fillPlaces } from './fill-places.ts';
import { filledValues } from './filled.ts';
import { receivedRows } from './received-rows.ts';
import { makeEditor } from './reply.ts';
import { offerOf, readErrorPage, type ErrorPage } from './support.ts';
import { loadTouchedStyles } from './touched-styles.ts';

let clear = (): void => undefined;

/**
 * Shows the reader's own values, as they came in the fragment: in a panel that leads the page, and in their places on it;
 * text only. `keep` gets the values, and nothing once they are cleared.
 */
export async function fillPage(fragment: string, keep: (values: PastedValues | undefined) => void): Promise<void> {
  const values = readFragment(fragment);
  if (values === undefined) return;
  clear();
  keep(values);
  if (document.querySelector('[data-received]')) {
    const { showReceived } = await import('./unknown.ts');
    await showReceived(values);
    return;
  }
  const page = readErrorPage(document);
  const answered = answerCauses(page.facts, values);
  const panel = makePanel(page, values, answered, () => {
    clear();
    focusHeading();
    announce(words.cleared);
  });
  const restore = [fillPlaces(values), markCauses(answered), insert(panel)];
  clear = () => {
    keep(undefined);
    for (const undo of restore) undo();
    clear = () => undefined;
  };
  const { top } = panel.getBoundingClientRect();
  if (top < 0 || top > innerHeight) panel.scrollIntoView();
  announce([words.title, panel.querySelector('.er-told')?.textContent].filter(Boolean).join(': '));
}

/** Shows the reply of the page that is open, and leads there; once it is closed, back to the button that opened it. */
export async function openReply(opener: HTMLElement): Promise<void> {
  await loadTouchedStyles();
  const shown = document.querySelector<HTMLElement>('.er-your-error .er-reply textarea');
  if (shown) {
    shown.focus();
    return;
  }
  const panel = makeSection(replyWords.kinds.reply);
  const close = (): void => {
    panel.remove();
    opener.focus();
  };
  panel.querySelector('h2')?.after(makeButton(replyWords.close, replyWords.close, close));
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  panel.append(makeEditor(offerOf(readErrorPage(document), filledValues())));
  insert(panel);
  panel.querySelector('textarea')?.focus();
}

function readFragment(text: string): PastedValues | undefined {
  try {
    return checkValues(JSON.parse(decodeURIComponent(text)));
  } catch {
    return undefined; // somebody else's fragment
  }
}

function makePanel(
  page: ErrorPage,
  values: PastedValues,
  answered: readonly AnsweredCause[],
  onClear: () => void,
): HTMLElement {
  const panel = makeSection(words.title);
  panel
    .querySelector('h2')
    ?.after(element('small', '', words.from), makeButton(words.clear, words.clearLabel, onClear));
  const told = tellFindings(page.facts, values);
  if (told.length > 0) {
    const list = element('ul', 'er-told', '');
    list.append(...told.map(makeFinding));
    panel.append(list);
  }
  const confirmed = answered.filter(({ isConfirmed }) => isConfirmed);
  panel.append(...confirmed.map(makeCause), makeRows(values), makeEditor(offerOf(page, values)));
  return panel;
}

function makeFinding(parts: readonly FindingPart[]): HTMLElement {
  const item = element('li', '', '');
  item.append(...parts.map((part) => ('text' in part ? part.text : element('code', '', part.value))));
  return item;
}

function makeCause({ cause }: AnsweredCause): HTMLElement {
  const line = element('p', '', '');
  const link = element('a', '', cause);
  link.href = '#causes';
  line.append(words.cause, gapAfter(words.cause), link);
  return line;
}

const LONGEST_NARROW = 24;

/** All that the values hold, for the copied texts are made of nothing else. */
function makeRows(values: PastedValues): HTMLElement {
  const list = element('dl', '', '');
  list.append(
    ...receivedRows(values).map(({ label, text }) => {
      const row = element('div', text.length > LONGEST_NARROW ? 'er-wide' : '', '');
      const [name, value] = [element('dt', '', label), element('dd', '', text)];
      name.dir = value.dir = 'auto';
      row.append(name, value);
      return row;
    }),
  );
  return list;
}

/** Marks the causes that the values confirm or rule out, where the page lists them; returns the way back. */
function markCauses(answered: readonly AnsweredCause[]): () => void {
  const section = document.getElementById('causes')?.closest('section') ?? document;
  const rows = [...section.querySelectorAll('tbody > tr, :scope > ul > li')];
  const marks = answered.flatMap(({ place, isConfirmed }) => {
    const row = rows[place];
    if (!row) return [];
    const mark = element('small', 'er-answered', isConfirmed ? words.confirmed : words.ruledOut);
    mark.dataset['answer'] = isConfirmed ? 'yes' : 'no';
    (row.querySelector('td') ?? row).append(mark);
    return [mark];
  });
  return () => {
    for (const mark of marks) mark.remove();
  };
}

function makeSection(title: string): HTMLElement {
  const section = element('section', 'er-your-error', '');
  const heading = element('h2', '', title);
  heading.id = 'your-error';
  section.setAttribute('aria-labelledby', heading.id);
  section.append(heading);
  return section;
}

function makeButton(text: string, label: string, press: () => void): HTMLElement {
  const button = element('button', '', text);
  button.type = 'button';
  if (label !== text) button.setAttribute('aria-label', label);
  button.addEventListener('click', press);
  return button;
}

/** Puts a panel where the page begins to explain; returns the way back. */
function insert(panel: HTMLElement): () => void {
  const goal = document.querySelector('main .er-facts') ?? document.querySelector('main .er-prose');
  goal?.before(panel);
  return () => panel.remove();
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}
