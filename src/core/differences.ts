import type { ErrorEntry, RegisteredError, Registry } from './define.ts';

/** A field of an entry that is not as it was; `undefined` where it is absent. */
export interface FieldChange {
  readonly field: keyof ErrorEntry | 'category';
  readonly before: unknown;
  readonly after: unknown;
}

/** What became of an error between two registries. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed';
  readonly code: string;
  /** The code that it had, which the new entry lists under `formerly`. */
  readonly from?: string;
  /** What of the entry is not as it was; empty for one that is only in one of the registries. */
  readonly fields: readonly FieldChange[];
}

/** What differs between two registries: what the new one has, in its order, then what it lacks. */
export function compareRegistries(before: Registry, after: Registry): readonly Difference[] {
  const old = new Map(before.errors.map((error) => [error.code, error]));
  const kept = new Set(after.errors.map(({ code }) => code));
  const met = new Set<string>();
  const found = after.errors.flatMap((error): readonly Difference[] => {
    const { code, formerly = [] } = error;
    const from = old.has(code) ? code : formerly.find((name) => old.has(name) && !kept.has(name) && !met.has(name));
    if (from === undefined) return [{ kind: 'added', code, fields: [] }];
    met.add(from);
    const fields = compareEntries(old.get(from) as RegisteredError, error);
    if (from !== code)
      return [{ kind: 'renamed', code, from, fields: fields.filter(({ field }) => field !== 'formerly') }];
    return fields.length === 0 ? [] : [{ kind: 'changed', code, fields }];
  });
  const removed = before.errors
    .filter(({ code }) => !met.has(code))
    .map(({ code }) => ({ kind: 'removed', code, fields: [] }) as const);
  return [...found, ...removed];
}

function compareEntries(before: RegisteredError, after: RegisteredError): readonly FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof RegisteredError)[]);
  return [...names].flatMap((field): readonly FieldChange[] => {
    if (field === 'code' || isSame(before[field], after[field])) return [];
    return [{ field, before: before[field], after: after[field] }];
  });
}

/** Whether two values are the same data; the order of keys says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
