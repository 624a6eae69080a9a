import words from 'virtual:words/filled';
import { ownValue } from '../core/json.ts';
import { checkValues, type PastedValues } from '../lookup/pasted-values.ts';
import { receivedRows, type ReceivedRow } from './received-rows.ts';

let clear = (): void => undefined;

/**
 * Fills the page with the reader's own values, as they came in the fragment; text only. `keep` gets the values, and
 * nothing once they are cleared.
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
  const filled = [...document.querySelectorAll<HTMLElement>('[data-fill]')].flatMap((place) => {
    const text = textFor(place.dataset['fill'] ?? '', values);
    return text === undefined ? [] : [{ place, restore: replaceText(place, text) }];
  });
  const sections = filled.map(({ place }) => place.closest('section'));
  const firsts = filled.filter((_, index) => sections.indexOf(sections[index] ?? null) === index);
  const places = new Set(filled.map(({ place }) => place.dataset['fill']));
  const rest = receivedRows(values).filter(({ fill }) => !places.has(fill));
  const notes = [...(rest.length > 0 ? [addRest(rest)] : []), ...firsts.map(({ place }) => addNote(place))];
  clear = () => {
    keep(undefined);
    for (const { restore } of filled) restore();
    for (const note of notes) note.remove();
  };
}

function readFragment(text: string): PastedValues | undefined {
  try {
    return checkValues(JSON.parse(decodeURIComponent(text)));
  } catch {
    return undefined; // somebody else's fragment
  }
}

/** The text for `message`, `requestId`, `params.NAME`, `values.NAME` or `details.NAME`. */
function textFor(fill: string, { message, requestId, params, values, details }: PastedValues): string | undefined {
  const [, kind = '', name = ''] = /^([^.]*)\.?(.*)$/s.exec(fill) ?? [];
  const texts: Readonly<Record<string, string | undefined>> = {
    message,
    requestId,
    params: ownValue(params, name),
    values: ownValue(values, name),
    details: ownValue(details, name),
  };
  return texts[kind];
}

/** Puts a text in the place of the example; returns the way back. */
function replaceText(place: HTMLElement, text: string): () => void {
  const target = place.querySelector('code') ?? place;
  const example = [...target.childNodes];
  target.textContent = text;
  place.toggleAttribute('data-filled', true);
  return () => {
    target.replaceChildren(...example);
    place.removeAttribute('data-filled');
  };
}

/** Shows what has no place on the page, for the copied texts hold it. */
function addRest(rows: readonly ReceivedRow[]): Element {
  const list = document.createElement('dl');
  list.className = 'facts';
  list.append(
    ...rows.map(({ label, text }) => {
      const row = document.createElement('div');
      row.append(element('dt', label), element('dd', text));
      return row;
    }),
  );
  const block = document.createElement('div');
  block.className = 'received';
  block.append(makeNote(), list);
  document.querySelector('main .prose')?.before(block);
  return block;
}

function element(tag: 'dt' | 'dd', text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.dir = 'auto';
  return made;
}

/** Says before the first filled block of a section whose values these are. */
function addNote(place: Element): Element {
  const note = makeNote();
  (place.closest('section > *') ?? place).before(note);
  return note;
}

function makeNote(): Element {
  const note = document.createElement('p');
  note.className = 'filled';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words.clear;
  button.setAttribute('aria-label', words.clearLabel);
  button.addEventListener('click', () => clear());
  note.append(words.from, button);
  return note;
}
