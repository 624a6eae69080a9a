import words, { lang } from 'virtual:error-reference/words/box';
import { gapAfter, say, sayCount } from '../core/say.ts';
import type { RichText } from '../core/support-texts.ts';
import { isOpen, type Answer, type Hit } from '../lookup/answer.ts';
import { answer } from '../lookup/lookup.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { readStatuses } from '../lookup/statuses.ts';
import { searchPages } from '../search/search-pages.ts';
import type { CodeIndex, LoadedIndex } from './box-index.ts';
import { isComposed, isReplyKey, sayFailed, type EarlyKey } from './box-loader.ts';
import { arrangeRows, growAnswer, isAnswerable, listRows, UNKNOWN_PATH, type Row, type Rows } from './box-rows.ts';
import { boxText, isPasted, setBoxText } from './box-text.ts';
import { copyText } from './copy.ts';
import type { Offer } from './reply.ts';
import { SAID } from './said.ts';
import { siteIndex } from './site-index.ts';
import { fragmentFor, valuesFor } from './ticket-values.ts';
import { findView, showRows, type BoxView } from './box-view.ts';
import { element } from './element.ts';

const PAUSE_BEFORE_SEARCH = 120;
/** How long an answer waits for a part of the index. */
const PATIENCE = 1500;

const base = import.meta.env.ERROR_REFERENCE_BASE;

/** Brings a box to life; `early` is a key that came before. */
export function attachBox(input: HTMLInputElement, early: EarlyKey | undefined): void {
  const view = findView(input);
  if (view === undefined) return;
  const box = new Box(view, siteIndex());
  box.update();
  if (early?.text === boxText(input)) box.press(early.event);
}

const NO_ROWS: Rows = { hits: [], near: [], pages: [] };

/** The state of one box: the text that was asked, its suggestions, and an Enter that waits for them. */
class Box {
  readonly #view: BoxView;
  readonly #index: CodeIndex;
  #asked = '';
  #loaded: LoadedIndex | undefined;
  #answer: Answer | undefined;
  #nearest: readonly Hit[] = [];
  #found: readonly Hit[] = [];
  #rows: Rows = NO_ROWS;
  #active: Row | undefined;
  /** Whether more suggestions may still come for the text that was asked. */
  #waiting = false;
  #enter: { readonly text: string; readonly newTab: boolean } | undefined;
  #timer = 0;
  /** The row that the reply below the suggestions is about. */
  #replied: Row | undefined;
  /** What waits for an answer. */
  #waiters: (() => void)[] = [];

  constructor(view: BoxView, index: CodeIndex) {
    this.#view = view;
    this.#index = index;
    const { input, panel, reply } = view;
    input.addEventListener('input', () => this.update());
    input.addEventListener('keydown', (event) => this.press(event));
    input.addEventListener('focus', () => this.update());
    // The focus stays in the input, whatever is clicked in the panel besides the reply.
    panel.addEventListener('mousedown', (event) => {
      if (!reply.contains(event.target as Node)) event.preventDefault();
    });
    reply.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') input.focus();
    });
    panel.addEventListener('click', (event) => this.#click(event));
    input.closest('[data-box]')?.addEventListener('focusout', (event) => {
      const { relatedTarget, currentTarget } = event as FocusEvent;
      if (currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
        return;
      // A text to be copied by hand leads back to where it was asked for.
      if (relatedTarget instanceof Element && relatedTarget.closest('dialog')) return;
      this.#toggle(false);
    });
    void index.load('');
  }

  /** Answers the text that is there, at once where the index is loaded. */
  update(): void {
    const text = boxText(this.#view.input).trim();
    if (text === this.#asked) {
      this.#toggle(text !== '');
      return;
    }
    this.#asked = text;
    this.#loaded = this.#answer = this.#enter = this.#active = undefined;
    this.#nearest = this.#found = [];
    window.clearTimeout(this.#timer);
    this.#waiting = text !== '';
    if (text !== '' && this.#index.read(text)?.complete) this.#ask();
    this.#show();
    if (text !== '') void this.#complete(text);
  }

  /** Opens the active suggestion, now or as soon as one is certain for this text. */
  #pressEnter(event: KeyboardEvent): void {
    const newTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (this.#active) this.#open(this.#active, newTab);
    else if (this.#waiting) this.#enter = { text: this.#asked, newTab };
  }

  /** Loads what the answer lacks, then asks the full text; neither counts if the text has changed since. */
  async #complete(text: string): Promise<void> {
    if (this.#answer === undefined) {
      const loading = this.#index.load(text);
      await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      if (this.#index.read(text) === undefined) await loading;
      if (text !== this.#asked) return;
      this.#ask();
      this.#show();
      void loading.then(() => {
        if (text === this.#asked && this.#ask()) this.#show();
      });
    }
    const nearest = this.#isUncertain() ? this.#index.nearest(text, this.#answer?.unknown?.code).catch(() => []) : [];
    await new Promise((resolve) => (this.#timer = window.setTimeout(resolve, PAUSE_BEFORE_SEARCH)));
    const found = searchPages(text, base).catch(() => []); // the lookup serves without
    const near = await nearest;
    if (text !== this.#asked) return;
    this.#nearest = near;
    if (near.length > 0) this.#show();
    const pages = await found;
    if (text !== this.#asked) return;
    this.#found = pages;
    this.#waiting = false;
    this.#show();
  }

  /** Whether the lookup has nothing that the text states; what is near by words may serve then. */
  #isUncertain(): boolean {
    return this.#answer === undefined || isOpen(this.#answer);
  }

  /** Asks what is loaded of the index; returns whether that is more than before. */
  #ask(): boolean {
    const loaded = this.#index.read(this.#asked);
    if (loaded === undefined || loaded.index === this.#loaded?.index) return false;
    this.#loaded = loaded;
    const { unknown, ...rest } = answer(this.#asked, loaded.index);
    // Half an index knows no code to be unknown.
    this.#answer = growAnswer(this.#answer, {
      ...rest,
      ...(unknown === undefined || !loaded.complete ? {} : { unknown }),
    });
    return true;
  }

  #show(): void {
    const { list, said, note, status, input } = this.#view;
    this.#rows = this.#answer || this.#found.length > 0 ? this.#arrange() : NO_ROWS;
    const rows = listRows(this.#rows);
    showRows(this.#view, this.#rows, base);
    list.hidden = rows.length === 0;
    said.textContent = this.#sayErrors();
    said.hidden = said.textContent === '';
    const noted = this.#sayNote(rows.length);
    note.replaceChildren(...noted);
    note.hidden = noted.length === 0;
    this.#select(this.#active !== undefined && rows.includes(this.#active) ? this.#active : this.#rows.first);
    this.#toggle(input.closest('[data-box]')?.contains(document.activeElement) ?? false);
    const { unknown } = this.#rows;
    status.className = 'er-visually-hidden';
    status.textContent = [
      said.textContent,
      unknown === undefined ? '' : say(words.unknownCode, { code: unknown.code }),
      rows.length === 0 ? note.textContent : sayCount({ lang }, words.count, rows.length),
    ]
      .filter(Boolean)
      .join(' ');
    for (const go of this.#waiters.splice(0)) go();
    const waiting = this.#enter;
    if (waiting?.text === this.#asked && this.#active) this.#open(this.#active, waiting.newTab);
  }

  #arrange(): Rows {
    return arrangeRows(this.#answer ?? NO_ROWS, this.#nearest, this.#found);
  }

  /** How many errors the text tells of, and that they came to a good end, where it says so. */
  #sayErrors(): string {
    const { errors, succeeded } = this.#answer ?? { errors: 0, succeeded: false };
    if (errors < 2 && !(succeeded && errors > 0)) return '';
    return [sayCount({ lang }, words.errors, errors), ...(succeeded ? [words.succeeded] : [])].join('; ');
  }

  /** What is said below the suggestions: that there are none, or not all; and the way to the full list. */
  #sayNote(rows: number): readonly (string | HTMLElement)[] {
    if (this.#asked === '' || (this.#waiting && this.#rows.unknown === undefined)) return [];
    const loaded = this.#index.read(this.#asked);
    if (loaded === undefined) return [words.failed, gapAfter(words.failed), linkToAll()];
    const partly = loaded.complete ? [] : [words.partly, gapAfter(words.partly)];
    if (this.#rows.hits.length > 0) return partly;
    const none = rows === 0 && loaded.complete ? this.#sayNone() : '';
    return [...partly, ...(none === '' ? [] : [none, gapAfter(none)]), linkToAll()];
  }

  #sayNone(): string {
    const [mentioned] = readStatuses(this.#asked);
    return mentioned?.sure ? say(words.unknownStatus, { status: mentioned.status }) : words.nothing;
  }

  #toggle(open: boolean): void {
    const { input, panel, list, note } = this.#view;
    const shown = open && this.#asked !== '' && !(list.hidden && note.hidden);
    panel.hidden = !shown;
    input.setAttribute('aria-expanded', String(shown && !list.hidden));
  }

  #select(row: Row | undefined): void {
    const { input, optionOf } = this.#view;
    for (const [own, chosen] of [
      [this.#active, 'false'],
      [row, 'true'],
    ] as const)
      if (own) optionOf(own)?.setAttribute('aria-selected', chosen);
    this.#active = row;
    const option = row && optionOf(row);
    if (option === undefined) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
    void this.#showReply();
  }

  /** The row that a reply is about: the active one, or the unknown code where none is. */
  #answerable(): Row | undefined {
    const row = this.#active ?? this.#rows.unknown;
    return row !== undefined && isAnswerable(row, this.#asked) ? row : undefined;
  }

  /** Shows the reply about the row that is active, once its page is there. */
  async #showReply(): Promise<void> {
    const { reply, input } = this.#view;
    const row = this.#answerable();
    if (row === this.#replied) return;
    this.#replied = row;
    reply.replaceChildren();
    reply.hidden = true;
    if (row === undefined || this.#waiting) {
      this.#replied = undefined;
      return;
    }
    try {
      const [{ showOffer }, offer] = await Promise.all([import('./box-reply.ts'), this.#offer(row)]);
      if (this.#replied === row) showOffer(reply, offer, !isPasted(input));
    } catch {
      // What could not be loaded is asked for again by the next text; the key for it says so.
      if (this.#replied === row) this.#replied = undefined;
    }
  }

  async #offer(row: Row): Promise<Offer> {
    const { offerFor } = await import('./box-reply.ts');
    return offerFor(row, this.#valuesFor(row), base);
  }

  /** The reply about what the text means, as it was edited, as soon as that is known. */
  async #replyText(): Promise<RichText> {
    const text = this.#asked;
    await this.#settled(text);
    const row = this.#answerable();
    if (row === undefined || text !== this.#asked) throw new Error(words.nothing, { cause: SAID });
    const button = this.#view.reply.querySelector<HTMLElement>('.er-copy');
    if (this.#replied === row && button) return (await import('./button-text.ts')).textOfButton(button, undefined);
    const [{ replyOf }, offer] = await Promise.all([import('./box-reply.ts'), this.#offer(row)]);
    return replyOf(offer);
  }

  /** Resolves once an error is chosen for a text, or nothing more comes. */
  async #settled(text: string): Promise<void> {
    while (text === this.#asked && this.#waiting && this.#answerable() === undefined)
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** Does what a key means in the box. */
  press(event: KeyboardEvent): void {
    if (isComposed(event)) return;
    if (isReplyKey(event) && this.#asked !== '') {
      event.preventDefault();
      copyText(this.#replyText(), true).catch(sayFailed);
      return;
    }
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const rows = listRows(this.#rows);
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      const closed = this.#view.panel.hidden;
      this.#toggle(true);
      if (!closed) this.#select(stepFrom(rows, this.#active, step));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#pressEnter(event);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (this.#view.input.value === '') this.#view.input.blur();
      else setBoxText(this.#view.input, '');
    }
  }

  #click(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    const row = listRows(this.#rows).find((other) => this.#view.optionOf(other) === option);
    // A click with a modifier is the browser's: it opens the plain link.
    if (row === undefined || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(row, false);
  }

  /** Goes to a page; the reader's own values go along in the fragment, which no server sees. */
  #open(row: Row, newTab: boolean): void {
    this.#enter = undefined;
    const address =
      base + ('path' in row ? row.path : UNKNOWN_PATH) + fragmentFor(this.#asked, row, this.#loaded?.index);
    if (newTab) window.open(address, '_blank', 'noopener');
    else location.assign(address);
    this.#toggle(false);
  }

  /** The values of the text for the page of a row. */
  #valuesFor(row: Row): PastedValues | undefined {
    return valuesFor(this.#asked, row, this.#loaded?.index);
  }
}

/** The row before or behind the active one, round the ends. */
function stepFrom(rows: readonly Row[], active: Row | undefined, step: number): Row | undefined {
  if (active === undefined) return rows.at(step > 0 ? 0 : -1);
  return rows.at((rows.indexOf(active) + step) % rows.length);
}

function linkToAll(): HTMLElement {
  const link = element('a', '', words.seeAll);
  link.href = `${base}/errors/`;
  return link;
}
