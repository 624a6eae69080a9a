import { parse } from 'csv-parse/sync';
import { nameColumns, readRows, type Row } from './read-rows.ts';
import type { Reader } from './reader.ts';
import { MOST_ERRORS, SourceProblem } from './source.ts';

/** CSV with a header row, as Excel and others write it; Excel's `.txt` has tabs between its cells. */
export const csvReader: Reader = {
  name: 'CSV',
  kind: 'csv',
  endings: ['.csv', '.tsv', '.txt'],
  read: (text, { mapping }) => ({ source: readRows(parseRows(text), mapping) }),
};

/** The line with which Excel is told what stands between the cells. */
const SEPARATOR_LINE = /^"?sep=([^"\r\n])"?[^\S\t\r\n]*\r?\n/i;

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function parseRows(text: string): readonly Row[] {
  const stated = SEPARATOR_LINE.exec(text)?.[1];
  try {
    const rows = parse(text, {
      columns: (header: readonly string[]) => [...nameColumns(header)],
      delimiter: stated ?? guessDelimiter(text),
      from_line: stated === undefined ? 1 : 2,
      info: true,
      // Without it, ="0042" would be refused.
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: MOST_ERRORS + 1,
      trim: true,
    }) as unknown as readonly Parsed[];
    return rows.map(({ record, info }) => ({ place: `line ${info.lines}`, cells: record }));
  } catch (error) {
    if (error instanceof SourceProblem) throw error;
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
    throw new SourceProblem(`It is not valid CSV: ${reason}.`);
  }
}

/** The library quotes what it doesn't understand, however long it is. */
const LONGEST_REASON = 150;

/** What stands between the names of the columns most often. */
function guessDelimiter(text: string): string {
  const [header = ''] = text
    .slice(0, LONGEST_HEADER)
    .replaceAll(/"[^"]*"/g, '')
    .trimStart()
    .split(/\r?\n/, 1);
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((most, delimiter) => (count(delimiter) > count(most) ? delimiter : most));
}

const LONGEST_HEADER = 100_000;
