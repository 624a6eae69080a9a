import { nameOf, type RegisteredError, type Registry } from '../core/define.ts';
import { deskPath } from '../core/url.ts';
import type { Words } from '../core/words.ts';

/** Where an error occurs, in any of its forms. */
export function endpointsOf({ endpoints = [], variants = [] }: RegisteredError): readonly string[] {
  return [...new Set([...endpoints, ...variants.flatMap((variant) => variant.endpoints ?? [])])];
}

/** Errors by endpoint, in the order of the registry. */
export function groupByEndpoint({ errors }: Registry): readonly EndpointErrors[] {
  const pairs = errors.flatMap((error) => endpointsOf(error).map((endpoint) => ({ endpoint, error })));
  const groups = Map.groupBy(pairs, ({ endpoint }) => endpoint);
  return [...groups].map(([endpoint, group]) => [endpoint, group.map(({ error }) => error)]);
}

/** An endpoint and its errors. */
export type EndpointErrors = readonly [endpoint: string, errors: readonly RegisteredError[]];

/** Neighbouring endpoints that share a page. */
export interface EndpointPage {
  readonly path: string;
  readonly title: string;
  readonly endpoints: readonly EndpointErrors[];
}

/** The endpoints of a large registry on pages of at most {@link LONG_LIST} lines, by path; none for a small one. */
export function paginateEndpoints(endpoints: readonly EndpointErrors[]): readonly EndpointPage[] {
  if (endpoints.reduce((sum, [, errors]) => sum + errors.length, 0) <= LONG_LIST) return [];
  const pages: EndpointErrors[][] = [];
  let lines = LONG_LIST;
  for (const [endpoint, errors] of endpoints.toSorted(([a], [b]) => (pathOf(a) < pathOf(b) ? -1 : 1))) {
    if (lines + errors.length > LONG_LIST) {
      pages.push([]);
      lines = 0;
    }
    lines += errors.length;
    pages.at(-1)?.push([endpoint, errors]);
  }
  return pages.map((page, index) => ({
    path: `/endpoints/${index + 1}/`,
    title: [pathOf(page[0]?.[0] ?? ''), pathOf(page.at(-1)?.[0] ?? '')].join(' … '),
    endpoints: page,
  }));
}

/** An endpoint without its method. */
const pathOf = (endpoint: string): string => endpoint.replace(/^\S+\s+/, '');

/** More codes than this on one list are grouped by their first character. */
export const LONG_LIST = 200;

/** A page of a list: its errors, or, where they are too many, the pages that share them. */
export interface ListPage {
  readonly path: string;
  /** What part of the list this is: `A`, or `S1002 … S2001`; absent for the whole. */
  readonly part?: string;
  readonly errors: readonly RegisteredError[];
  readonly parts: readonly ListPage[];
}

/** The pages of a list: itself and, if it is long, one for each letter or digit, none of them long. */
export function paginate(path: string, errors: readonly RegisteredError[], words: Words['lists']): readonly ListPage[] {
  if (errors.length <= LONG_LIST) return [{ path, errors, parts: [] }];
  const parts = groupByInitial(errors).flatMap(([initial, group]) => cutGroup({ path, initial, group, words }));
  return [{ path, errors, parts }, ...parts];
}

/** A page of the support desk: one of a category, or a part of it. */
export interface DeskPage extends ListPage {
  readonly title: string;
}

/** The pages of a long desk by category, none of them long; none for a desk that fits one page. */
export function deskPages(
  { errors }: Registry,
  categories: readonly {
    readonly title: string;
    readonly value: string;
    readonly errors: readonly RegisteredError[];
  }[],
  words: Words['lists'],
): readonly DeskPage[] {
  if (errors.length <= LONG_LIST) return [];
  return categories.flatMap(({ title, value, errors: own }) =>
    paginate(deskPath(value), own, words).map((page) => ({
      ...page,
      title: page.part === undefined ? title : `${title}: ${page.part}`,
    })),
  );
}

interface Cut {
  readonly path: string;
  readonly initial: string;
  readonly group: readonly RegisteredError[];
  readonly words: Words['lists'];
}

function cutGroup({ path, initial, group, words }: Cut): readonly ListPage[] {
  const count = Math.ceil(group.length / LONG_LIST);
  const size = Math.ceil(group.length / count);
  const sorted = count === 1 ? group : group.toSorted(compareNames);
  return Array.from({ length: count }, (_, index) => {
    const errors = sorted.slice(index * size, (index + 1) * size);
    const ends = [errors[0], errors.at(-1)].map((error) => shorten(error === undefined ? '' : nameOf(error)));
    const letter = initial === 'other' ? words.other : initial.toUpperCase();
    return {
      // No slug is a tilde and small letters, so these pages can't hide an error's.
      path: `${path}~${initial}${index === 0 ? '' : `-${index + 1}`}/`,
      part: count === 1 ? letter : ends.join(' … '),
      errors,
      parts: [],
    };
  });
}

/** Numbers by value, all else by code unit. */
function compareNames(one: RegisteredError, other: RegisteredError): number {
  const [first, second] = [nameOf(one), nameOf(other)];
  const difference = Number(first) - Number(second);
  return Number.isNaN(difference) ? (first < second ? -1 : Number(first > second)) : difference;
}

const SHORT_CODE = 24;
const shorten = (code: string): string => (code.length > SHORT_CODE ? `${code.slice(0, SHORT_CODE)}…` : code);

/** Errors by the first letter or digit of their name, sorted; `other` for all else. */
function groupByInitial(
  errors: readonly RegisteredError[],
): readonly (readonly [string, readonly RegisteredError[]])[] {
  const groups = Map.groupBy(errors, (error) => /^[a-z0-9]/i.exec(nameOf(error))?.[0].toLowerCase() ?? 'other');
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
