import { z } from 'zod';
import { nearest } from '../core/distance.ts';
import { ENVELOPE_NAMES, isJsonType, NO_BODY, placeholderName, type Api, type PublishedApi } from '../core/envelope.ts';
import { isRecord, type Json } from '../core/json.ts';
import { json } from './json.ts';

const text = z.string().min(1);
const mediaType = text.regex(
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:[ \t]*;[ -~\t]*)?$/,
  'write a media type: application/problem+json',
);
const name = text.regex(/^[A-Za-z_]\w*$/, 'write letters, digits and _');

/** The fields of a site that state the shape of its errors; {@link checkEnvelopes} holds them to each other. */
export const envelopeFields = {
  envelope: json.exactOptional(),
  mediaType: mediaType.exactOptional(),
  envelopes: z
    .record(
      text.refine((id) => id !== NO_BODY, {
        error: () => `${NO_BODY} stands for a response without a body; choose another name`,
      }),
      z.strictObject({ body: json.exactOptional(), mediaType: mediaType.exactOptional() }),
    )
    .exactOptional(),
  placeholders: z
    .record(
      name.refine((id) => !(ENVELOPE_NAMES as readonly string[]).includes(id) && id !== '__proto__', {
        error: ({ input }) => `{${String(input)}} means the same on every site; choose another name`,
      }),
      z.strictObject({
        about: text.exactOptional(),
        example: json.exactOptional(),
        values: z.array(text).exactOptional(),
      }),
    )
    .exactOptional(),
} as const;

const webUrl = z.url({ protocol: /^https?$/, error: 'write a full address, https://…' });

/** What is stated of an API besides the shape of its errors. */
const apiFields = {
  name: text.exactOptional(),
  url: webUrl.exactOptional(),
  apiUrl: webUrl.exactOptional(),
  version: text.exactOptional(),
  owner: text.exactOptional(),
  requestIdHeader: text.exactOptional(),
  problemDocuments: z.boolean().exactOptional(),
  ...envelopeFields,
} as const satisfies Readonly<Record<keyof Api, z.ZodType>>;

/** The APIs of other registries, by the names that entries give in `registry`. */
export const registriesField = z
  .record(text, z.strictObject(apiFields))
  .exactOptional()
  .describe('The APIs of other registries whose errors are here, by the name that their entries state.');

/** What an `errors.json` states of its API. */
export const apiSchema: z.ZodType<PublishedApi> = z
  .strictObject({ ...apiFields, registries: registriesField })
  .superRefine((api, context) => {
    for (const { input, path, message } of checkEnvelopes(api))
      context.addIssue({ code: 'custom', input, path: [...path], message });
  });

/** Something wrong in the envelopes, at its place in the site. */
export interface Flaw {
  readonly input: unknown;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What is wrong in the envelopes of a site: texts that look like placeholders and are none, bodies that can't be sent. */
export function checkEnvelopes({
  envelope,
  mediaType: main,
  envelopes = {},
  placeholders = {},
  registries = {},
}: PublishedApi): readonly Flaw[] {
  const own = Object.keys(placeholders);
  return [
    ...Object.entries(registries).flatMap(([name, api]) =>
      checkEnvelopes(api).map((flaw) => ({ ...flaw, path: ['registries', name, ...flaw.path] })),
    ),
    ...checkBody(envelope, main, ['envelope'], own),
    ...Object.entries(envelopes).flatMap(([id, { body, mediaType: type }]) =>
      checkBody(body, type, ['envelopes', id, 'body'], own),
    ),
  ];
}

function checkBody(
  body: Json | undefined,
  type: string | undefined,
  path: readonly PropertyKey[],
  own: readonly string[],
): readonly Flaw[] {
  if (body === undefined) return [];
  const isText = type !== undefined && !isJsonType(type);
  if (isText && typeof body !== 'string')
    return [{ input: body, path, message: `A body of ${type} is one text; write "{message}", or leave it out` }];
  return checkTemplate(body, path, [...ENVELOPE_NAMES, ...own]);
}

function checkTemplate(value: Json, path: readonly PropertyKey[], names: readonly string[]): readonly Flaw[] {
  if (typeof value === 'string') {
    const message = describeText(value, names);
    return message === undefined ? [] : [{ input: value, path, message }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => checkTemplate(item as Json, [...path, index], names));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(names.includes(placeholderName(key) ?? '')
      ? [
          {
            input: item,
            path: [...path, key],
            message: `Names are not replaced, only whole texts; write "name": "${key}"`,
          },
        ]
      : []),
    ...checkTemplate(item, [...path, key], names),
  ]);
}

/** What is wrong with a text of the envelope; one with braces that mean nothing of ours is the API's own. */
function describeText(value: string, names: readonly string[]): string | undefined {
  const written = names.map((known) => `{${known}}`);
  if (written.includes(value)) return undefined;
  const listed = `write one of ${written.join(', ')}`;
  if (/^\{\w*\}$/.test(value))
    return `${value} is no placeholder; ${listed}, or declare it under placeholders of the site`;
  const known = written.find((placeholder) => value.includes(placeholder));
  if (known !== undefined)
    return `${JSON.stringify(value)} is sent as it stands, for only a whole text is replaced; write "${known}" alone`;
  const near = [...value.matchAll(/\{(\w+)\}/g)].find(([, word = '']) => nearest(word, names) !== undefined);
  if (near === undefined) return undefined;
  return `${JSON.stringify(value)} is sent as it stands, and ${near[0]} is no placeholder; ${listed} alone`;
}
