import { titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { jsonLiteral, tsLiteral } from '../core/literals.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { findKeys } from '../document/samples/index.ts';

/** A TypeScript module for clients of the API: the codes as a type, their facts as data, and how long to wait. */
export function composeClient({ errors }: Registry, site: Site): string {
  const codes = errors.map(({ code }) => jsonLiteral(code));
  const keys = findKeys(site.envelope, '{code}') ?? [];
  const facts = errors.map((error) => `  [${jsonLiteral(error.code)}]: ${tsLiteral(factsOf(error, site))},`);
  return `// ${jsonLiteral(site.name)}: generated from ${absoluteUrl(site.url, '/errors.json')}; fetch this file again rather than edit it.

/** The code of an error. */
export type ErrorCode =${codes.length === 0 ? ' never' : codes.map((code) => `\n  | ${code}`).join('')};

/** What is known of an error. */
export interface ErrorFacts {
  readonly title: string;
  /** Absent where it depends on the endpoint. */
  readonly status?: number;
  /** The message as a template with \`{placeholders}\`. */
  readonly message?: string;
  readonly retry?: ${unionOf(RETRY_KINDS)};
  /** The header that states the wait. */
  readonly retryHeader?: string;
  readonly actor?: ${unionOf(ACTORS)};
  /** Safe to show to an end user. */
  readonly userMessage?: string;
  readonly url: string;
}

/** Every error of the API, by code. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorFacts>> = {
${facts.join('\n')}
};

/** Whether a value is a code that this file knows. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.prototype.hasOwnProperty.call(ERRORS, value);
}

/** The code in the parsed body of a response; \`undefined\` where there is none that this file knows. */
export function codeOf(body: unknown): ErrorCode | undefined {
  let value = body;
  for (const key of ${tsLiteral(keys)}) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  const code = typeof value === 'number' ? String(value) : value;
  return isErrorCode(code) ? code : undefined;
}

/**
 * Seconds to wait before the same request is sent again: as \`header\` states them (seconds or a date), else exponential
 * backoff with jitter for the given attempt (from 1). \`undefined\` where another attempt is of no use.
 */
export function retryAfter(code: ErrorCode, header?: string | null, attempt = 1): number | undefined {
  if (ERRORS[code].retry !== 'after-wait') return undefined;
  const stated = header?.trim() ?? '';
  if (/^\\d+$/.test(stated)) return Number(stated);
  const date = Date.parse(stated);
  return Number.isNaN(date) ? Math.random() * 2 ** attempt : Math.max(0, (date - Date.now()) / 1000);
}
`;
}

function unionOf(vocabulary: readonly string[]): string {
  return vocabulary.map(jsonLiteral).join(' | ');
}

function factsOf(error: RegisteredError, site: Site): object {
  const { code, status, message, retry, actor, userMessage } = error;
  return {
    title: titleOf(error),
    status,
    message,
    retry: retry?.when,
    retryHeader: retry?.when === 'after-wait' ? retry.header : undefined,
    actor,
    userMessage,
    url: errorUrl(site.url, code),
  };
}
