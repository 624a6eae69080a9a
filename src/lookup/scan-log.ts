import type { BodyFields } from './body-fields.ts';
import { createHistogram, type Histogram } from './log-plot.ts';
import { createRecordCutter, type LogRecord } from './log-records.ts';
import { readTime, yearOf, type LogTime } from './log-time.ts';
import type { IndexedError } from './lookup-index.ts';
import { createRecordReader, type Found } from './read-record.ts';

/** Where in a log something stands. */
export interface LogPlace {
  /** From 1. */
  readonly line: number;
  /** When, as the log states it. */
  readonly time?: string;
}

/** The part of a record around what was found, cut in three. */
export interface Sample {
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

/** In how many records of a log something stands, and where. */
export interface Occurrence {
  readonly name: string;
  /** Whether it is the name that several codes share, and no code. */
  readonly isShared?: true;
  readonly count: number;
  readonly first: LogPlace;
  readonly last: LogPlace;
  readonly sample: Sample;
  /** How many of its records lie in each of the equal spans of time of {@link LogReport}; absent without times. */
  readonly plot?: readonly number[];
}

/** What a log holds, most frequent first. */
export interface LogReport {
  /** Errors of the registry, by their keys. */
  readonly known: readonly Occurrence[];
  /** What looks like a code of an error and is none of the registry. */
  readonly unknown: readonly Occurrence[];
  /** The HTTP statuses of records that name no error. */
  readonly statuses: readonly Occurrence[];
  readonly records: number;
  /** Absent where the records are no lines: the rows of a table, the objects of a list. */
  readonly lines?: number;
  /** The first and the last time of what was found. */
  readonly span?: readonly [first: string, last: string];
}

/** Reads a log in pieces of any size. */
export interface LogScanner {
  readonly push: (piece: string) => void;
  readonly finish: () => LogReport;
}

const MOST_UNKNOWN = 1000;
const SPANS = 30;
const AROUND_SAMPLE = 140;
const LINES_AROUND = 4;

/** A scanner that knows these errors as the box does; `bodyFields` says where bodies of the site hold codes. */
export function createLogScanner(errors: readonly IndexedError[], bodyFields: BodyFields = {}): LogScanner {
  const read = createRecordReader(errors, bodyFields);
  const [known, unknown, statuses] = [new Map<string, Tally>(), new Map<string, Tally>(), new Map<string, Tally>()];
  const variables = new Set<string>();
  let records = 0;
  let year: number | undefined;

  const note = (into: Map<string, Tally>, found: Found, text: string, record: LogRecord, time?: LogTime): void => {
    const place = { line: lineOf(found, text, record), time };
    const tally = into.get(found.name);
    if (tally !== undefined) addTo(tally, place);
    else if (into.size < MOST_UNKNOWN || into === known) into.set(found.name, newTally(found, text, place));
  };
  const take = (record: LogRecord): void => {
    const found = read(record.text);
    const { text } = found;
    if (record.around !== true) records++;
    for (const name of found.variables) if (variables.size < MOST_UNKNOWN) variables.add(name);
    if (found.known.length === 0 && found.unknown.length === 0 && found.status === undefined) return;
    const time = (record.time === undefined ? undefined : readTime(record.time, year)) ?? readTime(text, year);
    if (time !== undefined) year = yearOf(time);
    for (const one of found.known) note(known, one, text, record, time);
    for (const one of found.unknown) note(unknown, one, text, record, time);
    if (found.status !== undefined) note(statuses, found.status, text, record, time);
  };
  const cutter = createRecordCutter(take);
  return {
    push: cutter.push,
    finish() {
      cutter.finish();
      // What is set as a variable anywhere in the log is one everywhere.
      for (const name of variables) unknown.delete(name);
      const all = [known, unknown, statuses].flatMap((tallies) => [...tallies.values()]);
      const times = all.flatMap(({ first, last }) => [first.time ?? [], last.time ?? []].flat());
      const [first, last] = [times.reduce(earlier, times[0]), times.reduce(later, times[0])];
      const report = (tallies: ReadonlyMap<string, Tally>): readonly Occurrence[] =>
        [...tallies.values()].sort(byCount).map((tally) => toOccurrence(tally, first?.at, last?.at));
      const lines = cutter.lines();
      return {
        known: report(known),
        unknown: report(unknown),
        statuses: report(statuses),
        records,
        ...(lines === undefined ? {} : { lines }),
        ...(first === undefined || last === undefined ? {} : { span: [first.shown, last.shown] }),
      };
    },
  };
}

interface TimedPlace {
  readonly line: number;
  readonly time: LogTime | undefined;
}

interface Tally {
  readonly found: Found;
  count: number;
  first: TimedPlace;
  last: TimedPlace;
  readonly sample: Sample;
  readonly histogram: Histogram;
}

function newTally(found: Found, text: string, place: TimedPlace): Tally {
  const histogram = createHistogram();
  if (place.time !== undefined) histogram.add(place.time.at);
  return { found, count: 1, first: place, last: place, sample: cutSample(text, found), histogram };
}

function addTo(tally: Tally, place: TimedPlace): void {
  tally.count++;
  if (isBefore(place, tally.first)) tally.first = place;
  else if (!isBefore(place, tally.last)) tally.last = place;
  if (place.time !== undefined) tally.histogram.add(place.time.at);
}

/** By time where both have one, for exports may begin with what came last. */
function isBefore(one: TimedPlace, other: TimedPlace): boolean {
  if (one.time === undefined || other.time === undefined) return one.line < other.line;
  return one.time.at < other.time.at;
}

function cutSample(text: string, { start, end }: Found): Sample {
  const before = text
    .slice(Math.max(0, start - AROUND_SAMPLE), start)
    .split('\n')
    .slice(-LINES_AROUND)
    .join('\n');
  const after = text
    .slice(end, end + AROUND_SAMPLE)
    .split('\n')
    .slice(0, LINES_AROUND)
    .join('\n');
  return {
    before: (before.length < start ? '…' : '') + before,
    found: text.slice(start, end),
    after: after + (after.length < text.length - end ? '…' : ''),
  };
}

/** The line of what was found in a text: escaped line ends in it are none of the log. */
function lineOf({ start, end }: Found, text: string, { text: source, line, lines }: LogRecord): number {
  if (!lines || !source.includes('\n')) return line;
  if (text === source) return line + countLines(text, start);
  const place = source.indexOf(text.slice(start, end));
  return line + (place < 0 ? countLines(text, start) : countLines(source, place));
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let place = text.indexOf('\n'); place >= 0 && place < end; place = text.indexOf('\n', place + 1)) count++;
  return count;
}

function earlier(one: LogTime | undefined, other: LogTime): LogTime {
  return one === undefined || other.at < one.at ? other : one;
}

function later(one: LogTime | undefined, other: LogTime): LogTime {
  return one === undefined || other.at > one.at ? other : one;
}

function byCount(one: Tally, other: Tally): number {
  return other.count - one.count || one.first.line - other.first.line;
}

function toOccurrence(
  { found: { name, isShared }, count, first, last, sample, histogram }: Tally,
  from?: number,
  to?: number,
): Occurrence {
  const isTimed = first.time !== undefined && from !== undefined && to !== undefined && from < to;
  return {
    name,
    ...(isShared ? { isShared } : {}),
    count,
    first: toPlace(first),
    last: toPlace(last),
    sample,
    ...(isTimed ? { plot: histogram.bars(from, to, SPANS) } : {}),
  };
}

function toPlace({ line, time }: TimedPlace): LogPlace {
  return { line, ...(time === undefined ? {} : { time: time.shown }) };
}
