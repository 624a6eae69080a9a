import words, { lang } from 'virtual:words/box';
import { parseMessage } from '../core/message.ts';
import { say, sayCount } from '../core/say.ts';
import type { Hit } from '../lookup/answer.ts';
import { lookup } from '../lookup/lookup.ts';
import { readValues } from '../lookup/read-values.ts';
import { readStatuses } from '../lookup/statuses.ts';
import { unknownCode } from '../lookup/unknown-code.ts';
import { searchPages } from '../search/search-pages.ts';
import { openIndex, type CodeIndex } from './box-index.ts';
import type { EarlyEnter } from './box-loader.ts';
import { boxText, setBoxText } from './box-text.ts';
import { element, findView, makeOption, showNone, type BoxView } from './box-view.ts';

const PAUSE_BEFORE_SEARCH = 120;

const base = document.documentElement.dataset['base'] ?? '';
let shared: CodeIndex | undefined;

/** The code index of the site, one for the whole page. */
export function siteIndex(): CodeIndex {
  return (shared ??= openIndex(base));
}

/** Brings a box to life; `early` is an Enter that came before. */
export function attachBox(input: HTMLInputElement, early: EarlyEnter | undefined): void {
  const view = findView(input);
  if (view === undefined) return;
  const box = new Box(view, siteIndex());
  box.update();
  if (early?.text === boxText(input)) box.enter(early.event);
}

/** The state of one box: the text that was asked, its suggestions, and an Enter that waits for them. */
class Box {
  readonly #view: BoxView;
  readonly #index: CodeIndex;
  #asked = '';
  #hits: readonly Hit[] = [];
  #active = -1;
  /** Whether more suggestions may still come for the text that was asked. */
  #waiting = false;
  #enter: { readonly text: string; readonly newTab: boolean } | undefined;
  #timer = 0;

  constructor(view: BoxView, index: CodeIndex) {
    this.#view = view;
    this.#index = index;
    const { input, panel } = view;
    input.addEventListener('input', () => this.update());
    input.addEventListener('keydown', (event) => this.#press(event));
    input.addEventListener('focus', () => this.update());
    // The focus stays in the input, whatever is clicked in the panel.
    panel.addEventListener('mousedown', (event) => event.preventDefault());
    panel.addEventListener('click', (event) => this.#click(event));
    input.closest('[data-box]')?.addEventListener('focusout', (event) => {
      const { relatedTarget, currentTarget } = event as FocusEvent;
      if (currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
        return;
      this.#toggle(false);
    });
    void index.load('').catch(() => undefined);
  }

  /** Answers the text that is there, at once where the index is loaded. */
  update(): void {
    const text = boxText(this.#view.input).trim();
    if (text === this.#asked) {
      this.#toggle(text !== '');
      return;
    }
    this.#asked = text;
    this.#enter = undefined;
    window.clearTimeout(this.#timer);
    const index = this.#index.ready(text);
    this.#waiting = text !== '';
    this.#show(text === '' || index === undefined ? [] : lookup(text, index));
    if (text !== '') void this.#complete(text, index === undefined);
  }

  /** Opens the active suggestion, now or as soon as there is one for this text. */
  enter(event: KeyboardEvent): void {
    const newTab = event.ctrlKey || event.metaKey || event.shiftKey;
    const hit = this.#hits[this.#active];
    if (hit) this.#open(hit, newTab);
    else if (this.#waiting) this.#enter = { text: this.#asked, newTab };
  }

  /** Loads what the lookup lacks, then asks the full text; neither counts if the text has changed since. */
  async #complete(text: string, lookupFirst: boolean): Promise<void> {
    if (lookupFirst) {
      await this.#index.load(text).catch(() => undefined);
      if (text !== this.#asked) return;
      const index = this.#index.ready(text);
      if (index) this.#show(lookup(text, index));
    }
    await new Promise((resolve) => (this.#timer = window.setTimeout(resolve, PAUSE_BEFORE_SEARCH)));
    const pages = await searchPages(text, base).catch(() => []); // the lookup serves without
    if (text !== this.#asked) return;
    this.#waiting = false;
    const known = new Set(this.#hits.map(({ path }) => path));
    this.#show([...this.#hits, ...pages.filter(({ path }) => !known.has(path))]);
  }

  #show(hits: readonly Hit[]): void {
    const { list, none, status, input } = this.#view;
    const kept = this.#hits.filter((hit, place) => hit === hits[place]).length;
    const selected = kept > 0 ? this.#active : 0;
    this.#hits = hits;
    // What stays is not made anew: a pointer may be pressed on it.
    while (list.children.length > kept) list.lastElementChild?.remove();
    const options = hits.map((hit, place) => makeOption(hit, `${list.id}-${place}`, base));
    list.append(...options.slice(kept));
    list.hidden = hits.length === 0;
    this.#select(selected);
    const nothing = hits.length === 0 && this.#asked !== '' && !this.#waiting;
    none.hidden = !nothing;
    if (nothing) showNone(this.#view, this.#sayNone(), base);
    this.#toggle(document.activeElement === input);
    const count = hits.length === 0 ? '' : sayCount({ lang }, words.count, hits.length);
    status.textContent = nothing ? none.textContent : count;
    const waiting = this.#enter;
    const first = hits[0];
    if (waiting?.text === this.#asked && first) this.#open(first, waiting.newTab);
  }

  #sayNone(): readonly (string | HTMLElement)[] {
    if (this.#index.ready(this.#asked) === undefined) return [words.failed];
    const code = unknownCode(this.#asked, this.#index.ready(this.#asked)?.bodyFields);
    if (code !== undefined)
      return parseMessage(words.unknownCode).map((part) => ('text' in part ? part.text : element('code', '', code)));
    const [mentioned] = readStatuses(this.#asked);
    return [mentioned?.sure ? say(words.unknownStatus, { status: mentioned.status }) : words.nothing];
  }

  #toggle(open: boolean): void {
    const { input, panel } = this.#view;
    const shown = open && this.#asked !== '' && !(this.#view.list.hidden && this.#view.none.hidden);
    panel.hidden = !shown;
    input.setAttribute('aria-expanded', String(shown && this.#hits.length > 0));
  }

  #select(place: number): void {
    const { input, list } = this.#view;
    list.children[this.#active]?.setAttribute('aria-selected', 'false');
    const option = list.children[place];
    this.#active = option ? place : -1;
    if (option === undefined) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  #press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && this.#hits.length > 0) {
      event.preventDefault();
      const closed = this.#view.panel.hidden;
      this.#toggle(true);
      if (!closed) this.#select((this.#active + step + this.#hits.length) % this.#hits.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.enter(event);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (this.#view.input.value === '') this.#view.input.blur();
      else setBoxText(this.#view.input, '');
    }
  }

  #click(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    const hit = option ? this.#hits[[...this.#view.list.children].indexOf(option)] : undefined;
    // A click with a modifier is the browser's: it opens the plain link.
    if (hit === undefined || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(hit, false);
  }

  /** Goes to a page; the reader's own values go along in the fragment, which no server sees. */
  #open({ path, code }: Hit, newTab: boolean): void {
    this.#enter = undefined;
    const address = base + path + this.#fragment(code);
    if (newTab) window.open(address, '_blank', 'noopener');
    else location.assign(address);
    this.#toggle(false);
  }

  #fragment(code: string | undefined): string {
    const text = this.#asked;
    const index = this.#index.ready(text);
    const error = index?.errors.find((other) => other.code === code);
    // One word is a name and holds no values.
    if (error === undefined || !/\s|\{/.test(text)) return '';
    const values = readValues(text, error, index?.bodyFields);
    return values ? `#paste=${encodeURIComponent(JSON.stringify(values))}` : '';
  }
}
