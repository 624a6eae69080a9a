import { LONGEST_RECORD, type Cutter, type LogRecord } from './log-records.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** What heads a column: `created_at`, `Ticket ID`, `Betreff (intern)`. */
const COLUMN = /^\p{L}[\p{L}\p{M}\p{N} _.()#/-]{0,60}$/u;
const KNOWN_COLUMN =
  /^(?:id|key|code|error|message|subject|title|text|body|description|summary|comments?|status|created|date|time|timestamp|level|.*(?:_id|_at|code|date|time))$/i;
const CODE_COLUMN = /code$|^(?:error|reason|errno|sqlstate)/i;
const TIME_COLUMN = /^(?:created|date|time|ts|timestamp|opened|reported|updated)(?:$|[ _-]?(?:at|on|date|time)$)|_at$/i;
const MOST_TRIED = 20;
// A quote that nobody closed would swallow the rest of the file.
const LONGEST_ROW = 256 * 1024;
const MOST_FIELDS = 10_000;

/** The delimiter of a table with a head; `undefined` where a text is none. */
export function detectDelimiter(head: string): string | undefined {
  return DELIMITERS.find((delimiter) => {
    const rows: (readonly string[])[] = [];
    const reader = createRowReader(delimiter, (fields) => rows.length < MOST_TRIED && rows.push(fields));
    reader.push(head);
    // The last row may go on behind the head.
    if (rows.length < 2) reader.finish();
    const [columns = [], ...others] = rows;
    return isTableHead(columns) && others.length > 0 && others.every(({ length }) => length === columns.length);
  });
}

function isTableHead(columns: readonly string[]): boolean {
  const names = columns.map((column) => column.trim());
  return (
    names.length > 1 &&
    names.every((name) => COLUMN.test(name)) &&
    new Set(names).size === names.length &&
    names.some((name) => KNOWN_COLUMN.test(name))
  );
}

/** Cuts a table into its rows; the name of a column stands before its value where it says what the value is. */
export function createCsvCutter(delimiter: string, take: (record: LogRecord) => void): Cutter {
  let columns: readonly string[] | undefined;
  let timeColumn = -1;
  return createRowReader(delimiter, (fields, line) => {
    if (columns === undefined) {
      columns = fields.map((field) => field.trim());
      timeColumn = columns.findIndex((column) => TIME_COLUMN.test(column));
      return;
    }
    const told = fields.map((field, place) => {
      const column = columns?.[place] ?? '';
      return CODE_COLUMN.test(column) && field !== '' ? `${column}: ${field}` : field;
    });
    const text = told
      .filter((field) => field !== '')
      .join('\n')
      .replaceAll('\r\n', '\n');
    const time = fields[timeColumn];
    take({ text: text.slice(0, LONGEST_RECORD), line, ...(time === undefined ? {} : { time }) });
  });
}

/** Reads rows by the rules of RFC 4180, whatever ends their lines; `line` is the one where a row starts. */
function createRowReader(delimiter: string, take: (fields: readonly string[], line: number) => void): Cutter {
  let fields: string[] = [];
  let field = '';
  let size = 0;
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  let line = 1;
  let start = 1;

  const endField = (): void => {
    if (fields.length < MOST_FIELDS) fields.push(field);
    field = '';
    state = 'start';
  };
  const endRow = (): void => {
    if (fields.length > 0 || field !== '' || state !== 'start') {
      endField();
      take(fields, start);
    }
    fields = [];
    size = 0;
    start = line;
  };
  const isEnd = (code: number): boolean => code === LINE_FEED || code === RETURN;
  const delimiterCode = delimiter.charCodeAt(0);
  const add = (text: string): void => {
    if (size > LONGEST_ROW) return;
    field += text;
    size += text.length;
  };
  /** Reads what needs no thought up to the next sign that does; returns its place. */
  const runTo = (piece: string, from: number, stops: (code: number) => boolean): number => {
    let place = from;
    while (place < piece.length && !stops(piece.charCodeAt(place))) place++;
    add(piece.slice(from, place));
    return place;
  };
  const stopsPlain = (code: number): boolean => code === delimiterCode || isEnd(code);
  const stopsQuoted = (code: number): boolean => code === QUOTE || code === LINE_FEED;
  return {
    push(piece) {
      let place = 0;
      while (place < piece.length) {
        if (state === 'plain' || state === 'quoted') {
          place = runTo(piece, place, state === 'plain' ? stopsPlain : stopsQuoted);
          if (place >= piece.length) return;
        }
        const code = piece.charCodeAt(place++);
        if (code === LINE_FEED) line++;
        if (state === 'quoted') {
          if (code === QUOTE) state = 'quote';
          else if (size > LONGEST_ROW) endRow();
          else add('\n');
        } else if (code === QUOTE && state === 'start') state = 'quoted';
        else if (code === QUOTE && state === 'quote') {
          add('"');
          state = 'quoted';
        } else if (code === delimiterCode) endField();
        else if (code === LINE_FEED) endRow();
        else if (code !== RETURN) {
          add(piece[place - 1] ?? '');
          state = 'plain';
        }
      }
    },
    finish: endRow,
  };
}

const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;
