import { wordsOf } from '../core/say.ts';
import { ASPECTS } from '../core/vocabulary.ts';
import { findLacking, measureCoverage, percentOf } from '../document/coverage.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

const MOST_CODES = 12;

export const options = {
  format: { type: 'string', value: 'text|json', about: 'how it is told; absent: text' },
} as const satisfies VerbOptions;

/** `coverage`: how many errors have causes, checks, examples and so on, by category, and which ones lack them. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const sentence = '`coverage` takes --format text|json only; leave other arguments out.';
  const { format = 'text' } = readOptions(args, options, sentence);
  if (format !== 'text' && format !== 'json') throw new Mistake(sentence);
  const { registry, site } = await readContent(dir);
  const words = wordsOf(site);
  if (format === 'json') {
    const categories = measureCoverage(registry, words);
    const lacking = ASPECTS.map((aspect) => [aspect, findLacking(registry, aspect).map(({ code }) => code)] as const);
    console.log(JSON.stringify({ categories, lacking: Object.fromEntries(lacking) }, null, 2));
    return;
  }
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
