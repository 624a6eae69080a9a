/** The sentences in comments and output of the samples; code and identifiers stay as they are. */
export const SAMPLE_WORDS = {
  never: 'Sending this request again never succeeds.',
  fixFirst: 'Fix the cause first: the same request fails the same way.',
  adminFirst: 'An account admin acts first; until then, the same request fails the same way.',
  admin: 'An account admin can remove the cause.',
  us: 'The cause is on the side of the API; report it with the details of the request.',
  secondsOrDate: 'seconds or a date',
  backoff: 'backoff with jitter',
  noHeader: 'no header: backoff with jitter',
  curlStated: '--retry waits as long as {header} says, else 1, 2, 4 … seconds.',
  curlBackoff: '--retry waits 1, 2, 4 … seconds.',
  stillRefused: 'Still refused after all retries.',
} as const;

/** The sentences of the samples in some language. */
export type SampleWords = Readonly<Record<keyof typeof SAMPLE_WORDS, string>>;
