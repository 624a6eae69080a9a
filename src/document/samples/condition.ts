import type { Bounds, CarriedValue, Mark } from '../../core/identity.ts';
import { digitsOf } from '../../core/numbers.ts';

/** Conditions as languages write them, from what tells an error. */

/** A value that stands behind keys, or a list there, one item of which meets all the conditions. */
export type Condition =
  | { readonly keys: readonly string[]; readonly value: CarriedValue }
  | { readonly keys: readonly string[]; readonly items: readonly Condition[] };

/** The marks of an error as conditions: what is asked of the items of one list is asked of the same item. */
export function conditionsOf(marks: readonly Mark[]): readonly Condition[] {
  const split = marks.map(({ path, value }) => {
    const list = path.indexOf(0);
    const keys = (list < 0 ? path : path.slice(0, list)) as readonly string[];
    return { keys, value, inItem: list < 0 ? undefined : path.slice(list + 1) };
  });
  const groups = Map.groupBy(split, ({ keys, inItem }) => JSON.stringify([inItem === undefined, keys]));
  return [...groups.values()].flatMap((group): readonly Condition[] => {
    const items = group.flatMap(({ inItem: path, value }) => (path === undefined ? [] : [{ path, value }]));
    if (items.length > 0) return group.slice(0, 1).map(({ keys }) => ({ keys, items: conditionsOf(items) }));
    return group.map(({ keys, value }) => ({ keys, value }));
  });
}

/** The keys and the value of marks that are one value behind keys alone, as most APIs have it. */
export function plainMark(
  marks: readonly Mark[],
): { readonly keys: readonly string[]; readonly value: CarriedValue } | undefined {
  const [mark, ...others] = conditionsOf(marks);
  return mark !== undefined && 'value' in mark && others.length === 0 ? mark : undefined;
}

/** Where a sample branches: a condition that holds for the error, and its opposite. */
export interface Test {
  readonly holds: string;
  readonly fails: string;
}

/** The signs with which a language compares and joins. */
export interface Signs {
  readonly equals: string;
  readonly differs: string;
  readonly and: string;
  readonly or: string;
  readonly not: string;
}

/** The signs of most languages. */
export const SIGNS: Signs = { equals: '==', differs: '!=', and: '&&', or: '||', not: '!' };

/** The signs of languages whose shorter ones would convert what they compare. */
export const STRICT_SIGNS: Signs = { ...SIGNS, equals: '===', differs: '!==' };

/** Writes a value of JSON where numbers are written as they are. */
export const valueWriter =
  (literal: (text: string) => string) =>
  (value: CarriedValue): string =>
    digitsOf(value) ?? literal(String(value));

/** How a language writes a condition on a body. */
export interface Dialect {
  readonly signs: Signs;
  readonly literal: (value: CarriedValue) => string;
  /** The value behind the keys of what a variable holds. */
  readonly at: (source: string, keys: readonly string[]) => string;
  /** A value as it is compared, where that isn't itself. */
  readonly compared?: (found: string) => string;
  /** That an item of a list meets a condition on the variable of that name; a list within an item may be missing there. */
  readonly some: (list: string, item: string, condition: string, isInner: boolean) => string;
}

/** A test of all the conditions on the body that a variable holds. */
export function testBody(marks: readonly Mark[], source: string, dialect: Dialect): Test {
  const { signs, at, literal, compared = (found: string) => found } = dialect;
  const mark = plainMark(marks);
  if (mark !== undefined) return testEqual(compared(at(source, mark.keys)), literal(mark.value), signs);
  const conditions = writeConditions(conditionsOf(marks), source, dialect);
  return testAll(conditions, signs);
}

function writeConditions(
  conditions: readonly Condition[],
  source: string,
  dialect: Dialect,
  depth = 1,
): readonly string[] {
  const { signs, at, literal, compared = (found: string) => found, some } = dialect;
  const item = nameItem(depth);
  return conditions.map((condition) => {
    const found = at(source, condition.keys);
    if ('value' in condition) return testEqual(compared(found), literal(condition.value), signs).holds;
    const inside = writeConditions(condition.items, item, dialect, depth + 1).join(` ${signs.and} `);
    return some(found, item, inside, depth > 1);
  });
}

/** The variable for an item of a list; one within another list has its own. */
const nameItem = (depth: number): string => (depth === 1 ? 'item' : `item${depth}`);

/** A test that two values are equal. */
export function testEqual(found: string, wanted: string, { equals, differs }: Signs): Test {
  return { holds: `${found} ${equals} ${wanted}`, fails: `${found} ${differs} ${wanted}` };
}

/** A test that all conditions hold. */
export function testAll(conditions: readonly string[], { and, not }: Signs): Test {
  const holds = conditions.join(` ${and} `);
  return { holds, fails: conditions.length === 1 ? `${not}${holds}` : `${not}(${holds})` };
}

/** No status is above it. */
const LAST_STATUS = 599;

/** A test that the status, which an expression holds, lies within some bounds. */
export function testStatus(bounds: readonly Bounds[], status: string, signs: Signs): Test {
  const [[first, last] = [0, LAST_STATUS], ...others] = bounds;
  if (others.length === 0 && first === last) return testEqual(status, String(first), signs);
  if (others.length === 0 && last === LAST_STATUS)
    return { holds: `${status} >= ${first}`, fails: `${status} < ${first}` };
  const holds = bounds.map((part) => writeBounds(part, status, signs)).join(` ${signs.or} `);
  return { holds, fails: `${signs.not}(${holds})` };
}

function writeBounds([first, last]: Bounds, status: string, { equals, and }: Signs): string {
  if (first === last) return `${status} ${equals} ${first}`;
  if (last === LAST_STATUS) return `${status} >= ${first}`;
  return `${status} >= ${first} ${and} ${status} <= ${last}`;
}
