import { LONGEST_RECORD, type Cutter, type LogRecord } from './log-records.ts';

/** Lists with these names belong to one error. */
const PARTS_OF_ERROR = /"(?:errors?|details|violations|causes)"\s*:\s*$/i;

/** Whether a text starts as a JSON document with a list of objects, each of them a record. */
export function holdsRecords(head: string): boolean {
  if (/^\s*\[\s*\{/.test(head)) return true;
  if (!/^\s*\{/.test(head)) return false;
  let list: number | undefined;
  const end = scanJson(head, (sign, place, open) => {
    if (sign === '{' && open.endsWith('[')) list ??= head.lastIndexOf('[', place);
    return open === '{' && sign === '}';
  });
  if (list === undefined || PARTS_OF_ERROR.test(head.slice(Math.max(0, list - 100), list))) return false;
  // JSON lines end their first object and start another one.
  return end === undefined || head.slice(end + 1).trim() === '';
}

/** Visits the signs of JSON outside its strings until `visit` returns `true`; returns that place. */
function scanJson(text: string, visit: (sign: string, place: number, open: string) => boolean): number | undefined {
  let open = '';
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\]{}]/gs)) {
    if (token.length !== 1 || token === '"') continue;
    if (visit(token, index, open)) return index;
    open = token === '{' || token === '[' ? (open + token).slice(-MOST_DEPTH) : open.slice(0, -1);
  }
  return undefined;
}

const MOST_DEPTH = 200;

/** Cuts a JSON document into the objects of its first list, wherever that stands; what is around them comes last. */
export function createJsonCutter(take: (record: LogRecord) => void): Cutter {
  let around = '';
  let record = '';
  let line = 1;
  let start = 1;
  /** How many braces and brackets are open within the record. */
  let depth = 0;
  let inList = false;
  let inString = false;
  let escaped = false;

  const keep = (text: string): void => {
    if (depth > 0) {
      if (record.length < LONGEST_RECORD) record = (record + text).slice(0, LONGEST_RECORD);
    } else if (around.length < LONGEST_RECORD) around = (around + text).slice(0, LONGEST_RECORD);
  };
  return {
    push(piece) {
      let from = 0;
      for (let place = 0; place < piece.length; place++) {
        const code = piece.charCodeAt(place);
        if (code === LINE_FEED) line++;
        if (inString) {
          if (escaped) escaped = false;
          else if (code === BACKSLASH) escaped = true;
          else if (code === QUOTE) inString = false;
        } else if (code === QUOTE) inString = true;
        else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
          if (depth > 0) depth++;
          else if (code === OPEN_BRACKET) inList = true;
          else if (inList) {
            keep(piece.slice(from, place));
            [from, start, depth] = [place, line, 1];
          }
        } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
          if (depth === 1) {
            keep(piece.slice(from, place + 1));
            take({ text: record, line: start });
            [record, depth, from] = ['', 0, place + 1];
          } else if (depth > 1) depth--;
          else if (code === CLOSE_BRACKET) inList = false;
        }
      }
      keep(piece.slice(from));
    },
    finish() {
      // Half a document: its last object counts as far as it goes.
      if (record !== '') take({ text: record, line: start });
      if (/\w/.test(around)) take({ text: around, line: 1, around: true });
      [record, around, depth] = ['', '', 0];
    },
  };
}

const LINE_FEED = 10;
const QUOTE = 34;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
