import type { Answer, Hit } from './answer.ts';

/** What is known of a code that a response stated. */
export interface ReceivedCode {
  /** The page of its error, where it is a code of the API after all. */
  readonly known?: Hit;
  /** The errors near it, where it is none. */
  readonly near: readonly Hit[];
}

const MOST_NEAR = 5;

/** Reads the answer to a code: somebody may have followed a link that is older than the error's page. */
export function readReceivedCode(code: string, { hits, near }: Answer): ReceivedCode {
  const known = hits.find(
    (hit) => hit.code !== undefined && (hit.code === code || hit.reasons.some(({ kind }) => kind === 'former')),
  );
  if (known !== undefined) return { known, near: [] };
  return { near: [...hits, ...near].filter((hit) => hit.code !== undefined).slice(0, MOST_NEAR) };
}
