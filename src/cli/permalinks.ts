import { appendToLedger, contentPermalinks, loadLedger } from '../content/ledger.ts';
import { listShownGuides, type Content } from '../content/load.ts';
import { findUnlisted } from '../core/permalinks.ts';
import { madePaths } from '../machine/file-paths.ts';
import { readOptions, type Invocation } from './invocation.ts';
import { readContent } from './report.ts';
import { count } from './terminal.ts';

export const options = {};

/** `permalinks`: adds the paths that the ledger lacks. */
export async function run({ args, dir }: Invocation): Promise<void> {
  readOptions(args, options, '`permalinks` takes no arguments; leave them out.');
  const added = await addPermalinks(await readContent(dir));
  console.log(added === 0 ? 'The ledger is complete.' : `Added ${count(added, 'permanent link')}.`);
}

/** Adds the paths that the ledger of a content folder lacks. Returns how many there were. */
export async function addPermalinks(content: Content): Promise<number> {
  const { dir } = content;
  const made = madePaths({ ...content, ...(await listShownGuides(content)) });
  const unlisted = findUnlisted(await loadLedger(dir), await contentPermalinks(content), made);
  if (unlisted.length > 0) await appendToLedger(dir, unlisted);
  return unlisted.length;
}
