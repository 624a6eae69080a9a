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

/** Reasons in words. */
export function sayReasons(reasons: readonly Reason[], words: Words['reasons']): string {
  return reasons.map(({ kind, text = '' }) => say(words[kind], { text })).join(' · ');
}

/** What a suggestion is called: the title of its page, or that of the list of a status. */
export function titleOfHit(
  { title, status, count }: Hit,
  words: { readonly lang: string; readonly box: Pick<Words['box'], 'allOfStatus'> },
): string {
  return title ?? sayCount(words, words.box.allOfStatus, count ?? 0, { status });
}
