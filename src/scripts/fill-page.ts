import words from 'virtual:words/filled';
import { groupBy } from '../core/group-by.ts';
import { ownValue } from '../core/json.ts';
import { checkValues, type PastedValues } from '../lookup/pasted-values.ts';

let clear = (): void => undefined;

/**
 * Fills the page with the reader's own values, as they came in the fragment; text only. `keep` gets the values, and
 * nothing once they are cleared.
 */
export function fillPage(fragment: string, keep: (values: PastedValues | undefined) => void): void {
  const values = readFragment(fragment);
  if (values === undefined) return;
  clear();
  keep(values);
  const filled = [...document.querySelectorAll<HTMLElement>('[data-fill]')].flatMap((place) => {
    const text = textFor(place.dataset['fill'] ?? '', values);
    return text === undefined ? [] : [{ place, restore: replaceText(place, text) }];
  });
  const sections = groupBy(filled, ({ place }) => place.closest('section'));
  const notes = [...sections.values()].flatMap(([first]) => (first ? [addNote(first.place)] : []));
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

/** Says before the first filled block of a section whose values these are. */
function addNote(place: Element): Element {
  const note = document.createElement('p');
  note.className = 'filled';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words.clear;
  button.setAttribute('aria-label', words.clearLabel);
  button.addEventListener('click', () => clear());
  note.append(words.from, button);
  (place.closest('section > *') ?? place).before(note);
  return note;
}
