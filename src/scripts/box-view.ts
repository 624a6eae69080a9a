import { familyOf } from '../core/http.ts';
import words, { lang } from 'virtual:words/box';
import reasonWords from 'virtual:words/reasons';
import type { Hit } from '../lookup/answer.ts';
import { sayReasons, titleOfHit } from '../lookup/reason.ts';

/** The elements of a box. */
export interface BoxView {
  readonly input: HTMLInputElement;
  readonly panel: HTMLElement;
  readonly list: HTMLElement;
  readonly none: HTMLElement;
  readonly status: HTMLElement;
}

/** Finds the elements around an input of `SearchBox.astro`. */
export function findView(input: HTMLInputElement): BoxView | undefined {
  const box = input.closest('[data-box]');
  const find = (selector: string): HTMLElement | null | undefined => box?.querySelector<HTMLElement>(selector);
  const [panel, list, none, status] = ['.box-panel', '[role=listbox]', '.box-none', '[role=status]'].map(find);
  return panel && list && none && status ? { input, panel, list, none, status } : undefined;
}

/** A suggestion as an option: a link that the input points at while it is the active one. */
export function makeOption(hit: Hit, id: string, base: string): HTMLAnchorElement {
  const { path, code, name = code, about, status, reasons } = hit;
  const title = titleOfHit(hit, { lang, box: words });
  const option = document.createElement('a');
  option.id = id;
  option.href = base + path;
  option.tabIndex = -1;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  const badge = element('span', 'badge', status === undefined || status === 'default' ? '' : String(status));
  badge.dataset['family'] = familyOf(status);
  badge.hidden = badge.textContent === '';
  const isCode = code !== undefined && name === code;
  const parts = [
    badge,
    element(isCode ? 'code' : 'b', 'box-name', name ?? title),
    element('span', 'box-title', name === undefined ? (about ?? '') : title === name ? '' : title),
  ];
  option.append(...parts, element('span', 'box-reason', sayReasons(reasons, reasonWords)));
  return option;
}

/** What is said where nothing fits, with the way to the full list. */
export function showNone({ none }: BoxView, said: readonly (string | HTMLElement)[], base: string): void {
  const link = element('a', '', words.seeAll);
  link.href = `${base}/errors/`;
  none.replaceChildren(...said, ' ', link);
}

/** An element with a class and a text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
