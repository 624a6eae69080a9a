import { RegistryError, type Category, type RegisteredError, type Registry } from './define.ts';
import { isRecord, ownValue, type Json, type JsonObject } from './json.ts';
import { listPlaceholders, type PlaceholderName } from './message.ts';
import { findError, format, problem, statusOf, writeBody } from './respond.ts';
import type { Site } from './site.ts';

/** A value that a message can show. */
export type MessageValue = string | number | boolean;

/**
 * A registry that knows its site, as `{ ...registry, site }` makes it. Both may be modules or JSON; of JSON the compiler
 * knows no codes, so that only {@link respond} itself sees what is missing.
 */
export interface AnswerSource {
  readonly errors: readonly { readonly code: string }[];
  readonly site: { readonly url: string };
}

/** The codes of a registry. */
export type AnswerCode<Source extends AnswerSource> = Source['errors'][number]['code'];

/** What one response adds to its entry, besides the values. */
export interface AnswerOptions {
  /**
   * HTTP status, for an entry that leaves it to the endpoint. Where one form of the error has it, the response has the
   * title and the message of that form.
   */
  readonly status?: number;
  /** Further headers, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** URI of this occurrence; stands in a problem document only. */
  readonly instance?: string;
  /** Whether to send a problem document (RFC 9457) instead of the envelope of the site. */
  readonly problem?: boolean;
}

/** A response as it is to be sent; its body is empty where the error has none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The values that a response of a code states: those of the placeholders of its message by their names, those of its
 * details in `details`, and those of the site's own placeholders where there are any. Where an error has several
 * messages, the placeholders that not all of them have may be left out. All fields of the details are asked for: a
 * registry has no way to say that one is sometimes missing, and the published schema demands each.
 */
export type AnswerValues<Source extends AnswerSource, Code extends string> = Source extends {
  readonly '~told'?: infer Told;
}
  ? [Told] extends [Category | undefined]
    ? AllOf<
        Code extends string ? ToldValues<NonNullable<Told>, Code, SiteName<Source['site']>> : never
      > extends infer All
      ? { readonly [Name in keyof All]: All[Name] }
      : never
    : AnyValues
  : AnyValues;

type AnyValues = Readonly<Record<string, Json>>;

type ToldValues<Told, Code extends string, SiteNames extends string> =
  Told extends Category<infer Codes, string, infer Texts, infer Types>
    ? Code extends Codes
      ? ValuesOf<Property<Texts, Code>, Property<Types, Code>, SiteNames>
      : never
    : never;

type ValuesOf<Text, Types, SiteNames extends string> = Record<CommonName<Text>, MessageValue> &
  Partial<Record<NameIn<Text>, MessageValue>> &
  Partial<Record<Exclude<SiteNames, NameIn<Text>>, Json>> &
  (keyof Types extends never ? unknown : { details: { readonly [Name in keyof Types]: TypeOf<Types[Name]> } });

type NameIn<Text> = Text extends string ? PlaceholderName<Text> : never;
/** The keys of a union are those that all of its members have. */
type CommonName<Text> = NameIn<Text> & keyof (Text extends string ? Record<PlaceholderName<Text>, unknown> : never);

type SiteName<Stated> = Stated extends { readonly placeholders?: infer Placeholders }
  ? keyof NonNullable<Placeholders> & string
  : never;

interface WordTypes {
  readonly string: string;
  readonly number: number;
  readonly integer: number;
  readonly boolean: boolean;
  readonly null: null;
  readonly object: JsonObject;
  readonly array: readonly Json[];
}
type TypeOf<Word> = Word extends keyof WordTypes ? WordTypes[Word] : Json;

type Property<Owner, Name> = Name extends keyof Owner ? Owner[Name] : never;
/** What is each member of a union at once. */
type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What follows the code: nothing has to where the error needs no values. */
export type AnswerArguments<Values> =
  Partial<Values> extends Values
    ? [values?: Values, options?: AnswerOptions]
    : [values: Values, options?: AnswerOptions];

/**
 * The response of a server to a request that fails with a code, in the envelope that the site states or as a problem
 * document. Throws a {@link RegistryError} where the registry lacks the code or the values lack one that the response
 * needs, so that no customer gets a message with a `{placeholder}` in it. Values that nobody asks for are not sent.
 *
 * @example
 * const { status, headers, body } = respond({ ...registry, site }, 'INVALID_REQUEST', { parameter: 'user_id' });
 */
export function respond<Source extends AnswerSource, Code extends string>(
  errors: Source,
  code: Code extends AnswerCode<Source> ? Code : AnswerCode<Source>,
  ...[values, options]: AnswerArguments<AnswerValues<Source, Code>>
): Answer {
  return answer(errors, code, values, options);
}

function answer(
  errors: AnswerSource,
  code: string,
  given: Readonly<Record<string, unknown>> | undefined,
  { problem: asProblem = false, ...options }: AnswerOptions = {},
): Answer {
  // Programs that no compiler has seen give what is no object, too.
  const values = isRecord(given) ? given : {};
  if (!isSource(errors)) {
    throw new RegistryError(`${code} can’t be sent without the site; give respond { ...registry, site }.`);
  }
  const error = formOf(findError(errors, code), options);
  const missing = listMissing(error, values);
  if (missing.length > 0) {
    throw new RegistryError(`${code} can’t be sent without a value for ${missing.join(', ')}; give it to respond.`);
  }
  const compose = asProblem ? problem : format;
  const response = compose(error, errors.site, { ...options, values, details: pickDetails(error, values) });
  return { status: response.status, headers: response.headers, body: writeBody(response) };
}

/** Programs that no compiler has seen give something else, too. */
function isSource(source: AnswerSource): source is Registry & { readonly site: Site } {
  const given: unknown = source;
  return isRecord(given) && Array.isArray(given['errors']) && isRecord(given['site']);
}

/** The error with title and message of the one form that has the status; as it is where it has that status itself. */
function formOf(error: RegisteredError, { status }: AnswerOptions): RegisteredError {
  const sent = statusOf(error, { status });
  const [form, ...others] = (error.variants ?? []).filter((variant) => variant.status === sent);
  if (form === undefined || others.length > 0 || error.status === sent) return error;
  const { title = error.title, message = error.message } = form;
  return { ...error, ...(title === undefined ? {} : { title }), ...(message === undefined ? {} : { message }) };
}

/** The placeholders of the message and the fields of the details that have no value. */
function listMissing({ message = '', details }: RegisteredError, values: Readonly<Record<string, unknown>>): string[] {
  const stated = ownValue(values, 'details');
  return [
    ...listPlaceholders(message).filter((name) => !isMessageValue(ownValue(values, name))),
    ...Object.keys(details?.fields ?? {})
      .filter((name) => !isRecord(stated) || !isSendable(ownValue(stated, name)))
      .map((name) => `details.${name}`),
  ];
}

function isMessageValue(value: unknown): value is MessageValue {
  return typeof value === 'number' ? Number.isFinite(value) : ['string', 'boolean'].includes(typeof value);
}

/** Whether JSON has a value for it. */
function isSendable(value: unknown): boolean {
  return !['undefined', 'function', 'symbol', 'bigint'].includes(typeof value);
}

function pickDetails({ details }: RegisteredError, values: Readonly<Record<string, unknown>>): JsonObject | undefined {
  const stated = ownValue(values, 'details');
  const names = Object.keys(details?.fields ?? {});
  if (names.length === 0 || !isRecord(stated)) return undefined;
  return Object.fromEntries(names.map((name) => [name, stated[name]])) as JsonObject;
}
