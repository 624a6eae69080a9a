const MOST_NAMED = 12;

/** A sentence that names what it is about, or as much of it as is readable; none where there is nothing. */
export function nameSome(sentence: string, names: readonly string[]): readonly string[] {
  const distinct = [...new Set(names)];
  if (distinct.length === 0) return [];
  const more = distinct.length - MOST_NAMED;
  const some = distinct.slice(0, MOST_NAMED).join(', ');
  return [`${sentence}: ${some}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}.`];
}
