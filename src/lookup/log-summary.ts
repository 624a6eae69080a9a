import { statusesOf } from '../core/define.ts';
import { isRegisteredStatus } from '../core/http.ts';
import { csvCell } from '../core/literals.ts';
import { say, sayCount } from '../core/say.ts';
import { absoluteUrl, errorPath, namePath, statusPath } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import type { IndexedError } from './lookup-index.ts';
import { newCommands } from './new-commands.ts';
import type { LogPlace, LogReport, Occurrence } from './scan-log.ts';

/** The words of a report, with their language. */
export type LogWords = Words['decode'] & Pick<Words, 'lang'>;

/** What a summary says of errors and statuses besides what the log does. */
export interface LogNames {
  /** The title of an error by its key; `undefined` where it has none. */
  readonly titleOf: (code: string) => string | undefined;
  /** Whether the site has a page for a status. */
  readonly hasStatus: (status: number) => boolean;
  readonly siteUrl: string;
}

/** The names of the errors of a site. */
export function logNames(errors: readonly IndexedError[], siteUrl: string): LogNames {
  // An error may be there once more for each of its forms; the first one is the error itself.
  const titles = new Map(errors.toReversed().map(({ code, title }) => [code, title]));
  const statuses = new Set(errors.flatMap(statusesOf));
  return {
    titleOf: (code) => titles.get(code),
    hasStatus: (status) => isRegisteredStatus(status) || statuses.has(status),
    siteUrl,
  };
}

/** What a log holds, in one sentence. */
export function describeLog({ known, unknown, lines, records }: LogReport, words: LogWords): string {
  const values = {
    errors: known.length === 0 ? words.noErrors : sayCount(words, words.errors, known.length),
    codes: sayCount(words, words.codes, unknown.length),
    lines: lines === undefined ? sayCount(words, words.records, records) : sayCount(words, words.lines, lines),
  };
  return say(unknown.length === 0 ? words.sentence : words.sentenceWithCodes, values);
}

/** The path of the page about an error, or about the name that several share. */
export function pathOf({ name, isShared }: Occurrence): string {
  return isShared ? namePath(name) : errorPath(name);
}

/** A report as Markdown for a ticket, with permanent links. */
export function summarizeLog(report: LogReport, names: LogNames, words: LogWords): string {
  const lists = [
    ['', report.known.map((found) => describeKnown(found, names, words))],
    [words.statusList, report.statuses.map((found) => describeStatus(found, names, words))],
    [words.unknownList, report.unknown.map((found) => `- ${code(found.name)}: ${places(found, words)}`)],
  ] as const;
  const blocks = lists.flatMap(([title, lines]) => (lines.length === 0 ? [] : [title, lines.join('\n')]));
  const commands = newCommands(lackingOf(report));
  return [
    describeLog(report, words),
    ...blocks,
    ...(commands.length === 0 ? [] : [words.commandList, ['```sh', ...commands, '```'].join('\n')]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** An error of a report as a line of Markdown, with its permanent link. */
export function describeKnown(found: Occurrence, { titleOf, siteUrl }: LogNames, words: LogWords): string {
  const title = found.isShared ? undefined : titleOf(found.name);
  const named = title === undefined ? '' : ` ${plainMarkdown(title)}`;
  return `- [${code(found.name)}](${absoluteUrl(siteUrl, pathOf(found))})${named}: ${places(found, words)}`;
}

function describeStatus(found: Occurrence, { hasStatus, siteUrl }: LogNames, words: LogWords): string {
  const status = Number(found.name);
  const named = hasStatus(status) ? `[${status}](${absoluteUrl(siteUrl, statusPath(status))})` : found.name;
  return `- ${named}: ${places(found, words)}`;
}

/** The codes of a report that the registry lacks. */
export function lackingOf({ unknown }: LogReport): readonly { readonly code: string; readonly count: number }[] {
  return unknown.map(({ name, count }) => ({ code: name, count }));
}

/** A report as CSV (RFC 4180), a row for all that was found; no cell starts a formula. */
export function logCsv(report: LogReport, { titleOf, siteUrl, hasStatus }: LogNames, words: LogWords): string {
  const { kinds, columns } = words.csv;
  const row = (kind: string, found: Occurrence, title = '', path?: string): readonly string[] => [
    kind,
    found.name,
    title,
    String(found.count),
    ...[found.first, found.last].flatMap(({ line, time = '' }) => [String(line), time]),
    path === undefined ? '' : absoluteUrl(siteUrl, path),
  ];
  const rows = [
    Object.values(columns),
    ...report.known.map((found) => row(kinds.error, found, found.isShared ? '' : titleOf(found.name), pathOf(found))),
    ...report.statuses.map((found) => {
      const status = Number(found.name);
      return row(kinds.status, found, '', hasStatus(status) ? statusPath(status) : undefined);
    }),
    ...report.unknown.map((found) => row(kinds.unknown, found)),
  ];
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** Where something stands, in words: its line, and when, if the log says so. */
export function sayPlace({ line, time }: LogPlace, words: LogWords): string {
  return say(time === undefined ? words.line : words.lineAndTime, { line, time });
}

function places({ count, first, last }: Occurrence, words: LogWords): string {
  return sayCount(words, words.places, count, { first: sayPlace(first, words), last: sayPlace(last, words) });
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** A text without what Markdown would take for its own. */
function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, String.raw`\$&`).replace(/\s+/g, ' ');
}
