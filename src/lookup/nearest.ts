/**
 * The errors that are nearest to a text by its words, for texts that state none: BM25 over names, messages and summaries.
 * The words are cut into parts in the order of their stems, so that a text needs few of them.
 */
import type { RegisteredError } from '../core/define.ts';
import { reasonPhrase } from '../core/http.ts';
import type { Hit } from './answer.ts';
import { readPart, unpackWords, type CodeHead, type CodePart, type WordParts } from './code-index.ts';
import { errorHit } from './hits.ts';
import { findPart, type IndexedError } from './lookup-index.ts';
import { readPaste } from './readable.ts';
import { readStatuses } from './statuses.ts';
import { contentStems, splitWords } from './words.ts';

/** What is known of an error that its words are taken from. */
export type WordedError = IndexedError &
  Pick<RegisteredError, 'summary' | 'description' | 'scenario' | 'causes' | 'userMessage'>;

/** A stem with the errors that hold it: the number of each, and how much the stem says of it. */
export type Postings = readonly [stem: string, ...pairs: number[]];

/** An error by its number, how near it is, and the stems that it shares with the text. */
export interface Near {
  readonly number: number;
  readonly score: number;
  readonly stems: readonly string[];
}

// A name says more than a message, and a message more than a description.
const WEIGHTS = { name: 3, message: 2, text: 1 } as const;
const SATURATION = 0.9;
const LENGTH_SHARE = 0.6;
const UNIT = 4;
// Of a word that is everywhere, the errors of which it says most.
const MOST_POSTINGS = 200;
const LONGEST_TEXT = 600;

type Part = keyof typeof WEIGHTS;

function partsOf(error: WordedError): Readonly<Record<Part, string>> {
  const {
    code,
    title = '',
    aliases = [],
    formerly = [],
    message = '',
    summary = '',
    scenario = '',
    causes = [],
  } = error;
  const told = [
    summary,
    scenario,
    error.userMessage ?? '',
    (error.description ?? '').slice(0, LONGEST_TEXT),
    ...causes.map(({ cause }) => cause),
  ];
  return { name: [code, title, ...aliases, ...formerly].join(' '), message, text: told.join(' ') };
}

/** The stems of all errors with those that hold each, in the order of the stems; errors go by their place in the list. */
export function indexWords(errors: readonly WordedError[]): readonly Postings[] {
  const documents = errors.map((error) => {
    const parts = partsOf(error);
    return (Object.keys(WEIGHTS) as Part[]).map((part) => ({ part, stems: allStems(parts[part]) }));
  });
  const average = (part: Part): number =>
    documents.reduce((sum, document) => sum + (document.find((own) => own.part === part)?.stems.length ?? 0), 0) /
    Math.max(1, documents.length);
  const averages: Readonly<Record<Part, number>> = {
    name: average('name'),
    message: average('message'),
    text: average('text'),
  };
  const index = new Map<string, [number, number][]>();
  documents.forEach((document, number) => {
    const weights = new Map<string, number>();
    for (const { part, stems } of document) {
      const penalty = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * stems.length) / (averages[part] || 1));
      for (const [stem, count] of countEach(stems))
        weights.set(stem, (weights.get(stem) ?? 0) + (WEIGHTS[part] * count * (1 + SATURATION)) / (count + penalty));
    }
    for (const [stem, weight] of weights) {
      const found = index.get(stem);
      const pair: [number, number] = [number, Math.max(1, Math.round(weight * UNIT))];
      if (found === undefined) index.set(stem, [pair]);
      else found.push(pair);
    }
  });
  return Array.from(index, ([stem, pairs]): Postings => {
    const kept =
      pairs.length <= MOST_POSTINGS
        ? pairs
        : pairs.toSorted(([, one], [, other]) => other - one).slice(0, MOST_POSTINGS);
    return [stem, ...kept.flat()];
  }).sort(([one], [other]) => (one < other ? -1 : 1));
}

function allStems(text: string): readonly string[] {
  return splitWords(text).flatMap((word) => contentStems([word]));
}

function countEach(stems: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

// A word as people write it, or an identifier of one piece; no address, no path, no value.
const PROSE = /^["'`([{<]{0,3}[\p{L}\p{M}_'’-]+["'`)\]}>.,;:!?]{0,3}$/u;
const TAG = /<[^<>]{1,200}>/g;
const MOST_STEMS = 14;
const MOST_WORD_PARTS = 5;
const LONGEST_READ = 2000;

/** The stems of a text by which errors may be near to it; addresses and values say nothing, nor does an unknown code. */
function nearestStems(input: string, unknown?: string): readonly string[] {
  const read = readPaste(input).text.slice(0, LONGEST_READ);
  const text = unknown === undefined ? read : read.replaceAll(unknown, ' ');
  // What a status is called tells of no error, and neither do the tags around it.
  const names = readStatuses(text).map(({ status }) => reasonPhrase(status) ?? String(status));
  const told = names.reduce((rest, name) => rest.replaceAll(name, ' '), text.replace(TAG, ' '));
  const chunks = told.split(/\s+/);
  const isOnly = chunks.length === 1 && unknown === undefined;
  const prose = chunks.filter((chunk) => isOnly || PROSE.test(chunk));
  return contentStems(splitWords(prose.join(' '))).slice(0, MOST_STEMS);
}

/** The names of the parts with some stems. */
function neededWords(stems: readonly string[], { words }: WordParts): readonly string[] {
  const from = unpackWords(words);
  const places = stems.map((stem) => findPart(from, stem));
  return [...new Set(places)].slice(0, MOST_WORD_PARTS).map((place) => `words${place}`);
}

/** The errors nearest to some stems, nearest first, of `count`; none where they share too little with the text. */
function rankNearest(
  stems: readonly string[],
  postings: readonly Postings[],
  count: number,
  most = MOST_NEAREST,
): readonly Near[] {
  const byStem = new Map(postings.map(([stem, ...pairs]) => [stem, pairs]));
  const rarity = (stem: string): number => Math.log(1 + count / Math.max(0.5, (byStem.get(stem)?.length ?? 0) / 2));
  const total = stems.reduce((sum, stem) => sum + rarity(stem), 0);
  const found = new Map<number, { score: number; covered: number; stems: string[] }>();
  for (const stem of stems) {
    const pairs = byStem.get(stem) ?? [];
    const weight = rarity(stem);
    for (let place = 0; place < pairs.length; place += 2) {
      const number = pairs[place] ?? 0;
      const near = found.get(number) ?? { score: 0, covered: 0, stems: [] };
      near.score += (weight * (pairs[place + 1] ?? 0)) / UNIT;
      near.covered += weight;
      near.stems.push(stem);
      found.set(number, near);
    }
  }
  return Array.from(found, ([number, { score, covered, stems: shared }]) => {
    const share = covered / total;
    return { number, score: score * (0.5 + share), stems: shared, isNear: isNear(share, shared.length, stems.length) };
  })
    .filter((near) => near.isNear)
    .sort((one, other) => other.score - one.score || one.number - other.number)
    .slice(0, most)
    .map(({ number, score: own, stems: shared }) => ({ number, score: own, stems: shared }));
}

/** Whether an error shares enough with a text to be shown: a quarter of what its words say, or several of them. */
function isNear(share: number, shared: number, asked: number): boolean {
  return share >= 0.24 || (shared === 2 && shared / asked >= 0.25) || shared > 2;
}

const MOST_NEAREST = 3;

/** The pages of the errors that are nearest to a text by its words, with the help of a function that loads a file of the index. */
export async function findNearest(
  text: string,
  { nearest, rows }: Pick<CodeHead, 'nearest' | 'rows'>,
  load: (name: string) => Promise<unknown>,
  unknown?: string,
): Promise<readonly Hit[]> {
  const stems = nearestStems(text, unknown);
  const parts = await Promise.allSettled(neededWords(stems, nearest).map(load));
  const postings = parts.flatMap((part) => (part.status === 'fulfilled' ? (part.value as readonly Postings[]) : []));
  const hits = nearTo(stems, postings, nearest.count, unknown).map(async ({ number, stems: shared }) => {
    const size = nearest.rows;
    const part = size === undefined ? rows : ((await load(`rows${Math.floor(number / size)}`)) as CodePart);
    const error = readPart(part)[size === undefined ? number : number % size];
    return error === undefined ? [] : [errorHit(error, [{ kind: 'similarWords', found: wordsIn(text, shared) }])];
  });
  const settled = await Promise.allSettled(hits);
  return settled.flatMap((hit) => (hit.status === 'fulfilled' ? hit.value : []));
}

/** The words of a text that have these stems, as they stand there. */
function wordsIn(text: string, stems: readonly string[]): string {
  const read = readPaste(text).text.slice(0, LONGEST_READ);
  const found = splitWords(read).filter((word) => contentStems([word]).some((stem) => stems.includes(stem)));
  return [...new Set(found.map(({ start, end }) => read.slice(start, end)))].join(' ');
}

/** The same for a registry that is there whole; `postings` are those of {@link indexWords}. */
export function findNearestOf(
  text: string,
  errors: readonly WordedError[],
  unknown?: string,
  postings: readonly Postings[] = indexWords(errors),
): readonly Hit[] {
  return toHits(text, errors, nearTo(nearestStems(text, unknown), postings, errors.length, unknown));
}

/** As many errors as are wanted that are near to some words, nearest first. */
export function findByWords(
  text: string,
  errors: readonly WordedError[],
  postings: readonly Postings[],
  most: number,
): readonly Hit[] {
  return toHits(text, errors, rankNearest(nearestStems(text), postings, errors.length, most));
}

function toHits(text: string, errors: readonly WordedError[], near: readonly Near[]): readonly Hit[] {
  return near.flatMap(({ number, stems }) => {
    const error = errors[number];
    return error === undefined ? [] : [errorHit(error, [{ kind: 'similarWords', found: wordsIn(text, stems) }])];
  });
}

/** Beside an unknown code one word alone is near by chance. */
function nearTo(
  stems: readonly string[],
  postings: readonly Postings[],
  count: number,
  unknown: string | undefined,
): readonly Near[] {
  return rankNearest(stems, postings, count).filter((near) => unknown === undefined || near.stems.length > 1);
}
