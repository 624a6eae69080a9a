import { errorUrl } from '../core/url.ts';
import type { LogReport, Occurrence } from './scan-log.ts';

/** What a log holds, in one sentence. */
export function describeLog({ known, unknown, lines }: LogReport): string {
  const errors =
    known.length === 0 ? 'No error of this API' : `${known.length} ${known.length === 1 ? 'error' : 'errors'}`;
  const others =
    unknown.length === 0 ? '' : `, and ${unknown.length} unknown ${unknown.length === 1 ? 'code' : 'codes'}`;
  return `${errors} in ${lines} ${lines === 1 ? 'line' : 'lines'}${others}.`;
}

/** A report as Markdown for a ticket, with permanent links. */
export function summarizeLog(report: LogReport, siteUrl: string): string {
  const known = report.known.map((found) => `- [${code(found)}](${errorUrl(siteUrl, found.name)}): ${places(found)}`);
  const unknown = report.unknown.map((found) => `- ${code(found)}: ${places(found)}`);
  return [
    describeLog(report),
    known.join('\n'),
    ...(unknown.length === 0 ? [] : ['Not error codes of this API:', unknown.join('\n')]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function code({ name }: Occurrence): string {
  return `\`${name.replaceAll('`', "'")}\``;
}

function places({ count, firstLine, lastLine }: Occurrence): string {
  return count === 1 ? `line ${firstLine}` : `${count} lines, the first ${firstLine}, the last ${lastLine}`;
}
