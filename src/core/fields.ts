import type {
  Cause,
  Change,
  Details,
  ErrorEntry,
  Example,
  ExtraExample,
  Param,
  ResponseHeader,
  Retry,
  Step,
  Variant,
} from './define.ts';
import { STATUS_RANGES, type Status } from './http.ts';
import {
  choice,
  flag,
  integerOr,
  json,
  jsonObject,
  list,
  NAME,
  object,
  oneOf,
  optional,
  record,
  scalar,
  text,
  textOr,
  type Field,
} from './shapes.ts';
import { ACTORS, RETRY_KINDS } from './vocabulary.ts';

/** The fields of an entry, once, as data: the JSON form, its schema, the rules on texts, and the search follow from them. */

const VALUE_OF_EXAMPLE = text('code', { empty: true });
type AfterWait = Extract<Retry, { readonly when: 'after-wait' }>;
type WithoutWait = Exclude<Retry, AfterWait>;
const status = (about: string): Field<Status> => integerOr(STATUS_RANGES, 100, 599, about);
const ending = (about: string): Field<{ readonly since: string; readonly use?: string }> =>
  object<{ readonly since: string; readonly use?: string }>(
    {
      since: text('literal', { about: 'Version or ISO date.' }),
      use: optional(text('reference', { about: 'The code that takes its place.' })),
    },
    about,
  );

const STEP = text('sentence', { search: 7 });
const visibility = choice(
  ['internal'],
  'internal keeps it from the public site, and from all that is made for others.',
);

/** A table that has each field of an entry with its own type: one that is forgotten or differs doesn't compile. */
export type FieldTable = { readonly [Key in keyof Required<ErrorEntry>]: Field<Required<ErrorEntry>[Key]> };

/** Every field of an entry, in the order of the JSON form. */
export const FIELDS = {
  visibility,
  title: text('literal', { about: 'The human name; falls back to the code.' }),
  status: status('HTTP status, or a range of statuses; absent: it depends on the endpoint.'),
  numeric: flag('true where payloads carry the code as a number; of a subcode, where they carry it or its parent so.'),
  identifiedBy: text('literal', {
    about:
      'What tells an error whose body carries no code: status, or a placeholder with its value; its key is no code then.',
  }),
  parent: text('reference', { about: 'The code below which this one is a subcode; the key is parent/subcode.' }),
  registry: text('literal', {
    about: 'Name of one of the registries of the site, from which the error comes; absent: its own.',
  }),
  envelope: text('literal', {
    about: 'Name of one of the envelopes of the site, or none where the response has no body; absent: its main one.',
  }),
  values: record(json(), "Values of the site's own placeholders that this error always has."),
  summary: text('sentence', {
    about: 'One or two sentences, no commands; serves lists, search, page and JSON.',
    search: 2,
  }),
  scenario: text('sentence', { about: 'A situation in which the error occurs, one sentence.', search: 6 }),
  message: text('template', {
    about: 'The message as the API sends it: values are {placeholders}, and {{ and }} literal braces.',
    search: 1,
  }),
  params: record(
    object<Param>({
      about: text('sentence', { search: 11 }),
      example: scalar('A value for the example response.'),
    }),
    'What each placeholder of the message stands for.',
  ),
  variants: list(
    object<Variant>({
      status: optional(status('HTTP status of this form.')),
      title: optional(text('literal', { search: 3 })),
      message: optional(text('template', { search: 3 })),
      about: optional(text('sentence', { about: 'What it means in this form.', search: 3 })),
      endpoints: optional(list(text('code'), 'Where it comes in this form, as METHOD /path.')),
    }),
    'The texts and statuses with which the code comes, where it truly has several.',
  ),
  findings: list(
    text('sentence'),
    'What the values of a response tell, a sentence each: {name} is a value, {name - other} a difference of amounts.',
  ),
  steps: list(
    textOr(STEP, object<Exclude<Step, string>>({ step: STEP, visibility })),
    'What to do, one action each, in order.',
  ),
  causes: list(
    object<Cause>({
      cause: text('sentence', { search: 4 }),
      check: optional(text('sentence', { about: 'What tells this cause from the others.', search: 8 })),
      fix: optional(text('sentence', { search: 8 })),
      audience: optional(choice(ACTORS, 'Who can apply the fix, if not the actor of the error.')),
      when: optional(
        record(
          scalar('The value that tells this cause; true where any value does.'),
          'Values of a response that answer the check, by the names of placeholders or details.',
        ),
      ),
      visibility: optional(visibility),
    }),
    'Why the error occurs, likeliest first.',
  ),
  details: object<Details>(
    {
      fields: record(
        object<Details['fields'][string]>({ type: text('literal'), about: text('sentence', { search: 12 }) }),
        'What each field means.',
        { ...NAME, search: 12 },
      ),
      example: jsonObject('The fields with the values of the example.'),
    },
    'The structured part of the payload.',
  ),
  example: object<Example>(
    {
      request: optional(text('code', { about: 'Method and path: POST /api/v1/users.' })),
      requestHeaders: optional(record(VALUE_OF_EXAMPLE)),
      requestBody: optional(json()),
      headers: optional(record(VALUE_OF_EXAMPLE, 'Headers of the response, by name.')),
      mark: optional(
        list(
          text('code'),
          'Names of the request headers and body or response fields that decide; their lines are marked.',
        ),
      ),
      source: optional(
        text('sentence', { about: 'Where request and headers come from; absent means that they only illustrate.' }),
      ),
    },
    'The request of the example, and the headers of its response.',
  ),
  headers: record(
    object<ResponseHeader>({
      about: optional(text('sentence', { search: 12 })),
      example: optional(VALUE_OF_EXAMPLE),
    }),
    'Headers of the response that mean something, by name.',
  ),
  examples: list(
    object<ExtraExample>({
      title: optional(text('literal', { search: 13 })),
      lang: text('code', { empty: true }),
      body: text('code', { empty: true }),
    }),
    'Further payloads, logs or snippets that show the error.',
  ),
  samples: record(
    text('code', { empty: true }),
    'Code samples that replace the generated ones, by language id; shown where the site has that language.',
  ),
  retry: oneOf<AfterWait, WithoutWait>(
    'when',
    [
      object<AfterWait>({
        when: choice(['after-wait']),
        header: optional(
          text('code', { about: 'The response header that states the wait; absent where the API states none.' }),
        ),
        note: optional(text('sentence', { about: 'Follows the general sentence.', search: 10 })),
      }),
      object<WithoutWait>({
        when: choice(RETRY_KINDS.filter((kind) => kind !== 'after-wait')),
        note: optional(
          text('sentence', { about: 'Says it for this error, in place of the general sentence.', search: 10 }),
        ),
      }),
    ],
    'Whether the same request may be sent again.',
  ),
  actor: choice(ACTORS, 'Who can remove the cause.'),
  dimensions: record(text('literal'), "Values of the site's own dimensions, by the dimension's id."),
  userMessage: text('literal', { about: 'Text that is safe to show to an end user.', search: 9 }),
  description: text('blocks', {
    about: 'Longer text: blank lines part its paragraphs, - and 1. begin lists, three backticks fence code.',
    search: 5,
  }),
  endpoints: list(text('code'), 'Where it occurs, as METHOD /path; absent: anywhere.'),
  aliases: list(text('literal'), 'Other names people type: SDK classes, upstream codes, synonyms.'),
  formerly: list(text('code', { empty: true }), 'Codes that this error had before.'),
  related: list(text('reference'), 'Codes of errors that a reader may want to see as well.'),
  confusedWith: list(
    object<NonNullable<ErrorEntry['confusedWith']>[number]>({
      code: text('reference'),
      difference: text('sentence'),
    }),
    'Errors that are taken for this one.',
  ),
  docUrl: text('literal', { about: 'A page elsewhere that says more.', link: true }),
  since: text('literal', { about: 'Version or ISO date of the first appearance.' }),
  changes: list(
    object<Change>({ since: text('literal', { about: 'Version or ISO date.' }), about: text('sentence') }),
    'Changes of its meaning, newest last.',
  ),
  deprecated: ending('Since when the error is on its way out, though the API still returns it.'),
  removed: ending('Since when the API no longer returns it.'),
  reviewed: text('literal', { about: 'ISO date of the last review of this entry.' }),
} as const satisfies FieldTable;
