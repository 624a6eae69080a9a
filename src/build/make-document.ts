import type { RegisteredError } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';
import { composeBlocks, type DocumentContext } from '../document/compose.ts';
import { makePage, type ErrorPage } from '../document/page.ts';
import { errorFiles } from '../machine/files.ts';
import type { Output } from './output.ts';

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

/** Makes what is made from an error alone: its files, which are written, and its page. Throws where its prose is wrong. */
export function makeDocument({ error, prose, source }: DocumentJob, site: DocumentSite, output: Output): ErrorPage {
  const context = { ...site, prose };
  const blocks = composeBlocks(error, context);
  for (const [path, text] of errorFiles(error, context, blocks)) output.write(path, text, source);
  return makePage(error, context, blocks);
}
