import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Content } from '../content/load.ts';
import { proseOf } from '../core/url.ts';
import { digestOf } from '../document/digest.ts';
import { errorKey } from '../document/page-key.ts';
import { startIndex } from '../search/index-site.ts';
import { INDEX_FOLDER } from '../search/page-hit.ts';
import type { LastSite } from './last-site.ts';
import type { Output } from './output.ts';

/** What the search index of a site is made from, and where it goes. */
export interface SearchOptions {
  readonly content: Content;
  /** A digest of the program. */
  readonly engine: string;
  readonly last: LastSite | undefined;
  readonly output: Output;
  /** A folder for files that are on their way. */
  readonly scratch: string;
}

/** The files of a search index in the making. */
export interface SearchFiles {
  /** Writes the files, or keeps those of the last site, once all pages are in the folder of the site. */
  finish(dir: string): Promise<void>;
  close(): Promise<void>;
}

/** Begins the search index, unless it may turn out to be that of the last site. */
export function prepareSearch({ content, engine, last, output, scratch }: SearchOptions): SearchFiles {
  const { registry, site, prose } = content;
  const searched = { registry, lang: site.lang, prose };
  const errors = registry.errors.map((error) => [errorKey(error), proseOf(prose, error.code)]);
  const errorsKey = digestOf(engine, site.lang, errors);
  const known = [...(last?.files ?? [])].filter(([path]) => path.startsWith(INDEX_FOLDER));
  const mayKeep = known.length > 0 && known.every(([, [, , source]]) => source?.startsWith(errorsKey));
  let index = mayKeep ? undefined : startIndex(searched);
  return {
    finish: async (dir) => {
      const guides = [...output.files].filter(([path]) => path.startsWith('/guides/')).sort();
      const source = errorsKey + digestOf(guides.map(([path, [body]]) => [path, body]));
      if (
        mayKeep &&
        output.keep(
          known.map(([path]) => path),
          source,
        )
      )
        return;
      const folder = join(scratch, INDEX_FOLDER);
      index ??= startIndex(searched);
      await index.finish(dir, folder);
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        output.write(`${INDEX_FOLDER}${relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file), source);
      }
    },
    close: async () => {
      await index?.close();
    },
  };
}
