import { errorUrl } from '../core/url.ts';
import { say, sayCount } from '../core/say.ts';
import type { Words } from '../core/words.ts';
import type { LogReport, Occurrence } from './scan-log.ts';

/** The words of a report, with their language. */
export type LogWords = Words['decode'] & Pick<Words, 'lang'>;

/** What a log holds, in one sentence. */
export function describeLog({ known, unknown, lines }: LogReport, words: LogWords): string {
  const values = {
    errors: known.length === 0 ? words.noErrors : sayCount(words, words.errors, known.length),
    codes: sayCount(words, words.codes, unknown.length),
    lines: sayCount(words, words.lines, lines),
  };
  return say(unknown.length === 0 ? words.sentence : words.sentenceWithCodes, values);
}

/** A report as Markdown for a ticket, with permanent links. */
export function summarizeLog(report: LogReport, siteUrl: string, words: LogWords): string {
  const known = report.known.map(
    (found) => `- [${code(found)}](${errorUrl(siteUrl, found.name)}): ${places(found, words)}`,
  );
  const unknown = report.unknown.map((found) => `- ${code(found)}: ${places(found, words)}`);
  return [
    describeLog(report, words),
    known.join('\n'),
    ...(unknown.length === 0 ? [] : [words.unknownList, unknown.join('\n')]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function code({ name }: Occurrence): string {
  return `\`${name.replaceAll('`', "'")}\``;
}

function places({ count, firstLine, lastLine }: Occurrence, words: LogWords): string {
  return sayCount(words, words.places, count, { first: firstLine, last: lastLine });
}
