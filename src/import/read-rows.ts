import { STATUS_CODES } from 'node:http';
import { readNumber } from '../formats/numbers.ts';
import { toSourceError, type Mapping } from './mapping.ts';
import { refuseTooMany, SourceProblem, type Source, type SourceError } from './source.ts';

/** A row of a table: its cells by the names of their columns. */
export interface Row {
  readonly place: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** Errors from the rows of tables; a cell of a list, such as `steps`, holds one item a line. */
export function readRows(rows: readonly Row[], mapping: Mapping): Source {
  if (mapping.errors !== undefined)
    throw new SourceProblem('The rows of a table are its errors; leave errors=… out of --map.');
  refuseTooMany(rows.length);
  const errors = rows.map(({ place, cells }) => {
    const filled = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell.trim() !== ''));
    return toSourceError(filled, { place, key: undefined, mapping });
  });
  // Cells are no numbers: where every code looks like one, payloads most likely carry them so.
  const isNumeric = errors.every(({ code }) => typeof code === 'string' && /^(?:0|-?[1-9]\d*)$/.test(code));
  return {
    errors: errors.map((error): SourceError => {
      const { code, status, aliases, ...texts } = mapValues(error, unwrapFormula);
      return {
        ...texts,
        code: isNumeric ? readNumber(String(code)) : code,
        status: readStatus(status),
        aliases: typeof aliases === 'string' ? aliases.split(/[;,]/).map((part) => part.trim()) : aliases,
      };
    }),
  };
}

/** The names of the columns, for each its own; a column without one is named after its place. */
export function nameColumns(header: readonly string[]): readonly string[] {
  const names = header.map((name, index) => name.trim() || `column ${index + 1}`);
  const twin = names.find((name, index) => names.indexOf(name) < index);
  if (twin !== undefined) throw new SourceProblem(`It has the column ${twin} twice; rename or remove one of the two.`);
  return names;
}

/** Spreadsheets write `="0042"` for text that would else become a number. */
function unwrapFormula(cell: unknown): unknown {
  const text = typeof cell === 'string' ? /^="(.*)"$/s.exec(cell)?.[1] : undefined;
  return text?.replaceAll('""', '"') ?? cell;
}

/** `404`, or `404 Not Found`. */
function readStatus(cell: unknown): unknown {
  if (typeof cell !== 'string') return cell;
  const [, digits = '', phrase = ''] = /^(-?\d+)\s*(.*)$/s.exec(cell) ?? [];
  const isStatus = digits !== '' && (phrase === '' || phrase.toLowerCase() === STATUS_CODES[digits]?.toLowerCase());
  return isStatus ? Number(digits) : cell;
}

function mapValues<Whole extends object>(whole: Whole, change: (value: unknown) => unknown): Whole {
  return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, change(value)])) as Whole;
}
