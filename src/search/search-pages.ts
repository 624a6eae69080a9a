import { STATUS_RANGES, type Status } from '../core/http.ts';
import type { Hit } from '../lookup/answer.ts';
import { isCodeLike } from '../lookup/unknown-code.ts';
import { cleanText } from '../lookup/readable.ts';
import { splitWords, stem, telling } from '../lookup/words.ts';
import { INDEX_FOLDER, type PageMeta } from './page-hit.ts';
import { partFolder } from './parts.ts';
import { searchEndpoints } from './search-endpoints.ts';

/** The part of Pagefind's browser API that is used. */
interface Pagefind {
  options(options: object): Promise<void>;
  mergeIndex(path: string, options: object): Promise<void>;
  search(term: string): Promise<{ readonly results: readonly PagefindResult[] }>;
}

interface PagefindResult {
  readonly id: string;
  readonly score: number;
  data(): Promise<{ readonly raw_url: string; readonly content: string; readonly meta: PageMeta }>;
}

const MOST_WORDS = 8;
const MOST_READ = 6;
const MOST_SHOWN = 4;
const SHORTEST_START = 4;
/** Scripts without spaces between words: a word of theirs stands within a longer run of letters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const RANKING = {
  pageLength: 0.3,
  termFrequency: 0.6,
  metaWeights: { title: 5, names: 8, code: 8, summary: 3, status: 2 },
};

let program: Promise<Pagefind> | undefined;
/** The folders of the parts that no text has to ask for again. */
const merged = new Set<string>();

async function load(base: string): Promise<Pagefind> {
  const address = `${base}${INDEX_FOLDER}pagefind.js`;
  // An import that failed once fails until the page is left, so it is tried with a file that is there.
  const { ok, status } = await fetch(address);
  if (!ok) throw new Error(`${address}: ${status}`);
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.options(optionsBelow(base));
  return pagefind;
}

/** Adds the other parts of the index; one that can't be had is asked for again by the next text. */
async function mergeParts(pagefind: Pagefind, base: string): Promise<void> {
  const folders = Array.from({ length: import.meta.env.ERROR_REFERENCE_SEARCH_PARTS - 1 }, (_, index) =>
    partFolder(index + 1),
  );
  const merge = async (folder: string): Promise<void> => {
    merged.add(folder);
    await pagefind.mergeIndex(base + folder, optionsBelow(base)).catch(() => merged.delete(folder));
  };
  await Promise.all(folders.filter((folder) => !merged.has(folder)).map(merge));
}

const optionsBelow = (base: string): object => ({ baseUrl: `${base}/`, ranking: RANKING });

/** The pages of the endpoints that a text names, then those that hold its words. */
export async function searchPages(input: string, base: string): Promise<readonly Hit[]> {
  const endpoints = await searchEndpoints(input, base).catch(() => []); // the words serve without
  const isWhole = endpoints.some(({ reasons: [reason] }) => reason.found === undefined);
  return isWhole ? endpoints : [...endpoints, ...(await searchWords(input, base))];
}

/** Pages that contain more than half of the telling words of a text, best first; for texts that name no error. */
async function searchWords(input: string, base: string): Promise<readonly Hit[]> {
  const asked = askedWords(input);
  if (asked.length === 0) return [];
  program ??= load(base);
  program.catch(() => (program = undefined)); // the next text tries again
  const pagefind = await program;
  await mergeParts(pagefind, base);
  const results = await findResults(pagefind, asked);
  const pages = await Promise.allSettled(results.slice(0, MOST_READ).map(async (result) => result.data()));
  return pages
    .flatMap((page) => (page.status === 'fulfilled' ? [page.value] : []))
    .filter(({ content, meta }) => holdsMost(asked, [content, ...Object.values<string>({ ...meta })].join(' ')))
    .sort((one, other) => Number(one.meta.code === undefined) - Number(other.meta.code === undefined))
    .slice(0, MOST_SHOWN)
    .map(({ raw_url: path, meta: { title = path, summary, code, name, status } }) => {
      if (code === undefined)
        return {
          path,
          title,
          reasons: reasonsOf(path, title, asked),
          ...(summary === undefined ? {} : { about: summary }),
        };
      return {
        path,
        code,
        ...(name === undefined ? {} : { name }),
        title,
        reasons: [{ kind: 'similarWords' }],
        ...(status === undefined ? {} : { status: readStatus(status) }),
      };
    });
}

/** Why a page that is none of an error is suggested: what it is, and that its title says all that was asked. */
function reasonsOf(path: string, title: string, asked: readonly string[]): Hit['reasons'] {
  const kind = path.startsWith('/guides/') ? 'guide' : 'similarWords';
  const stems = new Set(wordsOf(title).map(stem));
  return [{ kind }, ...(asked.every((word) => stems.has(stem(word))) ? [{ kind: 'title' } as const] : [])];
}

/** A status as the index holds it: a number, or a range by its name. */
function readStatus(text: string): Status {
  return STATUS_RANGES.find((range) => range === text) ?? Number(text);
}

/** The words to search for; none for an identifier, which is either a code or unknown, and for bare numbers. */
function askedWords(input: string): readonly string[] {
  const text = cleanText(input);
  if (isCodeLike(text)) return [];
  const words = [
    ...new Set(
      splitWords(text)
        .filter(telling)
        .map((word) => word.text),
    ),
  ];
  return words.length > MOST_WORDS || words.every((word) => /^\p{N}/u.test(word)) ? [] : words;
}

/** Pages with all words; where there are none, pages with some, by how many and how well. */
async function findResults(pagefind: Pagefind, words: readonly string[]): Promise<readonly PagefindResult[]> {
  const { results } = await pagefind.search(words.join(' '));
  if (results.length > 0 || words.length === 1) return results;
  const found = new Map<string, { readonly result: PagefindResult; score: number }>();
  for (const word of words) {
    for (const result of (await pagefind.search(word)).results) {
      const known = found.get(result.id);
      if (known) known.score += 1 + result.score;
      else found.set(result.id, { result, score: 1 + result.score });
    }
  }
  return [...found.values()].sort((one, other) => other.score - one.score).map(({ result }) => result);
}

/** Pagefind falls back on parts of words, so its results are held against the words of the page. */
export function holdsMost(asked: readonly string[], page: string): boolean {
  const words = wordsOf(page);
  const stems = new Set(words.map(stem));
  const letters = page.toLowerCase();
  const last = asked.at(-1) ?? '';
  const held = asked.filter(
    (word) =>
      stems.has(stem(word)) ||
      (UNSPACED.test(word) && letters.includes(word)) ||
      // The last word may still be in the making.
      (word === last && word.length >= SHORTEST_START && words.some((other) => other.startsWith(word))),
  );
  return held.length > asked.length / 2;
}

/** The words of a text, both with camel case apart and without: `OAuth` is asked for as one word. */
function wordsOf(text: string): readonly string[] {
  return [...splitWords(text), ...splitWords(text.toLowerCase())].map((word) => word.text);
}
