import type { RegisteredError } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';
import { composeBlocks, type DocumentContext } from '../document/compose.ts';
import { makePages, type ErrorPage } from '../document/page.ts';
import { errorFiles } from '../machine/files.ts';

/** What all documents of a site have in common. */
export interface DocumentSite {
  readonly site: Site;
  readonly words: Words;
  readonly base: string;
  readonly errors: DocumentContext['errors'];
}

/** An error whose document is to be made. */
export interface DocumentJob {
  readonly error: RegisteredError;
  readonly prose: string | undefined;
  /** The digest of what its files are made from. */
  readonly source: string;
}

/** What is made from an error alone. */
export interface MadeDocument {
  readonly page: ErrorPage;
  /** The files about it, by their paths. */
  readonly files: readonly (readonly [string, string])[];
}

/** Makes the documents of errors. Throws where prose is wrong. */
export function makeDocuments(jobs: readonly DocumentJob[], site: DocumentSite): readonly MadeDocument[] {
  const composed = jobs.map(({ error, prose }) => ({ error, blocks: composeBlocks(error, { ...site, prose }) }));
  const pages = makePages(composed, site);
  return composed.map(({ error, blocks }, index) => ({
    page: pages[index] as ErrorPage,
    files: errorFiles(error, site, blocks),
  }));
}
