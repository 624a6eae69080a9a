import { LONGEST_RECORD, type Cutter, type LogRecord } from './log-records.ts';

/** What stands at the start of a line that goes on with the record before, besides space. */
const CONTINUES = /^(?:at |Caused by\b|Suppressed:|\.{3} \d+ more\b|Traceback \(|[}\])])/;
const TIMED = /^\s+\[?(?:\d{4}[-/]\d\d[-/]\d\d|\d\d?:\d\d:\d\d)/;
const MOST_LINES = 1000;

/** Cuts a log into its records: lines, each with the indented lines, the stack trace or the JSON that follows it. */
export function createLineCutter(take: (record: LogRecord) => void, tellLines: (count: number) => void): Cutter {
  let number = 0;
  let rest = '';
  let skips = false;
  let record = '';
  let start = 0;
  let indent: number | undefined;
  let inTraceback = false;

  const flush = (): void => {
    if (record !== '') take({ text: record, line: start, lines: true });
    record = '';
    inTraceback = false;
  };
  const goesOn = (line: string): boolean => {
    if (record === '' || number - start >= MOST_LINES) return false;
    const first = line.charCodeAt(0);
    if (first === SPACE || first === TAB) return indentOf(line) > (indent ?? 0) && !TIMED.test(line);
    if (inTraceback) {
      // The line that ends a traceback of Python names the exception.
      inTraceback = false;
      return true;
    }
    return CONTINUES.test(line);
  };
  const takeLine = (source: string): void => {
    number++;
    const line = source.endsWith('\r') ? source.slice(0, -1) : source;
    if (line.trim() === '') {
      flush();
      return;
    }
    indent ??= indentOf(line);
    if (goesOn(line)) {
      // A full record is not copied again for each line that it has no room for.
      if (record.length < LONGEST_RECORD) record = (record + '\n' + line).slice(0, LONGEST_RECORD);
    } else {
      flush();
      record = line.slice(0, LONGEST_RECORD);
      start = number;
    }
    if (line.startsWith('Traceback (')) inTraceback = true;
  };
  return {
    push(piece) {
      let from = 0;
      for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
        takeLine(rest + (skips ? '' : piece.slice(from, end)));
        [rest, skips, from] = ['', false, end + 1];
      }
      if (!skips) rest += piece.slice(from);
      skips = rest.length > LONGEST_RECORD;
    },
    finish() {
      if (rest !== '') takeLine(rest);
      rest = '';
      flush();
      tellLines(number);
    },
  };
}

const SPACE = 32;
const TAB = 9;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
