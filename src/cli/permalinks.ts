import { appendToLedger, contentPermalinks, loadLedger } from '../content/ledger.ts';
import { listShownGuides } from '../content/load.ts';
import { findUnlisted } from '../core/permalinks.ts';
import { madePaths } from '../machine/file-paths.ts';
import type { Invocation } from './errors.ts';
import { readContent } from './report.ts';

/** `permalinks`: adds the paths that the ledger lacks. */
export async function permalinks({ dir }: Invocation): Promise<void> {
  const content = await readContent(dir);
  const made = madePaths({ ...content, ...(await listShownGuides(content)) });
  const unlisted = findUnlisted(await loadLedger(dir), await contentPermalinks(content), made);
  if (unlisted.length > 0) await appendToLedger(dir, unlisted);
  console.log(unlisted.length === 0 ? 'The ledger is complete.' : `Added ${unlisted.length} permanent links.`);
}
