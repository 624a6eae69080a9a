/** The order that JavaScript gives the keys of an object. */

/** Whether a key is a whole number, which JavaScript puts before all others, in ascending order. */
export function isWholeNumber(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}

/** Items as an object with their keys would list them. */
export function inKeyOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const whole = items.filter((item) => isWholeNumber(keyOf(item)));
  const others = items.filter((item) => !isWholeNumber(keyOf(item)));
  return [...whole.toSorted((one, other) => Number(keyOf(one)) - Number(keyOf(other))), ...others];
}
