import type { Markup } from './markup.ts';

/** An error as a source states it: nothing is checked or escaped yet. */
export interface SourceError {
  /** Where it stands in the source, for reports: `errors[3]`, `line 7`, `GET /users 404`. */
  readonly place: string;
  readonly code: unknown;
  readonly title?: unknown;
  readonly status?: unknown;
  readonly category?: unknown;
  readonly message?: unknown;
  readonly summary?: unknown;
  readonly description?: unknown;
  readonly causes?: unknown;
  readonly steps?: unknown;
  readonly examples?: unknown;
  readonly docUrl?: unknown;
  readonly aliases?: unknown;
  readonly endpoints?: unknown;
  /** One of the words of the vocabulary, or the retry of an entry. */
  readonly retry?: unknown;
  readonly actor?: unknown;
  readonly userMessage?: unknown;
  /** Names of what the source states and no field takes. */
  readonly unused?: readonly string[];
  /** What a field would take, did the source state it fully. */
  readonly leftOut?: readonly Omit<Skipped, 'place'>[];
}

/** The fields that a source may state, besides the code. */
export const SOURCE_FIELDS = [
  'title',
  'status',
  'category',
  'message',
  'summary',
  'description',
  'causes',
  'steps',
  'examples',
  'docUrl',
  'aliases',
  'endpoints',
  'retry',
  'actor',
  'userMessage',
] as const satisfies readonly (keyof SourceError)[];

/** A field of {@link SOURCE_FIELDS}. */
export type SourceField = (typeof SOURCE_FIELDS)[number];

/** What a source says: its errors, and what it tells of the API. */
export interface Source {
  readonly errors: readonly SourceError[];
  /** Name of the API. */
  readonly name?: string;
  /** Base URL of the API. */
  readonly apiUrl?: string;
  /** How its texts are written unless somebody says otherwise; absent: as plain text. */
  readonly markup?: Markup;
}

/** Something of the source that was left out, and why. */
export interface Skipped {
  readonly place: string;
  /** The field that was left out; the whole error where there is none. */
  readonly field?: string | undefined;
  readonly reason: string;
}

/** A source that can't be read; the message says what to do about it. */
export class SourceProblem extends Error {
  override readonly name = 'SourceProblem';
}

/** How many errors an import takes; several times as many as the largest registries have. */
export const MOST_ERRORS = 100_000;

/** Throws a {@link SourceProblem} for more errors than an import takes. */
export function refuseTooMany(count: number): void {
  if (count > MOST_ERRORS)
    throw new SourceProblem(
      `It holds more than ${MOST_ERRORS.toLocaleString('en')} errors; split it, or say where the list is with --map errors=….`,
    );
}
