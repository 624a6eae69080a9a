import { ASPECTS, type Aspect } from '../core/vocabulary.ts';
import { findLacking, measureCoverage, percentOf } from '../document/coverage.ts';
import type { Invocation } from './errors.ts';
import { Mistake, readContent } from './report.ts';

const MOST_CODES = 12;

/** `coverage`: how many errors have causes, checks, examples and so on, by category, and which ones lack them. */
export async function coverage({ args, dir }: Invocation): Promise<void> {
  if (args.length > 0) throw new Mistake('`coverage` takes no arguments; leave them out.');
  const { registry, site } = await readContent(dir);
  const aspects = Object.keys(ASPECTS) as Aspect[];
  const rows = [
    ['', ...aspects.map((aspect) => ASPECTS[aspect])],
    ...measureCoverage(registry, site).map(({ title, total, counts }) => [
      title,
      ...aspects.map((aspect) => `${counts[aspect]}/${total} ${percentOf(counts[aspect], total)} %`),
    ]),
  ];
  const widths = ['', ...aspects].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  for (const aspect of aspects) {
    const lacking = findLacking(registry, site, aspect);
    const few = lacking.slice(0, MOST_CODES).join(', ');
    const more = lacking.length > MOST_CODES ? ` and ${lacking.length - MOST_CODES} more` : '';
    if (lacking.length > 0) console.log(`\n${ASPECTS[aspect]} missing in ${few}${more}`);
  }
}
