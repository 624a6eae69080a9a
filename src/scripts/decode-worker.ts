/** Reads a log apart from the page, which stays responsive; asks the site for its codes and sends nothing else. */
import { hasCode, nameOf } from '../core/define.ts';
import { statusPath } from '../core/url.ts';
import { ALL_CODES, readPart, type AllCodes } from '../lookup/code-index.ts';
import {
  describeKnown,
  describeLog,
  lackingOf,
  logCsv,
  logNames,
  pathOf,
  summarizeLog,
  type LogWords,
} from '../lookup/log-summary.ts';
import { newCommands } from '../lookup/new-commands.ts';
import { createLogScanner, type LogReport, type Occurrence } from '../lookup/scan-log.ts';
import { readLog } from './read-log.ts';

/** A log to read; `siteUrl` is for permanent links, `base` for those of this page. */
export interface DecodeRequest {
  readonly log: Blob | string;
  readonly base: string;
  readonly siteUrl: string;
  readonly words: LogWords;
}

/** What a row of a table shows besides what the log says. */
export interface DecodedRow extends Occurrence {
  /** What the page calls it. */
  readonly label: string;
  readonly title?: string;
  readonly href?: string;
  readonly markdown?: string;
}

/** What a page shows of all that was found: the most frequent rows, and how many others there are. */
export interface DecodedRows {
  readonly rows: readonly DecodedRow[];
  readonly others: number;
}

/** What a log holds, as the page shows and exports it. */
export interface Decoded {
  readonly known: DecodedRows;
  readonly statuses: DecodedRows;
  readonly unknown: DecodedRows;
  readonly span?: LogReport['span'];
  readonly sentence: string;
  readonly markdown: string;
  readonly csv: string;
  /** Empty where no code is unknown. */
  readonly commands: string;
}

/** How far the worker is, from 0 to 1, or what it found. */
export type DecodeAnswer = { readonly progress: number } | Decoded;

// A table of thousands of rows would hold the page up, and nobody reads it; the summary has them all.
const MOST_ROWS = 300;

addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  decode(data).catch(reportError);
});

async function decode({ log, base, siteUrl, words }: DecodeRequest): Promise<void> {
  const response = await fetch(`${base}/lookup/${ALL_CODES}.json`);
  const { rows, fields } = (await response.json()) as AllCodes;
  const errors = readPart(rows);
  const scanner = createLogScanner(errors, fields);
  await readLog(typeof log === 'string' ? new Blob([log]) : log, scanner.push, (progress) => answer({ progress }));
  const report = scanner.finish();
  const byCode = new Map(errors.toReversed().map((error) => [error.code, error]));
  const names = logNames(errors, siteUrl);
  const showKnown = (found: Occurrence): DecodedRow => {
    const error = found.isShared ? undefined : byCode.get(found.name);
    return {
      ...found,
      label: error === undefined || hasCode(error) ? found.name : nameOf(error),
      ...(error?.title === undefined ? {} : { title: error.title }),
      href: base + pathOf(found),
      markdown: describeKnown(found, names, words),
    };
  };
  const showStatus = (found: Occurrence): DecodedRow => {
    const status = Number(found.name);
    return { ...found, label: found.name, ...(names.hasStatus(status) ? { href: base + statusPath(status) } : {}) };
  };
  answer({
    known: cut(report.known, showKnown),
    statuses: cut(report.statuses, showStatus),
    unknown: cut(report.unknown, (found) => ({ ...found, label: found.name })),
    ...(report.span === undefined ? {} : { span: report.span }),
    sentence: describeLog(report, words),
    markdown: summarizeLog(report, names, words),
    csv: logCsv(report, names, words),
    commands: newCommands(lackingOf(report)).join('\n'),
  });
}

function cut(found: readonly Occurrence[], show: (found: Occurrence) => DecodedRow): DecodedRows {
  return { rows: found.slice(0, MOST_ROWS).map(show), others: Math.max(0, found.length - MOST_ROWS) };
}

function answer(message: DecodeAnswer): void {
  postMessage(message);
}
