import { ownValue } from '../core/json.ts';
import { matchMessage } from '../core/message.ts';
import { fieldName } from '../lookup/body-fields.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';

/** Puts values into their places on the page, in the text and in the example; returns the way back. */
export function fillPlaces(values: PastedValues): () => void {
  const template = document.querySelector('[data-fill=message]')?.textContent.trim() ?? '';
  const places = [...document.querySelectorAll<HTMLElement>('[data-fill]')].flatMap((place) => {
    const text = textFor(place.dataset['fill'] ?? '', values);
    return text === undefined ? [] : [{ place: place.querySelector('code') ?? place, mark: place, text }];
  });
  const undo = [...places, ...placesInExample(values, template)].map(({ place, mark, text }) => {
    const before = [...place.childNodes];
    place.textContent = text;
    mark.toggleAttribute('data-filled', true);
    return () => {
      place.replaceChildren(...before);
      mark.removeAttribute('data-filled');
    };
  });
  return () => {
    for (const restore of undo) restore();
  };
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

interface Place {
  /** Whose text is replaced. */
  readonly place: Element;
  /** What shows that it was. */
  readonly mark: Element;
  readonly text: string;
}

const SCALAR = /^(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)$/;

/** The values in the body of the example: its message, and the details and values of the same names. */
function placesInExample({ message, details, values, requestId }: PastedValues, template: string): readonly Place[] {
  const own: Readonly<Record<string, string>> = { ...values, ...details };
  const tokens = [...document.querySelectorAll('.er-code[data-lang=json] code *')];
  return tokens.flatMap((token) => {
    const place = token.nextElementSibling;
    const value = place?.textContent ?? '';
    const [, name] = /^"(.*)"$/s.exec(token.textContent) ?? [];
    if (!place || name === undefined || token.nextSibling?.textContent?.trim() !== ':' || !SCALAR.test(value))
      return [];
    const text = valueFor(name, value);
    return text === undefined ? [] : [{ place, mark: place, text }];
  });

  function valueFor(name: string, value: string): string | undefined {
    const isText = value.startsWith('"');
    const shown = (text: string | undefined): string | undefined =>
      text === undefined || !isText ? text : JSON.stringify(text);
    if (isText && message !== undefined && isMessage(value, template)) return shown(message);
    const stated = ownValue(own, name);
    if (stated !== undefined) return shown(stated);
    const same = Object.keys(own).find((other) => fieldName(other) === fieldName(name));
    return shown(same === undefined ? (fieldName(name) === 'requestid' ? requestId : undefined) : own[same]);
  }
}

function isMessage(value: string, template: string): boolean {
  try {
    return template !== '' && matchMessage(template, JSON.parse(value) as string) !== undefined;
  } catch {
    return false; // no string of JSON after all
  }
}
