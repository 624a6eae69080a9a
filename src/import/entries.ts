import type { Cause, ExtraExample, RegisteredError, Retry, Variant } from '../core/define.ts';
import { isSafeLink } from '../core/url.ts';
import { STATUS_RANGES, type Status } from '../core/http.ts';
import { isRecord } from '../core/json.ts';
import { CONTROLS } from '../core/literals.ts';
import { parseBlocks, writeMarkup } from '../core/markup.ts';
import { escapeMessage } from '../core/message.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { digitsOf } from '../formats/numbers.ts';
import { convertBlocks, convertInline, type Conversion, type Markup } from './markup.ts';
import type { Skipped, SourceError } from './source.ts';

/** Errors of the registry, and what of the source is not among them. */
export interface Imported {
  readonly errors: readonly RegisteredError[];
  readonly skipped: readonly Skipped[];
}

/** A text of one paragraph and at most this many characters serves as a summary. */
const LONGEST_SUMMARY = 300;
const BRACES = /(\{(?:[A-Za-z_]\w*|\d+)\})|[{}]/g;

/** Turns what a source states into entries: what is usable is kept, what is not is listed with its reason. */
export function toEntries(sources: readonly SourceError[], markup: Markup): Imported {
  const skipped: Skipped[] = [];
  const errors = sources.flatMap((source) => {
    const entry = toEntry(source, markup, (reason, field) => {
      skipped.push({ place: source.place, field, reason });
    });
    return entry === undefined ? [] : [entry];
  });
  return { errors, skipped };
}

type Skip = (reason: string, field?: string) => void;

function toEntry(source: SourceError, markup: Markup, skip: Skip): RegisteredError | undefined {
  const digits = digitsOf(source.code);
  const name = digits ?? (typeof source.code === 'string' ? source.code.trim() : '');
  if (name === '') {
    skip('it has no code');
    return undefined;
  }
  for (const { field, reason } of source.leftOut ?? []) skip(reason, field);
  const read = reader(source, skip);
  const docUrl = readLink(source.docUrl, skip);
  const conversion = (field: string): Conversion => ({
    docUrl,
    onTooMuch: () => skip('its markup is too much to read, so it stands there as it is written', field),
  });
  const inlineIn = (field: string) => (value: string) => convertInline(value, markup, conversion(field));
  const description = read.text('description');
  const told: ShortOrLong =
    description === undefined ? {} : toShortOrLong(description, markup, conversion('description'));
  const summary = read.text('summary');
  const blocks = (text: string): string => convertBlocks(text, markup, conversion('description'));
  const [title, message] = [read.text('title'), read.text('message')];
  return withoutEmpty({
    code: name,
    category: read.text('category') ?? 'errors',
    numeric: digits === undefined ? undefined : true,
    title: title?.toLowerCase() === name.toLowerCase() ? undefined : title?.replaceAll(/\s+/g, ' '),
    status: readStatus(source.status, skip),
    message: message === undefined ? undefined : toMessage(message),
    summary: summary === undefined ? told.summary : inlineIn('summary')(summary),
    description: summary === undefined || description === undefined ? told.description : blocks(description),
    causes: read
      .list('causes')
      .map(inlineIn('causes'))
      .map((cause): Cause => ({ cause })),
    steps: read.list('steps').map(inlineIn('steps')),
    examples: readExamples(source.examples, skip),
    aliases: read.list('aliases').filter((alias) => alias !== name),
    endpoints: read.list('endpoints'),
    retry: readRetry(source.retry, skip),
    actor: readWord(source.actor, ACTORS, 'actor', skip),
    userMessage: read.text('userMessage'),
    docUrl,
  });
}

/** A text as the summary of an entry where it is one short paragraph, else as its description. */
export interface ShortOrLong {
  readonly summary?: string;
  readonly description?: string;
}

/** Takes a text for what it is long enough. */
export function toShortOrLong(text: string, markup: Markup, conversion: Conversion = {}): ShortOrLong {
  const blocks = convertBlocks(text, markup, conversion);
  const summary = blocks.length <= LONGEST_SUMMARY ? onlySentence(blocks) : undefined;
  return summary === undefined ? { description: blocks } : { summary };
}

/** A message as the template of an entry: `{name}` and `{0}` are placeholders, other braces are literal. */
export function toMessage(text: string): string {
  return cleanText(text).replaceAll(BRACES, (brace, placeholder?: string) => placeholder ?? escapeMessage(brace));
}

/** A text without what no text of a registry may hold. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll(CONTROLS, '').trim();
}

/** The sentence of a longer text that has one paragraph and nothing else. */
function onlySentence(text: string): string | undefined {
  const [first, ...more] = parseBlocks(text);
  return first !== undefined && 'paragraph' in first && more.length === 0 ? writeMarkup(first.paragraph) : undefined;
}

/** An object without the fields that hold nothing. */
export function withoutEmpty<Whole extends object>(fields: { [Key in keyof Whole]: Whole[Key] | undefined }): Whole {
  const filled = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(filled) as Whole;
}

function reader(source: SourceError, skip: Skip) {
  const text = (value: unknown, field: string): string | undefined => {
    if (value === undefined || value === null) return undefined;
    const written = typeof value === 'string' ? value : digitsOf(value);
    if (written === undefined) {
      skip('it is no text', field);
      return undefined;
    }
    const clean = written.toWellFormed().replaceAll(CONTROLS, '');
    if (clean !== written) skip('control characters were removed', field);
    return clean.trim() === '' ? undefined : clean.trim();
  };
  return {
    text: (field: 'category' | 'description' | 'message' | 'summary' | 'title' | 'userMessage') =>
      text(source[field], field),
    list: (field: 'aliases' | 'causes' | 'endpoints' | 'steps'): readonly string[] => {
      const value = source[field];
      const items = Array.isArray(value)
        ? (value as readonly unknown[])
        : typeof value === 'string'
          ? value.split('\n')
          : [value];
      return items.flatMap((item, index) => text(item, `${field}[${index}]`) ?? []);
    },
  };
}

function readStatus(stated: unknown, skip: Skip): Status | undefined {
  if (stated === undefined || stated === null) return undefined;
  const written = typeof stated === 'string' ? stated.trim() : digitsOf(stated);
  const range = STATUS_RANGES.find((name) => name.toLowerCase() === written?.toLowerCase());
  if (range !== undefined) return range;
  const status = Number(written);
  if (Number.isInteger(status) && status >= 100 && status <= 599) return status;
  skip(`${nameValue(stated)} is no HTTP status`, 'status');
  return undefined;
}

function readRetry(stated: unknown, skip: Skip): Retry | undefined {
  if (!isRecord(stated)) {
    const when = readWord(stated, RETRY_KINDS, 'retry', skip);
    return when && { when };
  }
  const when = readWord(stated['when'] ?? stated, RETRY_KINDS, 'retry', skip);
  const { header, note } = stated;
  return (
    when && {
      when,
      ...(typeof note === 'string' ? { note } : {}),
      ...(when === 'after-wait' && typeof header === 'string' ? { header } : {}),
    }
  );
}

function readWord<Word extends string>(
  stated: unknown,
  words: readonly Word[],
  field: string,
  skip: Skip,
): Word | undefined {
  if (stated === undefined || stated === null) return undefined;
  const word = words.find((known) => known === stated);
  if (word === undefined) skip(`${nameValue(stated)} is none of ${words.join(', ')}`, field);
  return word;
}

/** A value in a report, however large it is. */
function nameValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (digitsOf(value) === undefined && isRecord(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

const LONGEST_VALUE = 40;

function readLink(link: unknown, skip: Skip): string | undefined {
  if (link === undefined || link === null) return undefined;
  if (typeof link === 'string' && /^https?:\/\//.test(link) && URL.canParse(link) && isSafeLink(link)) return link;
  skip('it is no https:// address', 'docUrl');
  return undefined;
}

function readExamples(examples: unknown, skip: Skip): readonly ExtraExample[] {
  if (!Array.isArray(examples)) return [];
  return (examples as readonly unknown[]).flatMap((example, index) => {
    const { title, lang, body } = isRecord(example) ? example : {};
    if (typeof body !== 'string' || body.trim() === '') {
      skip('it is empty', `examples[${index}]`);
      return [];
    }
    const clean = body.toWellFormed().replaceAll(CONTROLS, '');
    const name = typeof lang === 'string' && /^[\w+#.-]+$/.test(lang) ? lang : 'text';
    return [{ ...(typeof title === 'string' && title.trim() ? { title } : {}), lang: name, body: clean }];
  });
}

/** Codes that stand more than once, each with its entries. */
export function findDuplicates(errors: readonly RegisteredError[]): readonly (readonly RegisteredError[])[] {
  return [...Map.groupBy(errors, ({ code }) => code).values()].filter((group) => group.length > 1);
}

/** Joins entries of one code into one, with a variant for each that says something of its own. */
export function mergeDuplicates(errors: readonly RegisteredError[]): readonly RegisteredError[] {
  return [...Map.groupBy(errors, ({ code }) => code).values()].map(mergeEntries);
}

function mergeEntries(group: readonly RegisteredError[]): RegisteredError {
  const [first] = group;
  if (first === undefined || group.length === 1) return first as RegisteredError;
  const variants = uniqueBy(
    group.map(({ status, title, message }) => withoutEmpty<Variant>({ status, title, message })),
    (variant) => JSON.stringify(variant),
  );
  const statuses = new Set(group.map(({ status }) => status));
  const all = (key: 'aliases' | 'endpoints'): readonly string[] => [
    ...new Set(group.flatMap((error) => error[key] ?? [])),
  ];
  return withoutEmpty<RegisteredError>({
    ...group.reduceRight((rest, error) => ({ ...rest, ...error })),
    status: statuses.size === 1 ? first.status : undefined,
    variants: variants.length > 1 ? variants : undefined,
    aliases: all('aliases'),
    endpoints: all('endpoints'),
    steps: uniqueBy(
      group.flatMap(({ steps = [] }) => steps),
      (step) => JSON.stringify(step),
    ),
    causes: uniqueBy(
      group.flatMap(({ causes = [] }) => causes),
      ({ cause }) => cause,
    ),
    examples: uniqueBy(
      group.flatMap(({ examples = [] }) => examples),
      ({ body }) => body,
    ),
  });
}

/** Items of which each has a key of its own; of those with one key, the last. */
export function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** Leaves out the other names that lead to several errors, or are another error's code. */
function withOwnAliases(errors: readonly RegisteredError[]): Imported {
  const codes = new Set(errors.map(({ code }) => code.toLowerCase()));
  const uses = Map.groupBy(
    errors.flatMap(({ aliases = [] }) => aliases),
    (alias) => alias.toLowerCase(),
  );
  const isOwn = (alias: string): boolean =>
    uses.get(alias.toLowerCase())?.length === 1 && !codes.has(alias.toLowerCase());
  const skipped: Skipped[] = [];
  const kept = errors.map(({ aliases, ...error }) => {
    if (aliases === undefined) return error;
    const own = aliases.filter(isOwn);
    if (own.length < aliases.length)
      skipped.push({ place: error.code, field: 'aliases', reason: 'other errors have the same name' });
    return own.length > 0 ? { ...error, aliases: own } : error;
  });
  return { errors: kept, skipped };
}

/** Leaves out what the rules of the registry refuse: an alias that leads elsewhere, or a whole entry if it is the code. */
export function keepRules(errors: readonly RegisteredError[]): Imported {
  const named = withOwnAliases(errors);
  const skipped = [...named.skipped];
  let kept = named.errors;
  for (;;) {
    const problems = Map.groupBy(checkRegistry({ categories: [], errors: kept }), ({ code }) => code);
    if (problems.size === 0) return { errors: kept, skipped };
    kept = kept.flatMap((error) => {
      const own = problems.get(error.code);
      if (own === undefined) return [error];
      for (const { field, message } of own) {
        const place = JSON.stringify(error.code).slice(1, -1);
        skipped.push({
          place,
          field: field.length > 0 ? field.join('.') : undefined,
          reason: message.replace(/\.$/, ''),
        });
      }
      return own.some(({ field }) => field.length === 0) ? [] : [withoutFields(error, own)];
    });
  }
}

function withoutFields(
  error: RegisteredError,
  problems: readonly { readonly field: readonly (string | number)[] }[],
): RegisteredError {
  const bad = new Map<string, Set<number>>();
  for (const { field } of problems) {
    const [name, index] = field;
    const places = bad.get(String(name)) ?? new Set<number>();
    bad.set(String(name), places.add(typeof index === 'number' ? index : -1));
  }
  const fields = Object.entries(error).map(([name, value]: [string, unknown]) => {
    const places = bad.get(name);
    if (places === undefined) return [name, value] as const;
    const rest = Array.isArray(value) && !places.has(-1) ? value.filter((_, index) => !places.has(index)) : [];
    return [name, rest.length > 0 ? rest : undefined] as const;
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as unknown as RegisteredError;
}
