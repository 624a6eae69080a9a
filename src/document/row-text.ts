import { nameOf, statusesOf, type RegisteredError } from '../core/define.ts';
import { firstSentence, type LinePart } from '../core/first-sentence.ts';
import { registeredPhrase } from '../core/http.ts';

/** What the row of an error says happened, where anybody has said it: nothing that the row shows anyway. */
export function rowText(error: RegisteredError): readonly LinePart[] {
  const { summary, title } = error;
  if (summary !== undefined) return firstSentence(summary);
  const shown = [error.code, nameOf(error), ...statusesOf(error).map(registeredPhrase)].map(plain);
  return title === undefined || shown.includes(plain(title)) ? [] : [{ text: title }];
}

/** A name without what only its spelling adds: `NotFound` and `Not Found` say the same. */
function plain(name: string | undefined): string | undefined {
  return name?.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
