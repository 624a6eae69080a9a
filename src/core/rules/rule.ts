import { parseBlocks, parseMarkup, sentencesOf, type Token } from '../markup.ts';
import type { ErrorEntry, RegisteredError, Registry } from '../define.ts';

/** Something that an author must mend: where, what is wrong, what to do. */
export interface Problem {
  readonly code: string;
  /** The way from the entry to the value: `['confusedWith', 0, 'code']`; empty for the code itself. */
  readonly field: readonly (string | number)[];
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** A rule of the registry: a name, what it demands, and a pure check. */
export interface Rule {
  readonly name: string;
  readonly about: string;
  readonly check: (registry: Registry) => readonly Problem[];
}

/** Makes a rule from a check of one entry; the entry's code is added to what it finds. */
export function entryRule(
  name: string,
  about: string,
  check: (error: RegisteredError, registry: Registry) => readonly Omit<Problem, 'code'>[],
): Rule {
  return {
    name,
    about,
    check: (registry) =>
      registry.errors.flatMap((error) => check(error, registry).map((problem) => ({ code: error.code, ...problem }))),
  };
}

/** Every text of an entry with the way to it; keys count as texts where an author chooses them. */
export function* listTexts(
  value: unknown,
  field: readonly (string | number)[] = [],
): Generator<readonly [readonly (string | number)[], string]> {
  if (typeof value === 'string') yield [field, value];
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* listTexts(item, [...field, index]);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      yield [[...field, key], key];
      yield* listTexts(item, [...field, key]);
    }
  }
}

/** The fields that take markup, with their sentences as tokens. */
export function listMarkup(entry: ErrorEntry): readonly (readonly [readonly (string | number)[], readonly Token[]])[] {
  const {
    summary,
    scenario,
    steps = [],
    causes = [],
    confusedWith = [],
    params = {},
    details,
    example,
    description,
    retry,
    changes = [],
  } = entry;
  const found: (readonly [readonly (string | number)[], string | undefined])[] = [
    [['summary'], summary],
    [['scenario'], scenario],
    [['example', 'source'], example?.source],
    [['retry', 'note'], retry?.note],
    ...steps.map((step, index) => [['steps', index], step] as const),
    ...causes.flatMap(({ cause, check, fix }, index) => [
      [['causes', index, 'cause'], cause] as const,
      [['causes', index, 'check'], check] as const,
      [['causes', index, 'fix'], fix] as const,
    ]),
    ...confusedWith.map(({ difference }, index) => [['confusedWith', index, 'difference'], difference] as const),
    ...Object.entries(params).map(([name, { about }]) => [['params', name, 'about'], about] as const),
    ...Object.entries(details?.fields ?? {}).map(
      ([name, { about }]) => [['details', 'fields', name, 'about'], about] as const,
    ),
    ...changes.map(({ about }, index) => [['changes', index, 'about'], about] as const),
  ];
  return [
    ...sentencesOf(parseBlocks(description ?? '')).map((tokens) => [['description'], tokens] as const),
    ...found.flatMap(([field, text]) => (text === undefined ? [] : [[field, parseMarkup(text)] as const])),
  ];
}
