import { richText, type RichText } from '../core/support-texts.ts';
import type { Hit } from '../lookup/answer.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { UNKNOWN_PATH, type Row } from './box-rows.ts';
import { fragmentOf } from './fragment.ts';
import { makeEditor, type Offer } from './reply.ts';
import { fetchErrorPage, offerOf, type ErrorPage } from './support.ts';
import { offerUnknown } from './unknown-offer.ts';

const pages = new Map<string, Promise<ErrorPage>>();

/** Whether there are texts about a row: it is an error, or a code that is none. */
export function isAnswerable(row: Row): boolean {
  return row.code !== undefined;
}

/** The texts about a row, with the values of what was pasted. */
export async function offerFor(row: Row, values: PastedValues | undefined, base: string): Promise<Offer> {
  if ('path' in row && row.code !== undefined) return offerHit(row, values, base);
  // What is none of the API's goes by what was received of it.
  const { code, status } = values ?? {};
  const url = `${location.origin}${base}${UNKNOWN_PATH}${fragmentOf({ code, status })}`;
  return offerUnknown(values ?? {}, { url, isLookedUp: true });
}

async function offerHit({ path }: Hit, values: PastedValues | undefined, base: string): Promise<Offer> {
  const page = pages.get(path) ?? fetchErrorPage(base + path);
  pages.set(path, page);
  page.catch(() => pages.delete(path)); // the next row asks again
  return offerOf(await page, values);
}

/** The reply of an offer, as it was not edited. */
export async function replyOf({ texts, url }: Offer): Promise<RichText> {
  return richText(await (texts['reply']?.() ?? ''), url);
}

/** Shows the texts about a row below the suggestions; `brief` where nobody pasted, so that only the button stands there. */
export function showOffer(place: HTMLElement, offer: Offer, isBrief: boolean): void {
  const editor = makeEditor(offer);
  editor.classList.toggle('er-brief', isBrief);
  place.replaceChildren(editor);
  place.hidden = false;
}
