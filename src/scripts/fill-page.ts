import { checkValues, type PastedValues } from '../lookup/pasted-values.ts';

/** Fills the page with the reader's own values, as they came in the fragment; text only. */
export function fillPage(fragment: string): void {
  const values = readFragment(fragment);
  if (values === undefined) return;
  const restores = [...document.querySelectorAll<HTMLElement>('[data-fill]')].flatMap((element) => {
    const text = textFor(element.dataset['fill'] ?? '', values);
    return text === undefined ? [] : [replaceText(element, text)];
  });
  const clear = (): void => restores.forEach((restore) => restore());
  for (const note of document.querySelectorAll('.filled-clear')) note.addEventListener('click', clear);
}

function readFragment(text: string): PastedValues | undefined {
  try {
    return checkValues(JSON.parse(decodeURIComponent(text)));
  } catch {
    return undefined; // somebody else's fragment
  }
}

/** The text for `message`, `details`, `requestId` or `params.NAME`. */
function textFor(name: string, { message, details, requestId, params }: PastedValues): string | undefined {
  const texts: Readonly<Record<string, string | undefined>> = {
    message,
    requestId,
    details: details && JSON.stringify(details, null, 2),
  };
  if (name.startsWith('params.')) return params?.[name.slice('params.'.length)];
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** Puts a text in the place of the example, with a note and a way back. */
function replaceText(element: HTMLElement, text: string): () => void {
  const example = [...element.childNodes];
  element.textContent = text;
  const note = document.createElement('p');
  note.className = 'filled';
  const clear = document.createElement('button');
  clear.type = 'button';
  clear.className = 'filled-clear';
  clear.textContent = 'Clear';
  note.append('From your paste ', clear);
  (element.closest('figure, tr, p') ?? element).before(note);
  return () => {
    element.replaceChildren(...example);
    note.remove();
  };
}
