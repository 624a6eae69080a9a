import type { Registry } from '../core/define.ts';
import { STATUS_RANGES } from '../core/http.ts';
import { jsonLiteral, tsLiteral } from '../core/literals.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { pascal } from './identifiers.ts';
import { carriesCode, modelOf, type ErrorFacts, type FieldType, type WithoutCode } from './model.ts';
import { blockComment, detailedErrors, exampleNames, nameAll, type NameRules } from './parts.ts';

const BUILT_IN =
  'Error AggregateError EvalError InternalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError';

const RULES: NameRules = {
  ...{ code: pascal, field: pascal, type: pascal, ending: 'error' },
  takenTypes: ['ApiError', 'UnknownApiError', ...BUILT_IN.split(' ')],
  takenFields: [],
};

const TYPES: Readonly<Record<FieldType, string>> = {
  ...{ string: 'string', number: 'number', integer: 'number', boolean: 'boolean' },
  ...{ object: 'Readonly<Record<string, unknown>>', array: 'readonly unknown[]', any: 'unknown' },
};

/** How a client uses it. */
export function useTypeScript(registry: Registry, site: Site): string {
  const { error } = exampleNames(registry, site, RULES);
  return `import { errorFrom, ${error} } from './errors.ts';

const error = errorFrom(response.status, response.headers, await response.text());
if (error.code === ${jsonLiteral(registry.errors[0]?.code)}) console.error(error.facts?.url, error.retryAfter);
if (error instanceof ${error}) throw error;`;
}

/** A TypeScript module for clients of the API: the codes as a type, their facts as data, and how long to wait. */
export function composeTypeScript(registry: Registry, site: Site): string {
  const model = modelOf(registry, site);
  const { errors, categories, places, withoutCode } = model;
  const [coded, others] = [true, false].map((wanted) => errors.filter(({ key }) => carriesCode(model, key) === wanted));
  const facts = errors.map(
    (error) => `${deprecationOf(error)}  [${jsonLiteral(error.key)}]: ${tsLiteral(factsOf(error))},`,
  );
  const names = nameAll(model, RULES);
  const detailed = detailedErrors(model);
  return `// ${jsonLiteral(site.name)}: generated from ${model.source}; fetch this file again rather than edit it.

/** The code of an error; that of a subcode is \`code/subcode\`. */
export type ErrorCode =${namesOf(coded ?? [])};

/** What names an error in this file: its code, or a name of its own where responses carry none. */
export type ErrorKey = ${withoutCode.length === 0 ? 'ErrorCode' : `ErrorCode${namesOf(others ?? [])}`};

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
const PLACES: readonly {
  readonly items: Path;
  readonly code: Path;
  readonly subcode?: Path;
  readonly message?: Path;
  readonly details?: Path;
}[] = ${tsLiteral(places)};

/** The errors without a code: the statuses of each, from first to last, and the value in the body that it has. */
const WITHOUT_CODE: readonly {
  readonly key: ErrorKey;
  readonly statuses: readonly (readonly [number, number])[];
  readonly mark?: { readonly path: Path; readonly value: string | number };
  readonly message?: Path;
  readonly details?: Path;
}[] = [${withoutCode.map((error) => `\n  ${tsLiteral(written(error))},`).join('')}${withoutCode.length === 0 ? '' : '\n'}];

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

function valuesAt(body: unknown, path: Path): unknown[] {
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
  const { retry }: ErrorFacts = ERRORS[key];
  if (retry !== 'after-wait') return undefined;
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

/** The details of the errors that have some: what a response lacks is \`undefined\`. */
export interface ErrorDetails {
${detailed.map(writeDetails).join('')}}

/** The types of the fields of details. */
const FIELD_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
${detailed.map(fieldTypes).join('')}};

/** What the API answered in place of what was asked for. */
export class ApiError extends Error {
  /** The code, or the name of an error without one; of an unknown error the code in its body, if there is any. */
  readonly code: string | undefined;
  readonly status: number;
  /** The body as JSON, or as text where it is none. */
  readonly body: unknown;
  /** Absent for an unknown error. */
  readonly facts: ErrorFacts | undefined;
  /** The fields of the details that have their type; \`detailsOf\` tells which. */
  readonly details: object | undefined;
  /** Seconds to wait before the same request is sent again, as the response states them. */
  readonly retryAfter: number | undefined;

  constructor(message: string, response: Omit<ApiError, keyof Error>) {
    super(message);
    this.name = new.target.name;
    this.code = response.code;
    this.status = response.status;
    this.body = response.body;
    this.facts = response.facts;
    this.details = response.details;
    this.retryAfter = response.retryAfter;
  }
}

/** An error that this file doesn't know. */
export class UnknownApiError extends ApiError {}
${categories.map(({ name, title }) => `\n/** Category: ${blockComment(title)} */\nexport class ${names.error(name)} extends ApiError {}\n`).join('')}
/** The details of an error, where it has that code and its response stated some. */
export function detailsOf<Code extends keyof ErrorDetails>(error: unknown, code: Code): ErrorDetails[Code] | undefined {
  return error instanceof ApiError && error.code === code ? (error.details as ErrorDetails[Code] | undefined) : undefined;
}

/** The error that a response is: \`headers\` as \`fetch\` has them, and the body as text or as the JSON that it was parsed into. */
export function errorFrom(
  status: number,
  headers: { get(name: string): string | null },
  body?: unknown,
): ApiError {
  const parsed = typeof body === 'string' ? parse(body) : body;
  const key = keyOf(status, parsed);
  const facts = key === undefined ? undefined : (ERRORS[key] as ErrorFacts);
  const { code, message, details } = readingOf(parsed, key);
  const header = facts && facts.retryHeader ? headers.get(facts.retryHeader) : null;
  const stated = facts && facts.retry === 'after-wait' && header ? statedSeconds(header.trim()) : NaN;
  return new (classOf(key))(message || (facts ? facts.title : code || \`HTTP status \${status}\`), {
    code: key === undefined ? code : key,
    status,
    body: parsed,
    facts,
    details: key === undefined ? undefined : checked(key, details),
    retryAfter: stated >= 0 ? stated : undefined,
  });
}

function classOf(key: ErrorKey | undefined): typeof ApiError {
  switch (key === undefined ? undefined : CATEGORIES[key]) {
${categories.map(({ name }) => `    case ${jsonLiteral(name)}:\n      return ${names.error(name)};\n`).join('')}    default:
      return UnknownApiError;
  }
}

const CATEGORIES: Readonly<Record<ErrorKey, string>> = {
${errors.map(({ key, category }) => `  [${jsonLiteral(key)}]: ${jsonLiteral(category)},\n`).join('')}};

/** What a body states besides, where its code stands. */
function readingOf(body: unknown, key: ErrorKey | undefined): { code?: string; message?: string; details?: unknown } {
  const alone = WITHOUT_CODE.filter((error) => error.key === key)[0];
  if (alone) return pick(body, body, alone);
  let unknown: { code?: string; message?: string } = {};
  for (const place of PLACES) {
    for (const item of valuesAt(body, place.items)) {
      const codes = textsOf(valuesAt(item, place.code));
      const found = codeIn(codes, textsOf(place.subcode ? valuesAt(item, place.subcode) : []));
      if (key !== undefined && found === key) return pick(item, body, place);
      if (unknown.code === undefined && codes[0] !== undefined)
        unknown = { ...pick(item, body, place), code: codes[0] };
    }
  }
  return unknown;
}

function pick(
  item: unknown,
  body: unknown,
  { message, details }: { readonly message?: Path; readonly details?: Path },
): { message?: string; details?: unknown } {
  const at = (path: Path | undefined) => (path ? valuesAt(item, path).concat(valuesAt(body, path)) : []);
  const said = at(message).filter((value): value is string => typeof value === 'string')[0];
  const found = at(details).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))[0];
  return said === undefined ? { details: found } : { message: said, details: found };
}

/** The fields that have the type which they have to have. */
function checked(key: string, details: unknown): object | undefined {
  const types = Object.prototype.hasOwnProperty.call(FIELD_TYPES, key) ? FIELD_TYPES[key] : undefined;
  if (types === undefined || details === undefined) return undefined;
  const fields = Object.keys(types).filter((name) => isOfType(valuesAt(details, [name])[0], types[name]));
  const found: Record<string, unknown> = Object.create(null);
  for (const name of fields) found[name] = valuesAt(details, [name])[0];
  return found;
}

function isOfType(value: unknown, type: string | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return typeof value === 'number' && value % 1 === 0;
  return type === 'any' || (typeof value === type && !Array.isArray(value));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
`;
}

const namesOf = (errors: readonly ErrorFacts[]): string =>
  errors.length === 0 ? ' never' : errors.map(({ key }) => `\n  | ${jsonLiteral(key)}`).join('');

function unionOf(vocabulary: readonly string[]): string {
  return vocabulary.map(jsonLiteral).join(' | ');
}

const deprecationOf = ({ deprecated }: ErrorFacts): string =>
  deprecated === undefined ? '' : `  /** @deprecated ${blockComment(deprecated)} */\n`;

function factsOf({ title, status, message, retry, retryHeader, actor, userMessage, url }: ErrorFacts): object {
  return { title, status, message, retry, retryHeader, actor, userMessage, url };
}

const written = ({ key, statuses, mark, message, details }: WithoutCode): object => ({
  ...{ key, statuses, mark, message, details },
});

function writeDetails({ key, fields }: ErrorFacts): string {
  const declared = fields.map(({ name, type, about }) => {
    const said = blockComment(about);
    return `${said === '' ? '' : `    /** ${said} */\n`}    readonly ${jsonLiteral(name)}?: ${TYPES[type]};\n`;
  });
  return `  readonly ${jsonLiteral(key)}: {\n${declared.join('')}  };\n`;
}

const fieldTypes = ({ key, fields }: ErrorFacts): string =>
  `  [${jsonLiteral(key)}]: ${tsLiteral(Object.fromEntries(fields.map(({ name, type }) => [name, type])))},\n`;
