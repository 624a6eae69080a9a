import { say, sayCount } from '../core/say.ts';
import type { Words } from '../core/words.ts';
import type { Hit } from './answer.ts';

/** Why a page is suggested: a kind, and the name, alias or status that was found where the kind is about one. */
export interface Reason {
  readonly kind: keyof Words['reasons'];
  readonly text?: string;
  /** The part of the text that says so, as it stands there. */
  readonly found?: string;
}

/** A reason in words: what it is, and the part of the text that says so where the suggestion doesn't show it anyway. */
export interface ToldReason {
  readonly kind: string;
  readonly found?: string;
}

/** The words that tell suggestions and their reasons. */
export type HitWords = Pick<Words, 'lang' | 'reasons'> & {
  readonly box: Pick<Words['box'], 'allOfStatus' | 'found' | 'ofName'>;
};

const LONGEST_FOUND = 60;
const SURE: readonly Reason['kind'][] = ['code', 'former', 'words', 'message', 'link'];

/** Whether a reason leaves no doubt which error is meant. */
export function isSure({ kind }: Reason): boolean {
  return SURE.includes(kind);
}

/** The reasons of a suggestion in words. */
export function tellReasons(hit: Hit, words: HitWords): readonly ToldReason[] {
  const shown = [hit.name ?? hit.code, titleOfHit(hit, words)].map((text) => text?.toLowerCase());
  return hit.reasons.map(({ kind, text, found = text }) => ({
    kind: words.reasons[kind],
    ...(found === undefined || shown.includes(found.trim().toLowerCase()) ? {} : { found: shorten(found) }),
  }));
}

/** The reasons of a suggestion as one text. */
export function sayReasons(hit: Hit, words: HitWords): string {
  return tellReasons(hit, words)
    .map(({ kind, found }) => (found === undefined ? kind : say(words.box.found, { kind, text: found })))
    .join(' · ');
}

/** What a suggestion is called: the title of its page, or that of the list of a status or a name. */
export function titleOfHit(
  { title, name, status, count }: Hit,
  words: { readonly lang: string; readonly box: Pick<Words['box'], 'allOfStatus' | 'ofName'> },
): string {
  if (title !== undefined) return title;
  const { allOfStatus, ofName } = words.box;
  return sayCount(words, name === undefined ? allOfStatus : ofName, count ?? 0, { status });
}

/** As one line, without what a terminal would obey. */
function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const start = line.slice(0, LONGEST_FOUND - 1).replace(/\p{Cs}$/u, '');
  return line.length <= LONGEST_FOUND ? line : `${start}…`;
}
