import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listPermalinks, readLedger, type Permalinks } from '../core/permalinks.ts';
import { listShownGuides, type Content } from './load.ts';

const LEDGER = 'permalinks.txt';

/** The permanent paths of a content folder. */
export async function contentPermalinks(content: Content): Promise<Permalinks> {
  const { guides } = await listShownGuides(content);
  return listPermalinks(content.registry, guides, content.site);
}

/** Reads the ledger of a content folder; a folder without one has an empty ledger. */
export async function loadLedger(dir: string): Promise<ReadonlyMap<string, number>> {
  return readLedger(await readFile(join(dir, LEDGER), 'utf8').catch(() => ''));
}

/** Appends paths to the ledger of a content folder; nothing is ever taken out of it. */
export async function appendToLedger(dir: string, paths: readonly string[]): Promise<void> {
  const file = join(dir, LEDGER);
  const text = await readFile(file, 'utf8').catch(() => '');
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  await appendFile(file, gap + paths.map((path) => `${path}\n`).join(''));
}
