import { wordsOf } from '../core/say.ts';
import { ASPECTS } from '../core/vocabulary.ts';
import { findLacking, measureCoverage, percentOf } from '../document/coverage.ts';
import type { Invocation } from './errors.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

const MOST_CODES = 12;

/** `coverage`: how many errors have causes, checks, examples and so on, by category, and which ones lack them. */
export async function coverage({ args, dir }: Invocation): Promise<void> {
  if (args.length > 0) throw new Mistake('`coverage` takes no arguments; leave them out.');
  const { registry, site } = await readContent(dir);
  const words = wordsOf(site);
  const rows = [
    ['', ...ASPECTS.map((aspect) => words.aspects[aspect])],
    ...measureCoverage(registry, words).map(({ title, total, counts }) => [
      title,
      ...ASPECTS.map((aspect) => `${counts[aspect]}/${total} ${percentOf(counts[aspect], total)} %`),
    ]),
  ];
  const widths = ['', ...ASPECTS].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  for (const aspect of ASPECTS) {
    const lacking = findLacking(registry, aspect).map(({ code }) => code);
    const few = lacking.slice(0, MOST_CODES).join(', ');
    const more = lacking.length > MOST_CODES ? ` and ${lacking.length - MOST_CODES} more` : '';
    if (lacking.length > 0) console.log(`\n${words.aspects[aspect]} missing in ${few}${more}`);
  }
}
