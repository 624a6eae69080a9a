import type { CategoryHead, RegisteredError, Registry } from '../core/define.ts';
import { actorPath, categoryPath, retryPath } from '../core/url.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';

/** A filter of the registry, with its own page. */
export interface Filter {
  /** The dimension: a field of the entry, and the first segment of the page's path. */
  readonly by: 'category' | 'retry' | 'actor';
  readonly value: string;
  readonly title: string;
  /** Shorter words, for a chip. */
  readonly chip: string;
  readonly about?: string | undefined;
  readonly path: string;
  readonly errors: readonly RegisteredError[];
}

/** One filter a category, in the order of the registry. */
export function categoryFilters({ categories, errors }: Registry): readonly Filter[] {
  return categories.map(({ name, title, about }: CategoryHead) => ({
    by: 'category',
    value: name,
    title,
    chip: title.replace(/ errors$/i, ''),
    about,
    path: categoryPath(name),
    errors: errors.filter((error) => error.category === name),
  }));
}

/** One filter a retry kind that occurs. */
export function retryFilters({ errors }: Registry): readonly Filter[] {
  const byKind = Map.groupBy(errors, ({ retry }) => retry?.when);
  return listKinds(RETRY_KINDS)
    .map(([kind, { title }]) => kindFilter('retry', kind, title, retryPath, byKind))
    .filter(isUsed);
}

/** One filter an actor that occurs. */
export function actorFilters({ errors }: Registry): readonly Filter[] {
  const byActor = Map.groupBy(errors, ({ actor }) => actor);
  return listKinds(ACTORS)
    .map(([actor, { title }]) => kindFilter('actor', actor, title, actorPath, byActor))
    .filter(isUsed);
}

const isUsed = ({ errors }: Filter): boolean => errors.length > 0;

function listKinds<Kind extends string, Words>(
  kinds: Readonly<Record<Kind, Words>>,
): readonly (readonly [Kind, Words])[] {
  return Object.entries(kinds) as [Kind, Words][];
}

function kindFilter<Kind extends string>(
  by: Filter['by'],
  value: Kind,
  title: string,
  pathOf: (kind: Kind) => string,
  groups: ReadonlyMap<Kind | undefined, readonly RegisteredError[]>,
): Filter {
  return { by, value, title, chip: title, path: pathOf(value), errors: groups.get(value) ?? [] };
}

/** Errors by status, ascending; those without a status are not in it. */
export function groupByStatus({ errors }: Registry): readonly (readonly [number, readonly RegisteredError[]])[] {
  const groups = Map.groupBy(errors, (error) => error.status);
  return [...groups]
    .flatMap(([status, group]) => (status === undefined ? [] : [[status, group] as const]))
    .sort(([a], [b]) => a - b);
}

/** Errors by endpoint, in the order of the registry. */
export function groupByEndpoint({ errors }: Registry): readonly (readonly [string, readonly RegisteredError[]])[] {
  const groups = new Map<string, RegisteredError[]>();
  for (const error of errors) {
    for (const endpoint of error.endpoints ?? []) groups.set(endpoint, [...(groups.get(endpoint) ?? []), error]);
  }
  return [...groups];
}

/** More codes than this on one list are grouped by their first character. */
export const LONG_LIST = 200;

/** More codes than this on the support desk's page are parted by category. */
export const LONG_DESK = 1000;

/** Errors by the first letter or digit of their code; `other` for all else. The keys are sorted. */
export function groupByInitial(
  errors: readonly RegisteredError[],
): readonly (readonly [string, readonly RegisteredError[]])[] {
  const groups = Map.groupBy(errors, ({ code }) => /^[a-z0-9]/i.exec(code)?.[0].toLowerCase() ?? 'other');
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The errors before and after one in its category. */
export interface Neighbours {
  readonly previous: RegisteredError | undefined;
  readonly next: RegisteredError | undefined;
}

/** The neighbours of every error, by code. */
export function findNeighbours({ errors }: Registry): ReadonlyMap<string, Neighbours> {
  const siblings = [...Map.groupBy(errors, ({ category }) => category).values()];
  return new Map(
    siblings.flatMap((group) =>
      group.map(({ code }, index) => [code, { previous: group[index - 1], next: group[index + 1] }] as const),
    ),
  );
}
