import { parseArgs } from 'node:util';
import { contentPermalinks, loadLedger } from '../content/ledger.ts';
import { findContentFile, listGuides, type Content } from '../content/load.ts';
import { checkGuideNames, checkLedger, findUnlisted } from '../core/permalinks.ts';
import { findShortfalls } from '../document/coverage.ts';
import { madePaths } from '../machine/file-paths.ts';
import { checkOpenApi } from './check-openapi.ts';
import type { Invocation } from './errors.ts';
import { Mistake, readContent } from './report.ts';

/**
 * `check`: holds the registry to its rules, its permanent links to the ledger, and its coverage to the site's bar;
 * `check --openapi FILE` compares it with the API's specification. Writes nothing.
 */
export async function check({ args, dir }: Invocation): Promise<void> {
  const { openapi, json } = parse(args);
  const content = await readContent(dir);
  const { links, problems } = await checkContent(content);
  if (problems.length > 0) throw new Mistake(problems.join('\n'));
  if (openapi !== undefined) return checkOpenApi(content, openapi, json);
  console.log(`${content.registry.errors.length} errors keep all rules, and ${links} permanent links work.`);
}

async function checkContent(content: Content): Promise<{ links: number; problems: readonly string[] }> {
  const [permalinks, ledger] = [await contentPermalinks(content), await loadLedger(content.dir)];
  const guides = await listGuides(content.dir);
  const made = madePaths({ ...content, guides });
  const unlisted = findUnlisted(ledger, permalinks, made).map((path) => `permalinks.txt lacks ${path}`);
  const advice = unlisted.length === 0 ? [] : ['Run `npm run errors -- permalinks` to add what is missing.'];
  const shortfalls = findShortfalls(content.registry, content.site);
  return {
    links: ledger.size,
    problems: [
      ...checkGuideNames(guides),
      ...checkLedger(ledger, permalinks, made, findContentFile(content.dir, 'site')),
      ...unlisted,
      ...advice,
      ...shortfalls,
    ],
  };
}

function parse(args: readonly string[]): { openapi: string | undefined; json: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { openapi: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    if (values.json && values.openapi === undefined) throw new Error();
    return { openapi: values.openapi, json: values.json };
  } catch {
    throw new Mistake('`check` takes nothing, or --openapi FILE and with it --json; correct the arguments.');
  }
}
