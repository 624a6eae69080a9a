import { wordsOf } from '../core/say.ts';
import type { Words } from '../core/words.ts';
import { ASPECTS } from '../core/vocabulary.ts';
import { findLacking, measureCoverage, percentOf } from '../document/coverage.ts';
import { annotation } from './annotation.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent, REPORT_FORMATS } from './report.ts';

const MOST_CODES = 12;

export const options = {
  format: { type: 'string', value: REPORT_FORMATS.join('|'), about: 'how it is told; absent: text' },
} as const satisfies VerbOptions;

/** `coverage`: how many errors have causes, checks, examples and so on, by category, and which ones lack them. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const sentence = '`coverage` takes --format text|json|github only; leave other arguments out.';
  const { format = 'text' } = readOptions(args, options, sentence);
  if (!REPORT_FORMATS.some((name) => name === format)) throw new Mistake(sentence);
  const { registry, site } = await readContent(dir);
  const words = wordsOf(site);
  const lacking = ASPECTS.map((aspect) => [aspect, findLacking(registry, aspect).map(({ code }) => code)] as const);
  const categories = measureCoverage(registry, words);
  if (format === 'json') {
    console.log(JSON.stringify({ categories, lacking: Object.fromEntries(lacking) }, null, 2));
    return;
  }
  const missing = lacking
    .filter(([, codes]) => codes.length > 0)
    .map(([aspect, codes]) => `${words.aspects[aspect]} missing in ${listFew(codes)}`);
  if (format === 'github') for (const line of missing) console.log(annotation('notice', {}, line));
  else console.log([tabulate(categories, words), ...missing].join('\n\n'));
}

/** The first of several codes, and how many more there are. */
function listFew(codes: readonly string[]): string {
  const more = codes.length > MOST_CODES ? ` and ${codes.length - MOST_CODES} more` : '';
  return codes.slice(0, MOST_CODES).join(', ') + more;
}

function tabulate(categories: ReturnType<typeof measureCoverage>, { aspects }: Words): string {
  const rows = [
    ['', ...ASPECTS.map((aspect) => aspects[aspect])],
    ...categories.map(({ title, total, counts }) => [
      title,
      ...ASPECTS.map((aspect) => `${counts[aspect]}/${total} ${percentOf(counts[aspect], total)} %`),
    ]),
  ];
  const widths = ['', ...ASPECTS].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string => cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
