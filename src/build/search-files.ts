import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Content } from '../content/load.ts';
import { normalizePath } from '../core/site-path.ts';
import { proseOf } from '../core/url.ts';
import { digestOf } from '../document/digest.ts';
import { errorKey } from '../document/page-key.ts';
import { wordsPerError, type Searched } from '../search/index-site.ts';
import { countParts, partFolder } from '../search/parts.ts';
import type { FileRecords } from './last-site.ts';
import type { Output } from './output.ts';
import type { SearchMessage } from './search-thread.ts';

/** What the search index of a site is made from, and where it goes. */
export interface SearchOptions {
  readonly content: Content;
  /** A digest of the program. */
  readonly engine: string;
  /** The files of the last site that are there already. */
  readonly held: FileRecords;
  readonly output: Output;
  /** A folder for files that are on their way. */
  readonly scratch: string;
}

/** The files of a search index in the making. */
export interface SearchFiles {
  /** Writes the files, or keeps those of the last site, once all pages are in the folder of the site. */
  finish(dir: string): Promise<void>;
  /** Ends the indexer, whether or not it is done. */
  close(): Promise<void>;
}

/** A part of the index, with a digest of the errors in it. */
interface Part extends Searched {
  readonly folder: string;
  readonly source: string;
}

/** Begins those parts of the search index that differ from the last site's. The guides are in the first one. */
export function prepareSearch({ content, engine, held, output, scratch }: SearchOptions): SearchFiles {
  const known = [...held];
  const filesOf = ({ folder }: Part): readonly (typeof known)[number][] =>
    known.filter(([path]) => path.startsWith(folder) && !/^\d+\//.test(path.slice(folder.length)));
  const keep = (part: Part, source: string): boolean => {
    const files = filesOf(part).map(([path]) => path);
    return files.length > 0 && output.keep(files, source);
  };
  let thread: Worker | undefined;
  const ask = async (message: SearchMessage): Promise<void> => {
    thread ??= new Worker(new URL('search-thread.ts', import.meta.url));
    thread.postMessage(message);
    await once(thread, 'message');
  };
  const write = async (
    part: Part,
    source: string,
    guides: readonly (readonly [string, string])[] = [],
  ): Promise<void> => {
    const folder = join(scratch, 'search', part.folder);
    await ask({ guides, folder, program: part === first });
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      output.write(`${part.folder}${relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file), source);
    }
  };

  const [first, ...others] = cutIntoParts(content, engine);
  // It may turn out to be that of the last site, once the guides are made.
  const mayKeepFirst = filesOf(first).some(([, [, , source]]) => source?.startsWith(first.source));
  const begin = async (): Promise<void> => {
    for (const part of others) {
      if (keep(part, part.source)) continue;
      await ask({ searched: part });
      await write(part, part.source);
    }
    if (!mayKeepFirst) await ask({ searched: first });
  };
  const begun = begin();
  begun.catch(() => undefined); // `finish` tells it
  return {
    finish: async (dir) => {
      await begun;
      const guides = [...output.files.keys()].filter((path) => /^\/guides\/[^/]+\/index\.html$/.test(path)).sort();
      const source = first.source + digestOf(guides.map((path) => [path, output.files.get(path)?.[0]]));
      if (mayKeepFirst) {
        if (keep(first, source)) return;
        await ask({ searched: first });
      }
      await write(
        first,
        source,
        guides.map((path) => [pathOf(path), readFileSync(join(dir, path), 'utf8')]),
      );
    },
    close: async () => {
      await thread?.terminate();
    },
  };
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
    return { errors: own, lang: site.lang, words, folder: partFolder(part), source };
  };
  return [toPart(0), ...Array.from({ length: count - 1 }, (_, index) => toPart(index + 1))];
}

/** The path of a page's file, as links write it. */
function pathOf(file: string): string {
  const path = file.slice(0, -'index.html'.length);
  return normalizePath(path) ?? path;
}
