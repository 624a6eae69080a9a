/** What a text tells of its errors: how many they are, which caused which, and whether it went well in the end. */
import type { Findings } from './findings.ts';
import type { IndexedError } from './lookup-index.ts';
import { SCORES, type Query } from './query.ts';
import type { Reason } from './reason.ts';

// What stands behind these words caused what stands before them, or is what is left after all attempts.
const INNER =
  /\b(?:caused by|cause["']?\s{0,4}[:=]|\[cause\]|root cause|last error|underlying error|giving up|gave up|retries exhausted|max(?:imum)? retries (?:reached|exceeded)|no more retries|all (?:retries|attempts) failed)/gi;
const SUCCESS = /\b(?:succeeded|success(?:ful(?:ly)?)?|recovered|resolved|ok(?:ay)?|completed|200 OK)\b/i;
const FAILURE = /\b(?:error|fail(?:ed|ure|s)?|exception|denied|refused|warn(?:ing)?|unsuccessful|not)\b/i;
const RETRY = /\b(?:attempt|retry|retrying|retries|try)\b/i;

/** The place from which on a text tells the inner cause; -1 where it names none. */
export function innerFrom(text: string): number {
  let place = -1;
  for (const match of text.matchAll(INNER)) place = match.index;
  return place;
}

/** Whether the last lines of a text that tells of attempts say that one of them succeeded. */
export function succeedsLater(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const last = lines.slice(-2).join('\n');
  return lines.length > 1 && RETRY.test(text) && SUCCESS.test(last) && !FAILURE.test(lines.at(-1) ?? '');
}

const CODES: readonly Reason['kind'][] = ['code', 'part', 'words'];

/** How many different errors a text states: by the values of one field, or by codes on lines of their own. */
export function countErrors(findings: Findings, { text, codes }: Query): number {
  const known = new Set([...findings.keys()].map(({ code }) => code));
  const inFields = codes.filter(({ value }) => known.has(value));
  const name = inFields[0]?.field.name;
  const values = new Set(inFields.filter(({ field }) => field.name === name).map(({ value }) => value));
  const lineOf = (place: number): number => text.lastIndexOf('\n', place - 1);
  // A field of a body may add a subcode to its code.
  const fieldLines = new Set(inFields.map(({ field }) => lineOf(field.start)));
  const stated = [...findings].flatMap(([error, found]) =>
    found
      .filter(({ reason, score }) => score >= SCORES.spelled && CODES.includes(reason.kind))
      .map(({ place = 0 }) => ({ error, line: lineOf(place) })),
  );
  const onLines = new Map<number, IndexedError>();
  for (const { error, line } of stated) if (!fieldLines.has(line) && !onLines.has(line)) onLines.set(line, error);
  return Math.max(1, values.size, new Set(onLines.values()).size);
}
