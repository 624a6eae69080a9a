import type { Retry } from '../core/define.ts';
import type { Json } from '../core/json.ts';

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
  readonly retry?: Retry;
  /** Names of what the source states and no field takes. */
  readonly unused?: readonly string[];
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
  /** The body of one of its error responses, to learn the envelope from. */
  readonly body?: unknown;
  /** The envelope of its errors, with what in the source shows it. */
  readonly shape?: Shape;
  /** What a reader has to say of the whole, a sentence each. */
  readonly notes?: readonly string[];
}

/** The envelope of an API's errors, and the sentences that tell where a source shows it. */
export interface Shape {
  readonly envelope: Json;
  readonly evidence: readonly string[];
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
