import type { CauseValues } from './findings.ts';
import { statusLine, type Status } from './http.ts';
import { isRecord, type Json, type JsonObject } from './json.ts';
import type { PlaceholderName } from './message.ts';
import { describeMisfit, type Misfit } from './misfit.ts';
import type { SampleLanguage } from './samples.ts';
import type { Actor, RetryKind } from './vocabulary.ts';

export { defineSite, type Site } from './site.ts';

/** What a placeholder of a message stands for, with a value for the example response. */
export interface Param {
  readonly about: string;
  readonly example: string | number | boolean;
}

/** What an author may keep from the public: it is on the internal site alone. */
export interface Marked {
  /** `internal` keeps it from the public site, and from all that is made for others. */
  readonly visibility?: 'internal';
}

/** A step: its text, or one with a mark. In what is loaded for the public each is a text. */
export type Step = string | ({ readonly step: string } & Required<Marked>);

/** One reason why the error occurs, the test that tells it from the others, and its remedy. */
export interface Cause extends Marked {
  readonly cause: string;
  readonly check?: string;
  readonly fix?: string;
  /** Who can apply the fix, if not the error's own actor. */
  readonly audience?: Actor;
  /**
   * Values of a response that answer the check, by the names of placeholders or details; `true` where it is enough that
   * the value is stated, as where a message names the parameter that is missing.
   */
  readonly when?: CauseValues;
}

/** Whether the same request may be sent again. */
export type Retry =
  | {
      readonly when: Exclude<RetryKind, 'after-wait'>;
      /** Says it for this error, in place of the general sentence. */
      readonly note?: string;
    }
  | {
      readonly when: 'after-wait';
      /** The response header that states the wait; absent where the API states none. */
      readonly header?: string;
      /** Follows the general sentence. */
      readonly note?: string;
    };

/** The request of the example, and the headers of its response. */
export interface Example {
  /** Method and path: `POST /api/v1/users`. */
  readonly request?: string;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly requestBody?: Json;
  /** Headers of the response, by name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of the request headers and body or response fields that decide; their lines are marked. */
  readonly mark?: readonly string[];
  /** Where request and headers come from; absent means that they only illustrate. */
  readonly source?: string;
}

/** The names of fields with the names of their types. */
export type TypeNames = Readonly<Record<string, string>>;

/** The structured part of the payload: what each field means, and an example. */
export interface Details<Types = TypeNames> {
  readonly fields: { readonly [Name in keyof Types]: { readonly type: Types[Name]; readonly about: string } };
  readonly example: JsonObject;
}

/** A further payload, log or snippet that shows the error. */
export interface ExtraExample {
  readonly title?: string;
  readonly lang: string;
  readonly body: string;
}

/** A change of an error's meaning, newest last. */
export interface Change {
  /** Version or ISO date. */
  readonly since: string;
  readonly about: string;
}

/** One of several forms in which the same code comes. */
export interface Variant<Message = string> {
  readonly status?: Status;
  readonly title?: string;
  readonly message?: Message;
  /** What it means in this form. */
  readonly about?: string;
  /** Where it comes in this form, as `METHOD /path`. */
  readonly endpoints?: readonly string[];
}

/** A header of the response: what it says, and an example. */
export interface ResponseHeader {
  readonly about?: string;
  readonly example?: string;
}

/**
 * One error of the registry. `Ref` is the union of the codes that it refers to; its `Message`s and the `Types` of its
 * details tell by type which values a response states. The table in `fields.ts` says of each field how it is
 * read, with the same words.
 */
export interface ErrorEntry<
  Ref extends string = string,
  Message extends string = string,
  Types extends TypeNames = TypeNames,
> extends Marked {
  /** The human name; falls back to the code. */
  readonly title?: string;
  /** HTTP status, or a range of statuses; absent: it depends on the endpoint. */
  readonly status?: Status;
  /** `true` where payloads carry the code as a number; of a subcode, where they carry it or its parent so. */
  readonly numeric?: boolean;
  /** What tells an error whose body carries no code: `status`, or a placeholder with its value; its key is no code then. */
  readonly identifiedBy?: string;
  /** The code below which this one is a subcode; the key is `parent/subcode`. */
  readonly parent?: Ref;
  /** Name of one of the registries of the site, from which the error comes; absent: its own. */
  readonly registry?: string;
  /** Name of one of the envelopes of the site, or `none` where the response has no body; absent: its main one. */
  readonly envelope?: string;
  /** Values of the site's own placeholders that this error always has. */
  readonly values?: Readonly<Record<string, Json>>;
  /** One or two sentences, no commands; serves lists, search, page and JSON. */
  readonly summary?: string;
  /** A situation in which the error occurs, one sentence. */
  readonly scenario?: string;
  /** The message as the API sends it: values are `{placeholders}`, and `{{` and `}}` literal braces. */
  readonly message?: Message;
  /** What each placeholder of the message stands for. */
  readonly params?: Readonly<Record<string, Param>>;
  /** The texts and statuses with which the code comes, where it truly has several. */
  readonly variants?: readonly Variant<Message>[];
  /** What the values of a response tell, a sentence each: `{name}` is a value, `{name - other}` a difference of amounts. */
  readonly findings?: readonly string[];
  /** What to do, one action each, in order. */
  readonly steps?: readonly Step[];
  /** Why the error occurs, likeliest first. */
  readonly causes?: readonly Cause[];
  /** The structured part of the payload. */
  readonly details?: Details<Types>;
  /** The request of the example, and the headers of its response. */
  readonly example?: Example;
  /** Headers of the response that mean something, by name. */
  readonly headers?: Readonly<Record<string, ResponseHeader>>;
  /** Further payloads, logs or snippets that show the error. */
  readonly examples?: readonly ExtraExample[];
  /** Code samples that replace the generated ones, by language id; shown where the site has that language. */
  readonly samples?: Readonly<Partial<Record<SampleLanguage, string>>>;
  /** Whether the same request may be sent again. */
  readonly retry?: Retry;
  /** Who can remove the cause. */
  readonly actor?: Actor;
  /** Values of the site's own dimensions, by the dimension's id. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Text that is safe to show to an end user. */
  readonly userMessage?: string;
  /** Longer text: blank lines part its paragraphs, `-` and `1.` begin lists, three backticks fence code. */
  readonly description?: string;
  /** Where it occurs, as `METHOD /path`; absent: anywhere. */
  readonly endpoints?: readonly string[];
  /** Other names people type: SDK classes, upstream codes, synonyms. */
  readonly aliases?: readonly string[];
  /** Codes that this error had before. */
  readonly formerly?: readonly string[];
  /** Codes of errors that a reader may want to see as well. */
  readonly related?: readonly Ref[];
  /** Errors that are taken for this one. */
  readonly confusedWith?: readonly { readonly code: Ref; readonly difference: string }[];
  /** A page elsewhere that says more. */
  readonly docUrl?: string;
  /** Version or ISO date of the first appearance. */
  readonly since?: string;
  /** Changes of its meaning, newest last. */
  readonly changes?: readonly Change[];
  /** Since when the error is on its way out, though the API still returns it. */
  readonly deprecated?: { readonly since: string; readonly use?: Ref };
  /** Since when the API no longer returns it. */
  readonly removed?: { readonly since: string; readonly use?: Ref };
  /** ISO date of the last review of this entry. */
  readonly reviewed?: string;
}

type ParamsOf<Message extends string> = [PlaceholderName<Message>] extends [never]
  ? { readonly params?: never }
  : { readonly params: { readonly [Name in PlaceholderName<Message>]: Param } };

type WithoutValues<Ref extends string> = Omit<ErrorEntry<Ref>, 'message' | 'params' | 'variants' | 'details'>;

/** An entry as an author writes it: `params` holds exactly the placeholders of `message`. */
export type AuthoredError<
  Message extends string,
  Ref extends string,
  Types extends TypeNames = TypeNames,
  Form extends string = string,
> = WithoutValues<Ref> & {
  readonly message?: Message;
  readonly variants?: readonly Variant<Form>[];
  readonly details?: Details<Types>;
} & ParamsOf<Message>;

/** The fields of an error without details. */
type NoFields = { readonly [Name in never]: string };

/** Declares one error; the compiler ties `params` to the placeholders of `message`. */
export function defineError<
  const Message extends string = never,
  const Ref extends string = never,
  const Types extends TypeNames = NoFields,
  const Form extends string = never,
>(entry: AuthoredError<Message, Ref, Types, Form>): ErrorEntry<Ref, Message | Form, Types> {
  return entry;
}

/**
 * Errors that belong together: one file of the registry, one page of the site. `Texts` and `Types` keep, by code, the
 * messages and the types of the details, for those who state the values of a response.
 */
export interface Category<
  Code extends string = string,
  Ref extends string = string,
  Texts = unknown,
  Types = unknown,
> extends CategoryHead {
  readonly errors: Readonly<Record<Code, ErrorEntry<Ref>>>;
  /** Nothing at run time: it only keeps the types. */
  readonly '~told'?: readonly [Texts, Types];
}

/** A category without its entries. */
export interface CategoryHead {
  /** The name in URLs. */
  readonly name: string;
  readonly title: string;
  /** Half a sentence beside the title on lists. */
  readonly about?: string;
}

type Told<Texts, Types> = {
  readonly [Code in keyof Texts]: {
    readonly message?: Texts[Code];
    readonly variants?: readonly Variant<Texts[Code]>[];
  };
} & { readonly [Code in keyof Types]: { readonly details?: Details<Types[Code]> } };

/** Types are inferred from it, but nothing is held to it: that would be done twice, and takes long. */
type OnlyInferred<Type> = Type extends Type ? unknown : Type;

/** A text that is known letter by letter, as long as `Key` is open; `const` would say the same of every list as well. */
type Verbatim<Key extends 'text'> = { readonly text: string }[Key];

/** Declares a category; its keys are the codes. */
export function defineCategory<
  const Code extends string,
  const Ref extends string = never,
  Texts = unknown,
  Types = unknown,
  Key extends 'text' = 'text',
>(
  category: CategoryHead & {
    readonly errors: Readonly<Record<Code, ErrorEntry<Ref, Verbatim<Key>, Readonly<Record<string, Verbatim<Key>>>>>> &
      OnlyInferred<Told<Texts, Types>>;
  },
): Category<Code, Ref, Texts, Types> {
  return category;
}

/** An entry with its code and the name of its category. */
export interface RegisteredError<Code extends string = string> extends ErrorEntry {
  readonly code: Code;
  readonly category: string;
}

/** All errors of an API, in the order in which they were declared. */
export interface Registry<Code extends string = string, Categories = unknown> {
  readonly categories: readonly CategoryHead[];
  readonly errors: readonly RegisteredError<Code>[];
  /** Nothing at run time: it only keeps the types. */
  readonly '~told'?: Categories;
}

/** The union of the codes of a registry or a category. */
export type CodeOf<Source> =
  Source extends Registry<infer Code> ? Code : Source extends Category<infer Code> ? Code : never;
type RefOf<Source> = Source extends Category<string, infer Ref> ? Ref : never;
type OtherCodes<Categories extends readonly unknown[], Index extends keyof Categories> = {
  [Other in keyof Categories]: Other extends Index ? never : CodeOf<Categories[Other]>;
}[number];
type Checked<Categories extends readonly unknown[]> = {
  [Index in keyof Categories]: [Exclude<RefOf<Categories[Index]>, CodeOf<Categories[number]>>] extends [never]
    ? [CodeOf<Categories[Index]> & OtherCodes<Categories, Index>] extends [never]
      ? Categories[Index]
      : `${CodeOf<Categories[Index]> & OtherCodes<Categories, Index>} is declared in two categories`
    : `${Exclude<RefOf<Categories[Index]>, CodeOf<Categories[number]>>} is referred to, but not a code of this registry`;
};

/** Joins categories into a registry. Refuses, by type and at run time, a code that two categories declare. */
export function defineRegistry<const Categories extends readonly Category[]>(
  ...categories: Categories & Checked<Categories>
): Registry<CodeOf<Categories[number]>, Categories[number]> {
  return joinCategories(categories) as Registry<CodeOf<Categories[number]>, Categories[number]>;
}

/**
 * {@link defineRegistry} for categories that are known only at run time. Throws a {@link RegistryError} that names each
 * category and entry of the wrong shape, and each code that two categories declare.
 */
export function joinCategories(categories: readonly Category[]): Registry {
  const misfits: Misfit[] = categories.flatMap((category, index) => findMisshapen(category, ['categories', index]));
  if (misfits.length > 0) throw new RegistryError(misfits);
  const errors = categories.flatMap(({ name, errors: entries }) =>
    Object.entries(entries).map(([code, entry]): RegisteredError => ({ ...entry, code, category: name })),
  );
  const owners = new Map<string, string>();
  for (const { code, category } of errors) {
    const owner = owners.get(code);
    if (owner === undefined) owners.set(code, category);
    else misfits.push({ code, field: [], message: describeTwoOwners(code, owner, category) });
  }
  if (misfits.length > 0) throw new RegistryError(misfits);
  return { categories: categories.map(({ errors: _, ...head }) => head), errors };
}

/** The compiler sees to the shape of categories, but modules run without it. */
function findMisshapen(category: unknown, field: Misfit['field']): readonly Misfit[] {
  if (!isRecord(category))
    return [{ field, message: 'It is no category; give defineRegistry what defineCategory makes.' }];
  const { errors } = category;
  if (!isRecord(errors)) {
    const message = 'The errors of a category are an object by code; write errors: { CODE: { … } }.';
    return [{ field: [...field, 'errors'], message }];
  }
  return Object.entries(errors).flatMap(([code, entry]): readonly Misfit[] => {
    if (!isRecord(entry)) return [{ code, field: [], message: 'It is no entry; write an object, which may be empty.' }];
    return (['code', 'category'] as const)
      .filter((name) => Object.hasOwn(entry, name))
      .map((name) => ({ code, field: [name], message: `The ${name} follows from where the entry stands; remove it.` }));
  });
}

function describeTwoOwners(code: string, one: string, other: string): string {
  return one === other
    ? `${code} is declared twice in the category ${one}; keep one of the two.`
    : `${code} is declared in the categories ${one} and ${other}; keep one of the two.`;
}

/** A registry or a site that can't be used; the message says what to do about it. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  /** What is wrong, each at its place; empty where the message says it all. */
  readonly misfits: readonly Misfit[];

  constructor(said: string | readonly Misfit[]) {
    super(typeof said === 'string' ? said : said.map(tellMisfit).join('\n'));
    this.misfits = typeof said === 'string' ? [] : said;
  }
}

function tellMisfit(misfit: Misfit): string {
  const path = [misfit.dir, misfit.file].filter((part) => part !== undefined).join('/');
  return path === '' ? describeMisfit(misfit) : `${path}  ${describeMisfit(misfit)}`;
}

/** The entries of a registry by code. */
export function indexByCode({ errors }: Registry): ReadonlyMap<string, RegisteredError> {
  return new Map(errors.map((error) => [error.code, error]));
}

/** Whether the bodies of an error carry a code: its key. */
export function hasCode({ identifiedBy }: Pick<ErrorEntry, 'identifiedBy'>): boolean {
  return identifiedBy === undefined;
}

/** Every status with which an error comes. */
export function statusesOf({ status, variants = [] }: Pick<ErrorEntry, 'status' | 'variants'>): readonly Status[] {
  return [...new Set([status ?? [], ...variants.map((variant) => variant.status ?? [])].flat())];
}

/** Where an error occurs, in any of its forms. */
export function endpointsOf({
  endpoints = [],
  variants = [],
}: Pick<ErrorEntry, 'endpoints' | 'variants'>): readonly string[] {
  return [...new Set([...endpoints, ...variants.flatMap((variant) => variant.endpoints ?? [])])];
}

/** The steps of an error as plain texts. */
export function stepsOf({ steps = [] }: Pick<ErrorEntry, 'steps'>): readonly string[] {
  return steps.map((step) => (typeof step === 'string' ? step : step.step));
}

/** What names an error: its code, or its statuses where it has none: `404 Not Found`. */
export function nameOf(error: Pick<RegisteredError, 'code' | 'identifiedBy' | 'status' | 'variants'>): string {
  if (hasCode(error)) return error.code;
  const statuses = statusesOf(error);
  return statuses.length === 0 ? error.code : statuses.map(statusLine).join(', ');
}

/** The human name of an error; the code or the status where nobody wrote one. */
export function titleOf(error: RegisteredError): string {
  return error.title ?? nameOf(error);
}
