import { endpointsOf, nameOf, type RegisteredError, type Registry } from '../core/define.ts';
import { say } from '../core/say.ts';
import { deskPath, endpointPath } from '../core/url.ts';
import type { Words } from '../core/words.ts';

/** Errors that share a heading on a list. */
export interface ErrorGroup {
  readonly title: string;
  /** Whether the title is code. */
  readonly isCode?: boolean;
  /** What follows the title. */
  readonly about?: string | undefined;
  /** The page of the group. */
  readonly path?: string;
  readonly errors: readonly RegisteredError[];
}

/** An endpoint and its errors, below the address of its page. */
export interface EndpointGroup extends ErrorGroup {
  readonly path: string;
}

/** Errors by endpoint, in the order of the registry. */
export function groupByEndpoint({ errors }: Registry): readonly EndpointGroup[] {
  const pairs = errors.flatMap((error) => endpointsOf(error).map((endpoint) => ({ endpoint, error })));
  const groups = Map.groupBy(pairs, ({ endpoint }) => endpoint);
  return [...groups].map(([title, group]) => ({
    ...{ title, isCode: true, path: endpointPath(title) },
    errors: group.map(({ error }) => error),
  }));
}

/** A page about one endpoint, or about neighbouring ones that share a page of a long list. */
export interface EndpointPage {
  readonly path: string;
  readonly title: string;
  readonly endpoints: readonly EndpointGroup[];
}

/** The page of each endpoint; those whose addresses would differ only by case or by signs share one. */
export function listEndpointPages(endpoints: readonly EndpointGroup[]): readonly EndpointPage[] {
  const pages = Map.groupBy(endpoints, ({ path }) => path);
  return [...pages].map(([path, group]) => ({ path, title: group[0]?.title ?? path, endpoints: group }));
}

/** The endpoints of a large registry on pages of at most {@link LONG_LIST} lines, by path; none for a small one. */
export function paginateEndpoints(endpoints: readonly EndpointGroup[]): readonly EndpointPage[] {
  if (endpoints.reduce((sum, { errors }) => sum + errors.length, 0) <= LONG_LIST) return [];
  const pages: EndpointGroup[][] = [];
  let lines = LONG_LIST;
  for (const endpoint of endpoints.toSorted((a, b) => (routeOf(a.title) < routeOf(b.title) ? -1 : 1))) {
    const { length } = endpoint.errors;
    if (lines + length > LONG_LIST) {
      pages.push([]);
      lines = 0;
    }
    lines += length;
    pages.at(-1)?.push(endpoint);
  }
  return pages.map((page, index) => ({
    path: `/endpoints/${index + 1}/`,
    title: [routeOf(page[0]?.title ?? ''), routeOf(page.at(-1)?.title ?? '')].join(' … '),
    endpoints: page,
  }));
}

/** An endpoint without its method. */
const routeOf = (endpoint: string): string => endpoint.replace(/^\S+\s+/, '');

/** More codes than this on one list are grouped by their first character. */
export const LONG_LIST = 200;

/** A page of a list: its errors, or, where they are too many, the pages that share them. */
export interface ListPage {
  readonly path: string;
  /** What part of the list this is: `A`, or `S1002 … S2001`; absent for the whole. */
  readonly part?: string;
  readonly errors: readonly RegisteredError[];
  /** The letters by which a long list is parted, on each of its pages. */
  readonly letters: readonly Letter[];
}

/** A letter or digit with which names start, and the pages of a long list that hold them. */
export interface Letter {
  readonly title: string;
  readonly count: number;
  readonly pages: readonly { readonly path: string; readonly part: string }[];
}

/** The pages of a list: itself and, if it is long, one for each letter or digit, none of them long. */
export function paginate(
  path: string,
  errors: readonly RegisteredError[],
  words: Words['lists'],
): readonly [ListPage, ...ListPage[]] {
  if (errors.length <= LONG_LIST) return [{ path, errors, letters: [] }];
  const cuts = groupByInitial(errors).map(([initial, group]) => ({
    title: initial === 'other' ? words.other : initial.toUpperCase(),
    count: group.length,
    pages: cutGroup({ path, initial, group, words }),
  }));
  const letters = cuts.map(({ pages, ...letter }) => ({
    ...letter,
    pages: pages.map((page) => ({ path: page.path, part: page.part })),
  }));
  return [{ path, errors, letters }, ...cuts.flatMap(({ pages }) => pages.map((page) => ({ ...page, letters })))];
}

/** Whether a page stands for a list that is too long for it, whose errors are on the pages of its letters. */
export function isParted({ part, letters }: Pick<ListPage, 'part' | 'letters'>): boolean {
  return part === undefined && letters.length > 0;
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
      title: page.part === undefined ? title : say(words.part, { title, part: page.part }),
    })),
  );
}

interface Cut {
  readonly path: string;
  readonly initial: string;
  readonly group: readonly RegisteredError[];
  readonly words: Words['lists'];
}

function cutGroup({
  path,
  initial,
  group,
  words,
}: Cut): readonly (Omit<ListPage, 'letters'> & { readonly part: string })[] {
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
    };
  });
}

/** Errors by their names: numbers by value, all else by code unit. */
export function compareNames(one: RegisteredError, other: RegisteredError): number {
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
