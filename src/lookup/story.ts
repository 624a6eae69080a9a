/** What a text tells of the order of its errors: which caused which, and whether it went well in the end. */

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
