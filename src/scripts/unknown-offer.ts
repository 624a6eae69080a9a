import words from 'virtual:error-reference/words/support';
import { UNKNOWN_TEXTS, unknownFacts } from '../core/support-texts.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import type { Offer } from './reply.ts';

/** What is known of what was received, besides its values. */
export interface UnknownContext {
  /** The page that shows it. */
  readonly url: string;
  /** Whether the code was looked up, so that it is known to be none of the API. */
  readonly isLookedUp: boolean;
  /** The status with its phrase, and what it means, where it could be read. */
  readonly statusLine?: string | undefined;
  readonly meaning?: string | undefined;
}

/** The texts about what is no error of the API, with all that was received. */
export function offerUnknown(values: PastedValues, { statusLine, ...context }: UnknownContext): Offer {
  const { code, status, message, requestId, endpoint, time, retryAfter, details = {}, values: own = {} } = values;
  const facts = unknownFacts(
    {
      ...context,
      ...{ code, message, requestId, endpoint, time, retryAfter },
      receivedStatus: statusLine ?? (status === undefined ? undefined : String(status)),
      details: Object.entries({ ...own, ...details }).filter(([, text]) => text !== requestId),
    },
    words,
  );
  const texts = Object.entries(UNKNOWN_TEXTS).map(
    ([name, compose]) => [name, () => compose(facts, words).text] as const,
  );
  const { url } = context;
  return { texts: { ...Object.fromEntries(texts), link: () => url }, url };
}
