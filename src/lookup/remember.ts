const MOST_REMEMBERED = 50_000;
const LONGEST_REMEMBERED = 80;

/** A function of a text that remembers what it said of short ones: texts repeat their words, logs most of all. */
export function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return read(text);
    const old = known.get(text);
    if (old !== undefined) return old.value;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const value = read(text);
    known.set(text, { value });
    return value;
  };
}
