import { familyOf } from '../core/http.ts';
import { parseMessage } from '../core/message.ts';
import words, { lang } from 'virtual:error-reference/words/box';
import reasons from 'virtual:error-reference/words/reasons';
import type { Hit, UnknownCode } from '../lookup/answer.ts';
import { tellReasons, titleOfHit, type ToldReason } from '../lookup/reason.ts';
import { UNKNOWN_PATH, type Row, type Rows } from './box-rows.ts';
import { element } from './element.ts';

/** The elements of a box. */
export interface BoxView {
  readonly input: HTMLInputElement;
  readonly panel: HTMLElement;
  /** What is said of the text, above the suggestions. */
  readonly said: HTMLElement;
  readonly list: HTMLElement;
  /** What is said of the suggestions, below them. */
  readonly note: HTMLElement;
  /** Where the reply about the active suggestion stands. */
  readonly reply: HTMLElement;
  readonly status: HTMLElement;
  /** The option of a row that is shown. */
  readonly optionOf: (row: Row) => HTMLElement | undefined;
  readonly options: WeakMap<Row, HTMLElement>;
}

/** Finds the elements around an input of `SearchBox.astro`, and adds those that only a script shows. */
export function findView(input: HTMLInputElement): BoxView | undefined {
  const box = input.closest('[data-box]');
  const find = (selector: string): HTMLElement | null | undefined => box?.querySelector<HTMLElement>(selector);
  const [panel, list, status] = ['.er-box-panel', '[role=listbox]', '[role=status]'].map(find);
  if (!panel || !list || !status) return undefined;
  const [said, note, reply] = [
    element('p', 'er-box-said', ''),
    element('p', 'er-box-note', ''),
    element('div', '', ''),
  ];
  list.before(said);
  list.after(note, reply);
  const options = new WeakMap<Row, HTMLElement>();
  return { input, panel, said, list, note, reply, status, options, optionOf: (row) => options.get(row) };
}

const hitWords = { lang, reasons, box: words };

/** Shows the rows; what stays is not made anew, for a pointer may be pressed on it. */
export function showRows({ list, options }: BoxView, { unknown, hits, near, pages }: Rows, base: string): void {
  const optionsOf = (rows: readonly Row[]): readonly HTMLElement[] =>
    rows.map((row) => {
      const option = options.get(row) ?? makeOption(row, list.id, base);
      options.set(row, option);
      return option;
    });
  const group = (heading: string, rows: readonly Row[]): readonly HTMLElement[] => {
    if (rows.length === 0) return [];
    const shown = [...list.children].find((child) => child.getAttribute('aria-label') === heading);
    const made = shown instanceof HTMLElement ? shown : makeGroup(heading);
    arrange(made, [...made.querySelectorAll('.er-box-heading'), ...optionsOf(rows)]);
    return [made];
  };
  arrange(list, [
    ...optionsOf([...(unknown === undefined ? [] : [unknown]), ...hits]),
    ...group(unknown === undefined && hits.length === 0 ? words.nearest : words.near, near),
    ...group(words.pages, pages),
  ]);
}

/** Gives an element these children, and touches none that is in its place. */
function arrange(parent: Element, wanted: readonly Element[]): void {
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, place) => {
    const there = parent.children[place];
    if (there !== child) parent.insertBefore(child, there ?? null);
  });
}

function makeGroup(heading: string): HTMLElement {
  const group = element('div', 'er-box-group', '');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', heading);
  // The name of the group says it already.
  const shown = element('p', 'er-box-heading', heading);
  shown.setAttribute('aria-hidden', 'true');
  group.append(shown);
  return group;
}

let made = 0;

/** A row as an option: a link that the input points at while it is the active one. */
function makeOption(row: Row, list: string, base: string): HTMLElement {
  const option = element('a', '', '');
  option.id = `${list}-${made++}`;
  option.href = base + ('path' in row ? row.path : UNKNOWN_PATH);
  option.tabIndex = -1;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.append(...('path' in row ? describeHit(row) : describeUnknown(row)));
  return option;
}

function describeHit(hit: Hit): readonly HTMLElement[] {
  const { code, name = code, about, status } = hit;
  const title = titleOfHit(hit, hitWords);
  const isCode = code !== undefined && name === code;
  const why = element('span', 'er-box-reason', '');
  why.append(
    ...tellReasons(hit, hitWords).flatMap((reason, place) => [place === 0 ? '' : ' · ', ...describeReason(reason)]),
  );
  return [
    makeBadge(status),
    element(isCode ? 'code' : 'b', 'er-box-name', name ?? title),
    element('span', 'er-box-title', name === undefined ? (about ?? '') : title === name ? '' : title),
    why,
  ];
}

function describeReason({ kind, found }: ToldReason): readonly (string | HTMLElement)[] {
  if (found === undefined) return [kind];
  // The text is the reader's own and may run the other way.
  const quote = element('q', '', '');
  quote.append(element('bdi', '', found));
  return [kind, ' ', quote];
}

function describeUnknown({ code, status }: UnknownCode): readonly HTMLElement[] {
  const said = element('b', 'er-box-name', '');
  const parts = parseMessage(words.unknownCode);
  said.append(...parts.map((part) => ('text' in part ? part.text : element('code', '', code))));
  return [
    makeBadge(status),
    said,
    element('span', 'er-box-title', ''),
    element('span', 'er-box-reason', words.openUnknown),
  ];
}

function makeBadge(status: Hit['status']): HTMLElement {
  const badge = element('span', 'er-badge', status === undefined || status === 'default' ? '' : String(status));
  badge.dataset['family'] = familyOf(status);
  badge.hidden = badge.textContent === '';
  return badge;
}
