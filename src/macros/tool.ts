import { quoteForShell } from '../core/shell.ts';
import type { TicketMacro } from './ticket-macro.ts';

/** What an account needs besides the answers. */
export interface ToolOptions {
  /** The folder of Freshdesk that shares the answers with all agents. */
  readonly folder?: number | undefined;
}

/** A file for a ticket tool. */
export interface ToolFile {
  readonly text: string;
  /** What an administrator should know of it, a sentence each. */
  readonly remarks: readonly string[];
}

/** A ticket tool that takes prepared answers. */
export interface MacroTool {
  /** How the tool calls itself. */
  readonly title: string;
  /** The file that the site has and the command proposes. */
  readonly file: string;
  readonly write: (macros: readonly TicketMacro[], options: ToolOptions) => ToolFile;
  /** The line of a shell that sends a file; absent where a person uploads it. */
  readonly send?: (file: string) => string;
}

/** Bodies of requests, one a line. */
export function jsonLines(bodies: readonly object[]): string {
  return bodies.map((body) => `${JSON.stringify(body)}\n`).join('');
}

/** A request as curl makes it. Names of variables stand for what only the account knows. */
export interface Sending {
  readonly url: string;
  readonly auth: string;
}

/**
 * The line that sends each line of a file as a request of its own. It stops before the first one if a variable is missing,
 * waits where the tool says that there were too many, and keeps what the tool refused, to be sent again.
 */
export function sendLines(file: string, { url, auth }: Sending, first = ''): string {
  const [from, left] = [file, `${file}.left`].map(quoteForShell);
  const post = `printf '%s' "$body" | ${curl({ url, auth }, '--retry 5 -o /dev/null', '@-')}`;
  return `${needed(auth + url)} while IFS= read -r body; do ${first}${post} || printf '%s\\n' "$body" >> ${left}; done < ${from}`;
}

/** The line that sends a whole file as one request. */
export function sendFile(file: string, sending: Sending): string {
  return `${needed(sending.auth + sending.url)} ${curl(sending, '', `@${quoteForShell(file)}`)}`;
}

function curl({ url, auth }: Sending, options: string, data: string): string {
  const words = [
    'curl -fsS',
    options,
    auth,
    "-H 'Content-Type: application/json'",
    `--data-binary ${data}`,
    `"${url}"`,
  ];
  return words.filter(Boolean).join(' ');
}

function needed(text: string): string {
  const names = [...new Set(Array.from(text.matchAll(/\$\{?([A-Z_]+)/g), ([, name = '']) => name))];
  return `: ${names.map((name) => `"\${${name}:?}"`).join(' ')} &&`;
}
