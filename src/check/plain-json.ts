const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;
const WHOLE_NUMBER = /^"(?:0|[1-9]\d*)"/;

/**
 * Whether JavaScript reads JSON without loss: no name of an object stands twice, and none is a whole number, which would
 * move ahead of the others.
 */
export function isPlainJson(text: string): boolean {
  let written = 0;
  for (const [string, colon] of text.matchAll(STRING)) {
    if (colon === undefined) continue;
    if (WHOLE_NUMBER.test(string)) return false;
    written++;
  }
  return countNames(JSON.parse(text)) === written;
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return values.reduce((sum: number, item) => sum + countNames(item), Array.isArray(value) ? 0 : values.length);
}
