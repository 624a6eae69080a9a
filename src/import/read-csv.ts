import { parse } from 'csv-parse/sync';
import { toSourceError, type Mapping } from './read-json.ts';
import { SourceProblem, type Source } from './source.ts';

/** Reads errors from CSV with a header row; a cell of `causes` or `steps` holds one item a line. */
export function readCsvSource(text: string, mapping: Mapping = {}): Source {
  const rows = parseRows(text);
  const errors = rows.map(({ record, info }) => {
    const filled = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell.trim() !== ''));
    const error = toSourceError(filled, { place: `line ${info.lines}`, key: undefined, mapping });
    return { ...error, status: toNumber(error.status), aliases: splitCell(error.aliases, /[;,]/) };
  });
  // CSV has no numbers: where every code looks like one, payloads most likely carry them so.
  const numeric = errors.every(({ code }) => typeof code === 'string' && /^(?:0|-?[1-9]\d{0,14})$/.test(code));
  return { errors: numeric ? errors.map((error) => ({ ...error, code: Number(error.code) })) : errors };
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function parseRows(text: string): readonly Row[] {
  try {
    return parse(text, {
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    throw new SourceProblem(`It is not valid CSV: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

const toNumber = (cell: unknown): unknown => (typeof cell === 'string' && /^-?\d+$/.test(cell) ? Number(cell) : cell);

function splitCell(cell: unknown, between: RegExp): unknown {
  return typeof cell === 'string' ? cell.split(between).map((part) => part.trim()) : cell;
}
