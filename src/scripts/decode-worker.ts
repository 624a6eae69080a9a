/** Reads a log apart from the page, which stays responsive; asks the site for its codes and sends nothing else. */
import { errorPath } from '../core/url.ts';
import { ALL_CODES, readPart, type CodePart } from '../lookup/code-index.ts';
import { describeLog, summarizeLog, type LogWords } from '../lookup/log-summary.ts';
import { createLogScanner, type LogReport, type Occurrence } from '../lookup/scan-log.ts';

/** A log to read; `siteUrl` is for permanent links, `base` for those of this page. */
export interface DecodeRequest {
  readonly log: Blob | string;
  readonly base: string;
  readonly siteUrl: string;
  readonly words: LogWords;
}

/** An error that a log holds, with its page. */
export interface DecodedError extends Occurrence {
  readonly href: string;
  readonly title: string;
}

/** What a page shows of the errors or tokens that were found: the most frequent ones, and how many others there are. */
export interface DecodedRows {
  readonly rows: readonly (Occurrence | DecodedError)[];
  readonly others: number;
}

/** How far the worker is, from 0 to 1, or what it found. */
export type DecodeAnswer =
  | { readonly progress: number }
  | {
      readonly known: DecodedRows;
      readonly unknown: DecodedRows;
      readonly sentence: string;
      readonly markdown: string;
    };

const PIECE_BYTES = 1024 * 1024;
// A table of thousands of rows would hold the page up, and nobody reads it; the summary has them all.
const MOST_ROWS = 300;

addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  decode(data).catch(reportError);
});

async function decode({ log, base, siteUrl, words }: DecodeRequest): Promise<void> {
  const response = await fetch(`${base}/lookup/${ALL_CODES}.json`);
  const errors = readPart((await response.json()) as CodePart);
  const scanner = createLogScanner(errors);
  const blob = typeof log === 'string' ? new Blob([log]) : log;
  const decoder = new TextDecoder(await encodingOf(blob));
  for (let start = 0; start < blob.size; start += PIECE_BYTES) {
    const bytes = await blob.slice(start, start + PIECE_BYTES).arrayBuffer();
    scanner.push(decoder.decode(bytes, { stream: true }));
    answer({ progress: Math.min(1, (start + PIECE_BYTES) / blob.size) });
  }
  const report: LogReport = scanner.finish();
  const titles = new Map(errors.map(({ code, title = '' }) => [code, title]));
  answer({
    known: cut(report.known, (found) => ({
      ...found,
      href: base + errorPath(found.name),
      title: titles.get(found.name) ?? '',
    })),
    unknown: cut(report.unknown, (found) => found),
    sentence: describeLog(report, words),
    markdown: summarizeLog(report, siteUrl, words),
  });
}

function cut(found: readonly Occurrence[], describe: (found: Occurrence) => DecodedRows['rows'][number]): DecodedRows {
  return { rows: found.slice(0, MOST_ROWS).map(describe), others: Math.max(0, found.length - MOST_ROWS) };
}

function answer(message: DecodeAnswer): void {
  postMessage(message);
}

/** UTF-8, unless the first two bytes say that Windows wrote the log. */
async function encodingOf(blob: Blob): Promise<string> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8';
}
