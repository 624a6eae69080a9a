import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Content } from '../content/load.ts';
import { normalizePath } from '../core/site-path.ts';
import { proseOf } from '../core/url.ts';
import { digestOf } from '../document/digest.ts';
import { errorKey } from '../document/page-key.ts';
import { wordsPerError, type Searched } from '../search/index-site.ts';
import { INDEX_FOLDER } from '../search/page-hit.ts';
import { countParts, partFolder } from '../search/parts.ts';
import type { LastSite } from './last-site.ts';
import { writeFolder, type Output } from './output.ts';
import type { SearchMessage } from './search-thread.ts';
import { ownModule } from '../content/own-files.ts';

/** What the search index of a site is made from, and where it goes. */
export interface SearchOptions {
  readonly content: Content;
  /** A digest of the program. */
  readonly engine: string;
  /** The last site, if its files may be taken over. */
  readonly last: LastSite | undefined;
  /** A folder for files that are on their way. */
  readonly scratch: string;
}

/** The files of a search index in the making. */
export interface SearchFiles {
  /** Writes the files, or keeps those of the last site, once there are the guides. */
  finish(output: Output, guides: readonly Guide[]): Promise<void>;
  /** Ends the indexer, whether or not it is done. */
  close(): Promise<void>;
}

/** A part of the index, with a digest of the errors in it. */
interface Part extends Searched {
  readonly number: number;
  readonly folder: string;
  readonly source: string;
}

/** Begins those parts of the search index that differ from the last site's. The guides are in the first one. */
export function prepareSearch({ content, engine, last, scratch }: SearchOptions): SearchFiles {
  const known = [...(last?.files ?? [])].filter(([path]) => path.startsWith(INDEX_FOLDER));
  const filesOf = ({ folder }: Part): readonly (typeof known)[number][] =>
    known.filter(([path]) => path.startsWith(folder) && !/^\d+\//.test(path.slice(folder.length)));
  const isKnown = (part: Part): boolean => filesOf(part).some(([, [, , source]]) => source?.startsWith(part.source));

  let thread: Worker | undefined;
  const ask = async (message: SearchMessage): Promise<void> => {
    thread ??= new Worker(ownModule('build/search-thread'));
    // Only a thread that works keeps the process alive: a build that waits for what does not come is noticed.
    thread.ref();
    thread.postMessage(message);
    await once(thread, 'message');
    thread.unref();
  };
  const indexed = new Set<Part>();
  const index = async (part: Part): Promise<void> => {
    if (!indexed.has(part)) await ask({ searched: part });
    indexed.add(part);
  };
  const scratchOf = ({ number }: Part): string => join(scratch, 'search', String(number));
  const composed = new Set<Part>();
  const compose = async (part: Part, guides: readonly Guide[] = []): Promise<void> => {
    if (!composed.has(part)) await ask({ guides, folder: scratchOf(part), program: part === first });
    composed.add(part);
  };

  const [first, ...others] = cutIntoParts(content, engine);
  const begin = async (): Promise<void> => {
    for (const part of others.filter((each) => !isKnown(each))) {
      await index(part);
      await compose(part);
    }
    if (!isKnown(first)) await index(first);
  };
  const begun = begin();
  begun.catch(() => undefined); // `finish` tells it
  return {
    finish: async (output, allGuides) => {
      await begun;
      for (const part of [first, ...others]) {
        const guides = part === first ? allGuides : [];
        const source = part.source + digestOf(guides);
        const files = filesOf(part).map(([path]) => path);
        if (isKnown(part) && output.keep(files, source)) continue;
        await index(part);
        await compose(part, guides);
        writeFolder(output, scratchOf(part), part.folder, source);
      }
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}

/** A guide's HTML behind its path. */
export type Guide = readonly [path: string, html: string];

/** The guides of a site in `dir`, before anything is written at the old address of one, which is no guide. */
export function readGuides(output: Output, dir: string): readonly Guide[] {
  const files = [...output.files.keys()].filter((path) => /^\/guides\/[^/]+\/index\.html$/.test(path)).sort();
  return files.map((path) => [pathOf(path), readFileSync(join(dir, path), 'utf8')]);
}

/** An error stays in its part, whichever others there are. */
function cutIntoParts({ registry, site, prose }: Content, engine: string): readonly [Part, ...Part[]] {
  const count = countParts(registry.errors.length);
  const errors = registry.errors.map((error) => ({ error, prose: proseOf(prose, error.code) }));
  const groups = Map.groupBy(
    errors,
    ({ error }) => Number.parseInt(hash('sha256', error.code).slice(0, 8), 16) % count,
  );
  const words = wordsPerError(registry.errors.length);
  const toPart = (part: number): Part => {
    const own = groups.get(part) ?? [];
    const source = digestOf(
      engine,
      site.lang,
      words,
      own.map((each) => [errorKey(each.error), each.prose]),
    );
    return { number: part, errors: own, lang: site.lang, words, folder: partFolder(part), source };
  };
  return [toPart(0), ...Array.from({ length: count - 1 }, (_, index) => toPart(index + 1))];
}

/** The path of a page's file, as links write it. */
function pathOf(file: string): string {
  const path = file.slice(0, -'index.html'.length);
  return normalizePath(path) ?? path;
}
