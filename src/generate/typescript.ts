import { hasCode, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { findPlaceholder, isJsonType, JSON_TYPE, listEnvelopes, type BodyPath } from '../core/envelope.ts';
import { identityOf, statusBounds } from '../core/identity.ts';
import { jsonLiteral, tsLiteral } from '../core/literals.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { STATUS_RANGES } from '../core/http.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';

/** A TypeScript module for clients of the API: the codes as a type, their facts as data, and how long to wait. */
export function composeTypeScript({ errors }: Registry, site: Site): string {
  const [coded, others] = [errors.filter(hasCode), errors.filter((error) => !hasCode(error))];
  const facts = errors.map((error) => `  [${jsonLiteral(error.code)}]: ${tsLiteral(factsOf(error, site))},`);
  return `// ${jsonLiteral(site.name)}: generated from ${absoluteUrl(site.url, '/errors.json')}; fetch this file again rather than edit it.

/** The code of an error; that of a subcode is \`code/subcode\`. */
export type ErrorCode =${namesOf(coded)};

/** What names an error in this file: its code, or a name of its own where responses carry none. */
export type ErrorKey = ${others.length === 0 ? 'ErrorCode' : `ErrorCode${namesOf(others)}`};

/** What is known of an error. */
export interface ErrorFacts {
  readonly title: string;
  /** A range where it may be any of it; absent where it depends on the endpoint. */
  readonly status?: number | ${unionOf(STATUS_RANGES)};
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

/** Every error of the API, by its code or name. */
export const ERRORS: Readonly<Record<ErrorKey, ErrorFacts>> = {
${facts.join('\n')}
};

/** The way to a value in a body: keys, and 0 for each item of a list. */
type Path = readonly (string | 0)[];

/** Where bodies hold a code, and a subcode: in the items that \`items\` leads to, or in the body itself. */
const PLACES: readonly { readonly items: Path; readonly code: Path; readonly subcode?: Path }[] = ${tsLiteral(placesOf(site))};

/** The errors without a code: the statuses of each, from first to last, and the value in the body that it has. */
const WITHOUT_CODE: readonly {
  readonly key: ErrorKey;
  readonly statuses: readonly (readonly [number, number])[];
  readonly mark?: { readonly path: Path; readonly value: string | number };
}[] = [${others.map((error) => `\n  ${tsLiteral(withoutCode(error, site))},`).join('')}${others.length === 0 ? '' : '\n'}];

/** Whether a value is a code that this file knows. */
export function isErrorCode(value: unknown): value is ErrorCode {
  const isKey = typeof value === 'string' && Object.prototype.hasOwnProperty.call(ERRORS, value);
  return isKey && WITHOUT_CODE.every(({ key }) => key !== value);
}

/**
 * The code in the parsed body of a response, of a list the first that this file knows; \`undefined\` where there is none.
 * A subcode is told as \`code/subcode\` where this file knows it.
 */
export function codeOf(body: unknown): ErrorCode | undefined {
  let found: string | undefined;
  for (const { items, code, subcode } of PLACES) {
    for (const item of valuesAt(body, items)) {
      const known = codeIn(textsOf(valuesAt(item, code)), textsOf(subcode ? valuesAt(item, subcode) : []));
      if (known === undefined) continue;
      // Of two readings of one body the one with a subcode says more.
      if (found === undefined || known.indexOf(\`\${found}/\`) === 0) found = known;
      break;
    }
  }
  return isErrorCode(found) ? found : undefined;
}

function codeIn(codes: readonly string[], subcodes: readonly string[]): string | undefined {
  const known: string | undefined = codes.filter(isErrorCode)[0];
  return subcodes.map((subcode) => \`\${known}/\${subcode}\`).filter((key) => known && isErrorCode(key))[0] || known;
}

/** Texts as they are, and numbers as digits. */
function textsOf(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
}

/**
 * The error that a response is: that of its code, else one without a code that its body or its status tells. \`undefined\`
 * where this file knows none, or where several fit equally well.
 */
export function keyOf(status: number, body?: unknown): ErrorKey | undefined {
  const code = codeOf(body);
  if (code !== undefined) return code;
  // A code that this file doesn't know is another error, whatever its status.
  if (PLACES.some(({ items, code: way }) => valuesAt(body, items).some((item) => textsOf(valuesAt(item, way)).length > 0)))
    return undefined;
  const marked = WITHOUT_CODE.filter(({ mark }) => mark && valuesAt(body, mark.path).indexOf(mark.value) >= 0);
  if (marked.length === 1) return marked[0]?.key;
  const candidates = marked.length > 1 ? marked : WITHOUT_CODE.filter(({ mark }) => mark === undefined);
  // The fewer statuses an error may have, the more its status tells.
  const sizes = candidates.map(({ statuses }) => sizeAround(status, statuses));
  const smallest = Math.min(...sizes);
  const fitting = candidates.filter((_, index) => sizes[index] === smallest);
  return smallest < Infinity && fitting.length === 1 ? fitting[0]?.key : undefined;
}

/** How many statuses the bounds around one hold; infinitely many where none are around it. */
function sizeAround(status: number, bounds: readonly (readonly [number, number])[]): number {
  const around = bounds.filter(([first, last]) => first <= status && status <= last);
  return Math.min(Infinity, ...around.map(([first, last]) => last - first));
}

function valuesAt(body: unknown, path: Path): readonly unknown[] {
  let values: unknown[] = [body];
  for (const key of path) {
    const next: unknown[] = [];
    for (const value of values) {
      if (key === 0) {
        if (Array.isArray(value)) for (const item of value) next.push(item);
      } else if (typeof value === 'object' && Object.prototype.hasOwnProperty.call(value || {}, key)) {
        next.push((value as Record<string, unknown>)[key]);
      }
    }
    values = next;
  }
  return values;
}

/**
 * Seconds to wait before the same request is sent again: as \`header\` states them (seconds, a date, or seconds since
 * 1970), else exponential backoff with jitter for the given attempt (from 1). \`undefined\` where another attempt is of no
 * use.
 */
export function retryAfter(key: ErrorKey, header?: string | null, attempt = 1): number | undefined {
  if (ERRORS[key].retry !== 'after-wait') return undefined;
  const stated = statedSeconds((header || '').trim());
  return stated >= 0 ? stated : Math.random() * 2 ** attempt;
}

/** \`NaN\` where the header states no time, and less than 0 where the time is past. */
function statedSeconds(header: string): number {
  const isNumber = /^\\d+(\\.\\d+)?$/.test(header);
  const isDate = /^[A-Z][a-z]+,? .*\\d\\d:\\d\\d:\\d\\d/.test(header);
  // The oldest form of a date states no zone, and means this one.
  const date = header.replace(/(:\\d\\d \\d{4})$/, '$1 GMT');
  const time = isNumber ? Number(header) : isDate ? Date.parse(date) / 1000 : NaN;
  // As a wait, so large a number of seconds would last for decades: it is a time since 1970.
  return isNumber && time <= 1e9 ? time : time - Date.now() / 1000;
}
`;
}

const namesOf = (errors: readonly RegisteredError[]): string =>
  errors.length === 0 ? ' never' : errors.map(({ code }) => `\n  | ${jsonLiteral(code)}`).join('');

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

/** Where the codes of a body stand: a code with its subcode is looked for in each item of the lists that hold both. */
interface Place {
  readonly items: BodyPath;
  readonly code: BodyPath;
  readonly subcode: BodyPath | undefined;
}

/** The places of codes in the envelopes of a site, each once. */
function placesOf(site: Site): readonly Place[] {
  const places = listEnvelopes(site).flatMap(({ body, mediaType = JSON_TYPE }): readonly Place[] => {
    const code = isJsonType(mediaType) ? findPlaceholder(body, 'code') : undefined;
    if (code === undefined) return [];
    const subcode = findPlaceholder(body, 'subcode');
    const shared = code.findIndex((key, at) => subcode !== undefined && key !== subcode[at]);
    const depth = (shared < 0 ? code : code.slice(0, shared)).lastIndexOf(0) + 1;
    return [{ items: code.slice(0, depth), code: code.slice(depth), subcode: subcode?.slice(depth) }];
  });
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

function withoutCode(error: RegisteredError, site: Site): object {
  const told = identityOf(error, site);
  const mark = told?.by === 'body' ? told.marks[0] : undefined;
  return { key: error.code, statuses: told === undefined ? [] : statusBounds(error), mark };
}
