import type { RegisteredError } from '../core/define.ts';
import type { Dimension } from './dimensions.ts';

/** The chips of one dimension over a list. */
export interface ChipGroup extends Pick<Dimension, 'id' | 'isOwn'> {
  readonly title: string;
  readonly chips: readonly Chip[];
}

interface Chip {
  readonly value: string;
  readonly chip: string;
  readonly path: string;
  /** How many errors of the list have the value. */
  readonly count: number;
}

/** More values than this are a list of their own, and no chips. */
const MOST_CHIPS = 12;

/** The chips that tell the errors of a list apart, by dimension; `except` is the one by which they are grouped. */
export function listChips(
  errors: readonly RegisteredError[],
  dimensions: readonly Dimension[],
  except?: string,
): readonly ChipGroup[] {
  return dimensions.flatMap(({ id, noun, chips: title = noun, isOwn, hasChips, values, valuesOf }) => {
    if (!hasChips || id === except) return [];
    const counts = new Map<string, number>();
    // The row of an error has its first value.
    for (const value of errors.flatMap((error) => valuesOf(error)[0]?.value ?? []))
      counts.set(value, (counts.get(value) ?? 0) + 1);
    const chips = values.flatMap(({ value, chip, path }) => {
      const count = counts.get(value) ?? 0;
      return count === 0 ? [] : [{ value, chip, path, count }];
    });
    const tellsApart = chips.some(({ count }) => count < errors.length);
    return tellsApart && chips.length <= MOST_CHIPS ? [{ id, title, isOwn, chips }] : [];
  });
}
