import type { Answer, Hit, UnknownCode } from '../lookup/answer.ts';

/** The page that says what to do about a code that the registry does not hold. */
export const UNKNOWN_PATH = '/unknown/';

/** A suggestion: a page, or the code that is none of the API's. */
export type Row = Hit | UnknownCode;

/** What a box shows, in the order of its parts. */
export interface Rows {
  /** The code that is none of the API's; then nothing is certain. */
  readonly unknown?: UnknownCode;
  /** What the text states or clearly means. */
  readonly hits: readonly Hit[];
  /** Errors that it may mean. */
  readonly near: readonly Hit[];
  /** Guides and lists that hold its words. */
  readonly pages: readonly Hit[];
  /** What Enter opens before anybody has chosen. */
  readonly first?: Hit;
}

const MOST_NEAR = 3;

/** Arranges the answer of the lookup, the errors nearest by words, and the pages that the full text search found. */
export function arrangeRows(
  { unknown, hits, near }: Pick<Answer, 'unknown' | 'hits' | 'near'>,
  nearest: readonly Hit[] = [],
  found: readonly Hit[] = [],
): Rows {
  const guesses = [...nearest, ...found.filter(({ code }) => code !== undefined)];
  const room = MOST_NEAR - near.filter(({ code }) => code !== undefined).length;
  const allNear = [...near, ...without(guesses, [...hits, ...near]).slice(0, Math.max(0, room))];
  const endpoints = unknown === undefined ? found.filter(isAskedFor) : [];
  const pages = without(
    found.filter(({ code }) => code === undefined),
    [...hits, ...endpoints, ...allNear],
  );
  const [first = endpoints.length === 0 ? onlyTitle(allNear, pages) : only(endpoints)] = hits;
  return {
    ...(unknown === undefined ? {} : { unknown }),
    hits: [...hits, ...endpoints],
    near: allNear,
    pages,
    ...(unknown !== undefined || first === undefined ? {} : { first }),
  };
}

/** All rows, in their order. */
export function listRows({ unknown, hits, near, pages }: Rows): readonly Row[] {
  return [...(unknown === undefined ? [] : [unknown]), ...hits, ...near, ...pages];
}

/**
 * Whether there are texts about a row: it is an error, a code that is none, or a status that no error has and that more
 * than a number asked for.
 */
export function isAnswerable(row: Row, text: string): boolean {
  return row.code !== undefined || ('count' in row && row.count === 0 && /\s/.test(text));
}

/** The rows whose pages are neither known nor above them. */
function without(rows: readonly Hit[], known: readonly Hit[]): readonly Hit[] {
  const paths = [...known, ...rows].map(({ path }) => path);
  return rows.filter(({ path }, place) => paths.indexOf(path) === known.length + place);
}

/** Whether a page is that of an endpoint, for which the whole text asks. */
function isAskedFor({ reasons }: Hit): boolean {
  return reasons.some(({ kind, found }) => kind === 'route' && found === undefined);
}

/** The one of a list that has no other. */
const only = <Item>(items: readonly Item[]): Item | undefined => (items.length === 1 ? items[0] : undefined);

/** The only page there is, where its title holds all that was asked. */
function onlyTitle(near: readonly Hit[], pages: readonly Hit[]): Hit | undefined {
  const page = near.length === 0 ? only(pages) : undefined;
  return page?.reasons.some(({ kind }) => kind === 'title') ? page : undefined;
}

/** An answer that more of the index gave: what was shown stays where it is, and what is new comes below. */
export function growAnswer(shown: Answer | undefined, answer: Answer): Answer {
  if (shown === undefined || shown.hits.length === 0) return answer;
  return { ...answer, hits: [...shown.hits, ...without(answer.hits, shown.hits)], near: shown.near };
}
