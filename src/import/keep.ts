import { createHash } from 'node:crypto';
import type { CategoryHead, RegisteredError, Registry } from '../core/define.ts';
import { isRecord } from '../core/json.ts';

/** What an import wrote, so that the next one can tell it from what people wrote: a digest of each field, by code. */
export interface ImportRecord {
  readonly source: string;
  readonly entries: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The result of importing again. */
export interface Update {
  readonly registry: Registry;
  readonly added: number;
  /** Entries of which at least one field was written by people. */
  readonly kept: number;
  /** Codes that the source no longer has; they stay. */
  readonly gone: readonly string[];
}

/** Takes from the source what is new there, and leaves every field as it is that people wrote or changed. */
export function updateRegistry(fresh: Registry, current: Registry | undefined, last: ImportRecord | undefined): Update {
  const written = new Map(current?.errors.map((error) => [error.code, error]));
  const imported = new Set(fresh.errors.map(({ code }) => code));
  let kept = 0;
  const errors = fresh.errors.map((error) => {
    const own = written.get(error.code);
    if (own === undefined) return error;
    const digests = last?.entries[error.code] ?? {};
    const merged = mergeFields(error, own, digests);
    if (listChanged(own, digests).length > 0) kept++;
    return merged;
  });
  const gone = current?.errors.filter(({ code }) => !imported.has(code)) ?? [];
  return {
    registry: { categories: mergeCategories(fresh, current, gone), errors: [...errors, ...gone] },
    added: fresh.errors.filter(({ code }) => !written.has(code)).length,
    kept,
    gone: gone.map(({ code }) => code),
  };
}

/** The record of an import, for the next one. */
export function recordImport(source: string, { errors }: Registry): ImportRecord {
  return { source, entries: Object.fromEntries(errors.map((error) => [error.code, digestFields(error)])) };
}

/** Reads a record back; one that is damaged counts as none. */
export function parseImportRecord(value: unknown): ImportRecord | undefined {
  if (!isRecord(value) || typeof value['source'] !== 'string' || !isRecord(value['entries'])) return undefined;
  return value as unknown as ImportRecord;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf({ code: _, numeric: __, ...fields }: RegisteredError): Fields {
  return fields;
}

function digestFields(error: RegisteredError): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fieldsOf(error)).map(([name, value]) => [name, digest(value)]));
}

function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(value)))
    .digest('base64url')
    .slice(0, 8);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  return Object.entries(value)
    .map(([key, item]): readonly [string, unknown] => [key, sortKeys(item)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Names of the fields that are not as the last import left them. */
function listChanged(own: RegisteredError, last: Readonly<Record<string, string>>): readonly string[] {
  const fields = fieldsOf(own);
  const names = new Set([...Object.keys(fields), ...Object.keys(last)]);
  return [...names].filter((name) => (fields[name] === undefined ? undefined : digest(fields[name])) !== last[name]);
}

function mergeFields(
  fresh: RegisteredError,
  own: RegisteredError,
  last: Readonly<Record<string, string>>,
): RegisteredError {
  const changed = new Set(listChanged(own, last));
  const [theirs, ours]: readonly Fields[] = [fieldsOf(fresh), fieldsOf(own)];
  const names = new Set([...Object.keys(theirs ?? {}), ...Object.keys(ours ?? {})]);
  const merged = [...names].flatMap((name) => {
    const value = changed.has(name) ? ours?.[name] : theirs?.[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { code, numeric } = fresh;
  return { code, ...(numeric ? { numeric } : {}), ...Object.fromEntries(merged) } as RegisteredError;
}

function mergeCategories(
  fresh: Registry,
  current: Registry | undefined,
  gone: readonly RegisteredError[],
): readonly CategoryHead[] {
  const written = new Map(current?.categories.map((category) => [category.name, category]));
  const used = new Set(fresh.categories.map(({ name }) => name));
  const needed = new Set(gone.map(({ category }) => category));
  return [
    ...fresh.categories.map((category) => written.get(category.name) ?? category),
    ...(current?.categories.filter(({ name }) => needed.has(name) && !used.has(name)) ?? []),
  ];
}
