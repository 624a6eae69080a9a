import { createHash } from 'node:crypto';
import type { RegisteredError } from '../core/define.ts';
import { isRecord } from '../core/json.ts';

/**
 * What imports wrote, so that the next one can tell it from what people wrote: a digest of each field, by the source's
 * codes. An entry that people deleted has no field there, and stays in the record.
 */
export interface ImportRecord {
  readonly source: string;
  /** The options of the import, which the next one takes over. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly entries: ReadonlyMap<string, Digests>;
}

/** Digests of an entry's fields, by their names. */
export type Digests = Readonly<Record<string, string>>;

/** The text of a record. */
export function writeImportRecord({ source, options, entries }: ImportRecord): string {
  return `${JSON.stringify({ source, options, entries: Object.fromEntries(entries) })}\n`;
}

/** Reads a record back; `undefined` for one that is damaged. */
export function parseImportRecord(text: string): ImportRecord | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  // The records of older imports hold no options.
  const { source, options = {}, entries } = value;
  if (typeof source !== 'string' || !isRecord(options) || !isRecord(entries)) return undefined;
  const isWhole = Object.values(entries).every(isDigests);
  return isWhole
    ? { source, options, entries: new Map(Object.entries(entries as Record<string, Digests>)) }
    : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isDigests = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every((item) => typeof item === 'string');

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf({ code: _, numeric: __, ...fields }: RegisteredError): Fields {
  return fields;
}

/** Digests of what an entry says. */
export function digestFields(error: RegisteredError): Digests {
  return Object.fromEntries(Object.entries(fieldsOf(error)).map(([name, value]) => [name, digest(value)]));
}

/** A digest of a value, whatever the order of its keys. */
export function digest(value: unknown): string {
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
export function listChanged(own: RegisteredError, last: Digests): ReadonlySet<string> {
  const fields = fieldsOf(own);
  const names = [...Object.keys(fields), ...Object.keys(last)];
  return new Set(
    names.filter((name) => (fields[name] === undefined ? undefined : digest(fields[name])) !== last[name]),
  );
}

/** An entry with what the source says now, but for the fields that people changed. */
export function mergeFields(
  theirs: RegisteredError,
  own: RegisteredError,
  changed: ReadonlySet<string>,
): RegisteredError {
  const [fresh, kept] = [fieldsOf(theirs), fieldsOf(own)];
  const names = new Set([...Object.keys(kept), ...Object.keys(fresh)]);
  const merged = [...names].flatMap((name) => {
    const value = changed.has(name) ? kept[name] : fresh[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { code, numeric } = theirs;
  return { code, ...(numeric ? { numeric } : {}), ...Object.fromEntries(merged) } as RegisteredError;
}
