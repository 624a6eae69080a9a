/** What an error's status, retry and actor are called: the one place that chooses these words. */
import type { Retry } from '../core/define.ts';
import { familyOf, registeredPhrase, type Status } from '../core/http.ts';
import { say } from '../core/say.ts';
import type { Actor } from '../core/vocabulary.ts';
import type { Words } from '../core/words.ts';

/** Whether to retry, as an author's sentence: "Yes, after `Retry-After`". */
export function retryWords(retry: Retry, { retry: kinds, waitHeader }: Words): string {
  const header = retry.when === 'after-wait' ? retry.header : undefined;
  return header === undefined ? kinds[retry.when].label : say(waitHeader.label, { header: `\`${header}\`` });
}

/** The same for a list: "After Retry-After". */
export function shortRetryWords(retry: Retry, { retry: kinds, lists }: Words): string {
  const header = retry.when === 'after-wait' ? retry.header : undefined;
  return header === undefined ? kinds[retry.when].short : say(lists.afterHeader, { header });
}

/** Who fixes an error, by the one name that it has everywhere: "The caller". */
export function actorWords(actor: Actor, { actor: kinds }: Words): string {
  return kinds[actor];
}

/** A status where there is little room: `429`, `5XX`. */
export function statusName(status: Status, { ranges }: Words): string {
  return status === 'default' ? ranges.default.short : String(status);
}

/** What a status is, beside its name: the phrase of HTTP, or which statuses a range holds. */
export function statusAbout(status: Status, { ranges }: Words): string | undefined {
  return typeof status === 'number' ? registeredPhrase(status) : ranges[status].about;
}

/** What kind of failure a status tells. */
export function familyWords(status: Status | undefined, { families, ranges }: Words): string {
  return status === 'default' ? ranges.default.label : families[familyOf(status)];
}
