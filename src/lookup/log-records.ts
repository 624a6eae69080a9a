/** Cuts what was logged or exported into records: lines with what belongs to them, rows of a table, objects of a list. */
import { createCsvCutter, detectDelimiter } from './csv-records.ts';
import { createJsonCutter, holdsRecords } from './json-records.ts';
import { createLineCutter } from './line-records.ts';

/** One entry of a log or export. */
export interface LogRecord {
  /** Cut to {@link LONGEST_RECORD}. */
  readonly text: string;
  /** The line where it starts, from 1. */
  readonly line: number;
  /** Whether each line of the text is one of the source. */
  readonly lines?: true;
  /** What a column for the time says. */
  readonly time?: string;
  /** Whether it stands around the records and is none itself. */
  readonly around?: true;
}

/** Cuts a text that comes in pieces of any size. */
export interface Cutter {
  readonly push: (piece: string) => void;
  readonly finish: () => void;
}

/** A cutter that has found out what it reads. */
export interface RecordCutter extends Cutter {
  /** How many lines were read; the rows of a table and the objects of a list are no lines. */
  readonly lines: () => number | undefined;
}

/** In characters; what follows in a record isn't read. */
export const LONGEST_RECORD = 64 * 1024;
// The form of a text shows at its start.
const HEAD = 64 * 1024;

/** A cutter that recognizes tables (CSV), JSON with a list of objects, and lines. */
export function createRecordCutter(take: (record: LogRecord) => void): RecordCutter {
  let head = '';
  let cutter: Cutter | undefined;
  let lines = 0;
  let countsLines = true;
  const choose = (): Cutter => {
    const text = head.replace(/^\ufeff/, '');
    const delimiter = detectDelimiter(text);
    countsLines = delimiter === undefined && !holdsRecords(text);
    const chosen =
      delimiter !== undefined
        ? createCsvCutter(delimiter, take)
        : countsLines
          ? createLineCutter(take, (count) => (lines = count))
          : createJsonCutter(take);
    chosen.push(text);
    head = '';
    return chosen;
  };
  return {
    push(piece) {
      if (cutter !== undefined) {
        cutter.push(piece);
        return;
      }
      head += piece;
      if (head.length >= HEAD) cutter = choose();
    },
    finish() {
      cutter ??= choose();
      cutter.finish();
    },
    lines: () => (countsLines ? lines : undefined),
  };
}
