import { contentPermalinks, loadLedger } from '../content/ledger.ts';
import { checkLedger, findUnlisted } from '../core/permalinks.ts';
import type { Invocation } from './errors.ts';
import { Mistake, readContent } from './report.ts';

/** `check`: holds the registry to its rules and its permanent links to the ledger; writes nothing. */
export async function check({ dir }: Invocation): Promise<void> {
  const content = await readContent(dir);
  const [permalinks, ledger] = [await contentPermalinks(content), await loadLedger(dir)];
  const unlisted = findUnlisted(ledger, permalinks).map((path) => `permalinks.txt lacks ${path}`);
  const advice = unlisted.length === 0 ? [] : ['Run `npm run errors -- permalinks` to add what is missing.'];
  const problems = [...checkLedger(ledger, permalinks), ...unlisted, ...advice];
  if (problems.length > 0) throw new Mistake(problems.join('\n'));
  console.log(`${content.registry.errors.length} errors keep all rules, and ${ledger.size} permanent links work.`);
}
