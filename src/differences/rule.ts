import type { Category, ErrorEntry, RegisteredError, Registry } from '../core/define.ts';
import type { Difference } from '../core/differences.ts';
import type { Json } from '../core/json.ts';
import type { Site } from '../core/site.ts';

/**
 * What a change means to those who wrote a client: it does otherwise than before without being touched (`breaking`), its
 * author should know (`noteworthy`), or only people read what is new (`editorial`).
 */
export const SEVERITIES = ['breaking', 'noteworthy', 'editorial'] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** What a site says of the shape of all errors. */
export type ErrorShape = Pick<Site, (typeof SHAPE_FIELDS)[number]>;

/** The fields of a site that tell it. */
export const SHAPE_FIELDS = [
  'envelope',
  'mediaType',
  'envelopes',
  'placeholders',
  'requestIdHeader',
  'problemDocuments',
] as const satisfies readonly (keyof Site)[];

/** One of two registries that are compared. */
export interface Side {
  readonly registry: Registry;
  /** Absent where only the errors are known. */
  readonly shape?: ErrorShape;
}

/** What a rule finds: where, what was there and is there now, and that as half a sentence. */
export interface Found {
  /** The way to it in an entry or the settings; empty for the whole. */
  readonly field: readonly (string | number)[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly about: string;
}

/** A rule: its name, the class of all that it finds, and why that is their class. */
interface RuleOf<Subject> {
  readonly name: string;
  readonly severity: Severity;
  readonly why: string;
  readonly find: (subject: Subject) => readonly Found[];
}

/** An error that is there before or after alone, or has another code. */
export interface CodePair {
  readonly kind: Difference['kind'];
  readonly before?: RegisteredError;
  readonly after?: RegisteredError;
}

/** An error before and after, with the shapes of both sides where both state them. */
export interface EntryPair {
  readonly before: RegisteredError;
  readonly after: RegisteredError;
  readonly shapes?: { readonly before: ErrorShape; readonly after: ErrorShape };
}

/** A value of one field before and after. */
export interface ValuePair<Value = unknown> {
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
}

export type CodeRule = RuleOf<CodePair>;
export type EntryRule = RuleOf<EntryPair>;
export type ShapeRule = RuleOf<{ readonly before: ErrorShape; readonly after: ErrorShape }>;
/** Takes what no other rule of its field has found, whatever that is. */
export type RestRule = RuleOf<ValuePair> & { readonly isRest: true };

/** A field that an entry has, with the category where it stands. */
export type EntryField = keyof ErrorEntry | keyof Pick<RegisteredError, 'category'>;

/** A field of a category. */
export type CategoryField = Exclude<keyof Category, 'errors' | '~told'>;

/** What became of a value, as half a sentence: a long one is only named. */
export function tellValue(field: Found['field'], before: unknown, after: unknown): Found {
  const name = field.join('.');
  const [old, now] = [before, after].map((value) => (value === undefined ? 'none' : JSON.stringify(value)));
  const both = `${name} ${old ?? ''} → ${now ?? ''}`;
  const short = before === undefined ? `${name} is new` : after === undefined ? `${name} is gone` : `${name} changed`;
  return { field, before, after, about: both.length <= LONGEST ? both : short };
}

const LONGEST = 80;

/** The names that only the second of two lists has. */
export const added = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((name) => !before.includes(name));

/** The ends of a JSON value with the ways to them: what is neither an object nor a list, or is an empty one. */
export function leavesOf(
  value: Json,
  path: readonly string[] = [],
): ReadonlyMap<string, { path: readonly string[]; value: Json }> {
  const children =
    typeof value === 'object' && value !== null ? Object.entries(value as Readonly<Record<string, Json>>) : [];
  if (children.length === 0) return new Map([[JSON.stringify(path), { path, value }]]);
  return new Map(children.flatMap(([name, child]) => [...leavesOf(child, [...path, name])]));
}
