import { Mistake } from '../core/mistake.ts';

/** A page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/**
 * A page of items that go by keys. The cursor is the key of the last one, so that a list which grows or shrinks in
 * between is read on at the same place. Throws a {@link Mistake} where the cursor is none of the list.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  size: number,
  cursor: string | undefined,
): Page<Item> {
  const before = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  const start = before === undefined ? 0 : items.findIndex((item) => keyOf(item) === before) + 1;
  if (before !== undefined && start === 0)
    throw new Mistake('The cursor is none of this list; ask for its first page, without a cursor.');
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const hasMore = last !== undefined && start + size < items.length;
  return { items: page, ...(hasMore ? { nextCursor: encode(keyOf(last)) } : {}) };
}

const encode = (key: string): string => Buffer.from(key).toString('base64url');
