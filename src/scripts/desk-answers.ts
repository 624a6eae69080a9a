import boxWords, { lang } from 'virtual:error-reference/words/box';
import words from 'virtual:error-reference/words/desk';
import reasonWords from 'virtual:error-reference/words/reasons';
import replyWords from 'virtual:error-reference/words/reply';
import { familyOf } from '../core/http.ts';
import { parseMessage } from '../core/message.ts';
import { say } from '../core/say.ts';
import type { RichText } from '../core/support-texts.ts';
import { isOpen } from '../lookup/answer.ts';
import { answer } from '../lookup/lookup.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { titleOfHit } from '../lookup/reason.ts';
import { offerFor } from './box-reply.ts';
import { textOfButton } from './button-text.ts';
import { arrangeRows, isAnswerable, UNKNOWN_PATH, type Row, type Rows } from './box-rows.ts';
import { element } from './element.ts';
import { makeEditor, type Offer } from './reply.ts';
import { SAID } from './said.ts';
import { siteIndex } from './site-index.ts';
import { fetchErrorPage, offerOf } from './support.ts';
import { loadTouchedStyles } from './touched-styles.ts';
import { fragmentFor, valuesFor } from './ticket-values.ts';

/** The desk and the text that its filter asks. */
export interface Desk {
  readonly desk: HTMLElement;
  readonly status: Element;
  /** The text now, which may have changed since. */
  readonly read: () => string;
}

const base = import.meta.env.ERROR_REFERENCE_BASE;
const hitWords = { lang, reasons: reasonWords, box: boxWords };
/** The texts of the answers that are shown, by the place for them. */
const offers = new WeakMap<HTMLDetailsElement, () => Promise<Offer>>();

/** Shows what a text means in place of the rows of the desk, in the order of the box; nothing asked, the rows again. */
export async function showAnswers({ desk, status, read }: Desk): Promise<void> {
  const text = read();
  const index = siteIndex();
  await Promise.all([index.load(text), loadTouchedStyles()]);
  const loaded = index.read(text);
  if (read() !== text) return;
  if (loaded === undefined) {
    status.textContent = boxWords.failed;
    return;
  }
  desk.parentElement?.querySelector('.er-desk-found')?.remove();
  desk.hidden = text !== '';
  status.textContent = '';
  if (text === '') return;
  const said = answer(text, loaded.index);
  const nearest = isOpen(said) ? await index.nearest(text, said.unknown?.code).catch(() => []) : [];
  if (read() !== text) return;
  const rows = arrangeRows(said, nearest);
  const list = makeList(rows, {
    text,
    valuesOf: (row) => valuesFor(text, row, loaded.index),
    fragmentOf: (row) => fragmentFor(text, row, loaded.index),
  });
  desk.after(list);
  const first = list.querySelector('details');
  if (first) first.open = true;
  status.textContent = sayShown(rows, desk.dataset['count'] ?? '');
}

function sayShown({ unknown, hits, near }: Rows, count: string): string {
  const shown = [...hits, ...near].filter(({ code }) => code !== undefined).length;
  const parts = [
    ...(unknown === undefined ? [] : [say(boxWords.unknownCode, { code: unknown.code })]),
    ...(shown === 0 ? [] : [say(words.shown, { shown, count })]),
  ];
  return parts.length === 0 ? boxWords.nothing : parts.join(' ');
}

/** The reply of the first answer, as it was edited. Rejects where there is none. */
export async function readFirstReply({ desk }: Desk): Promise<RichText> {
  const details = desk.parentElement?.querySelector<HTMLDetailsElement>('.er-desk-found details');
  if (!details) throw new Error(boxWords.nothing, { cause: SAID });
  await showReply(details);
  return textOfButton(details, undefined);
}

/** Shows the reply of a row that was opened, in a field to be edited. */
export async function showReply(details: HTMLDetailsElement): Promise<void> {
  const row = details.closest('li');
  if (!row || details.querySelector('.er-reply')) return;
  const address = row.querySelector<HTMLAnchorElement>('.er-desk-head a')?.href ?? '';
  const make = offers.get(details) ?? (async () => offerOf(await fetchErrorPage(address), undefined));
  const [offer] = await Promise.all([make(), loadTouchedStyles()]);
  if (details.querySelector('.er-reply')) return;
  details.querySelector('p')?.remove();
  details.append(makeEditor(offer));
}

/** The text that was asked, and what it holds for the page of a row. */
interface Asked {
  readonly text: string;
  readonly valuesOf: (row: Row) => PastedValues | undefined;
  readonly fragmentOf: (row: Row) => string;
}

/** The certain answers, and below a heading those that are near. */
function makeList({ unknown, hits, near }: Rows, asked: Asked): HTMLElement {
  const listOf = (rows: readonly Row[]): readonly HTMLElement[] => {
    const list = element('ul', 'er-desk', '');
    list.append(...rows.map((row) => makeRow(row, asked)));
    return rows.length === 0 ? [] : [list];
  };
  const sure = [...(unknown === undefined ? [] : [unknown]), ...hits];
  const heading = element('h2', 'er-desk-near', sure.length === 0 ? boxWords.nearest : boxWords.near);
  const found = element('div', 'er-desk-found', '');
  found.append(...listOf(sure), ...(near.length === 0 ? [] : [heading]), ...listOf(near));
  return found;
}

function makeRow(row: Row, asked: Asked): HTMLElement {
  const { status } = row;
  const badge = element('span', 'er-badge', status === undefined || status === 'default' ? '–' : String(status));
  badge.dataset['family'] = familyOf(status);
  const head = element('div', 'er-desk-head', '');
  head.append(badge, ...('path' in row ? describeHit(row) : [describeUnknown(row.code)]));
  head.querySelector('a')?.addEventListener('click', (event) => {
    const fragment = asked.fragmentOf(row);
    if (fragment === '' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.assign(base + ('path' in row ? row.path : UNKNOWN_PATH) + fragment);
  });
  const item = element('li', '', '');
  item.append(head);
  if (isAnswerable(row, asked.text)) {
    const details = element('details', '', '');
    details.append(element('summary', '', replyWords.kinds.reply));
    offers.set(details, async () => offerFor(row, asked.valuesOf(row), base));
    item.append(details);
  }
  return item;
}

function describeHit(hit: Extract<Row, { path: string }>): readonly HTMLElement[] {
  const { code, name = code, path } = hit;
  const title = titleOfHit(hit, hitWords);
  const link = element('a', '', '');
  link.href = base + path;
  link.append(element(code !== undefined && name === code ? 'code' : 'b', '', name ?? title));
  return [link, element('span', '', name === undefined || title === name ? '' : title)];
}

function describeUnknown(code: string): HTMLElement {
  const link = element('a', '', '');
  link.href = base + UNKNOWN_PATH;
  link.append(
    ...parseMessage(boxWords.unknownCode).map((part) => ('text' in part ? part.text : element('code', '', code))),
  );
  return link;
}
