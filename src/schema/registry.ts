import { z } from 'zod';
import { RegistryError, type RegisteredError, type Registry } from '../core/define.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { json, jsonObject } from './json.ts';

/** The version of the JSON form; it grows when a reader of the old form would misread the new one. */
export const REGISTRY_VERSION = 1;

const text = z.string();
const names = z.array(text);
// The name of a category is the name of its module, and `index` is the module that joins them.
const categoryName = text.regex(/^(?!index$)[A-Za-z0-9][\w-]*$/, 'write letters, digits, - and _');
const actor = z.enum(ACTORS);
const kindsWithoutWait = RETRY_KINDS.filter((kind) => kind !== 'after-wait');
const retry = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('after-wait'), header: text.exactOptional(), note: text.exactOptional() }),
  z.strictObject({ when: z.enum(kindsWithoutWait), note: text.exactOptional() }),
]);
const status = z.int().min(100).max(599);
const ending = z.strictObject({ since: text, use: text.exactOptional() });

/** What the site adds when it publishes an error; reading passes it over, for it follows from the rest. */
const published = {
  $schema: text.exactOptional(),
  url: text.exactOptional().describe('The permanent address of the page.'),
  response: z
    .strictObject({
      status: z.int().exactOptional(),
      headers: z.record(text, text).exactOptional(),
      body: json,
      schema: jsonObject.describe('JSON Schema of the body.'),
    })
    .exactOptional()
    .describe('The example response.'),
};

const entry = z
  .strictObject({
    code: z.union([text, z.number()]).describe('As payloads carry it: text, or a number.'),
    category: text.exactOptional().describe('Name of one of the categories; the first one where it is absent.'),
    title: text.exactOptional(),
    status: status.exactOptional().describe('HTTP status; absent: it depends on the endpoint.'),
    summary: text.exactOptional(),
    scenario: text.exactOptional(),
    message: text.exactOptional().describe('Values are {placeholders}; {{ and }} are literal braces.'),
    params: z
      .record(text, z.strictObject({ about: text, example: z.union([text, z.number(), z.boolean()]) }))
      .exactOptional(),
    variants: z
      .array(
        z.strictObject({ status: status.exactOptional(), title: text.exactOptional(), message: text.exactOptional() }),
      )
      .exactOptional(),
    steps: names.exactOptional(),
    causes: z
      .array(
        z.strictObject({
          cause: text,
          check: text.exactOptional(),
          fix: text.exactOptional(),
          audience: actor.exactOptional(),
        }),
      )
      .exactOptional(),
    details: z
      .strictObject({
        fields: z.record(text, z.strictObject({ type: text, about: text })),
        example: jsonObject,
      })
      .exactOptional(),
    example: z
      .strictObject({
        request: text.exactOptional(),
        requestHeaders: z.record(text, text).exactOptional(),
        requestBody: json.exactOptional(),
        headers: z.record(text, text).exactOptional(),
        mark: names.exactOptional(),
        source: text.exactOptional(),
      })
      .exactOptional(),
    examples: z.array(z.strictObject({ title: text.exactOptional(), lang: text, body: text })).exactOptional(),
    samples: z.record(text, text).exactOptional(),
    retry: retry.exactOptional(),
    actor: actor.exactOptional(),
    userMessage: text.exactOptional(),
    description: text.exactOptional(),
    endpoints: names.exactOptional(),
    aliases: names.exactOptional(),
    formerly: names.exactOptional(),
    related: names.exactOptional(),
    confusedWith: z.array(z.strictObject({ code: text, difference: text })).exactOptional(),
    docUrl: text.exactOptional(),
    since: text.exactOptional(),
    changes: z.array(z.strictObject({ since: text, about: text })).exactOptional(),
    deprecated: ending.exactOptional(),
    removed: ending.exactOptional(),
    dimensions: z.record(text, text).exactOptional(),
    reviewed: text.exactOptional(),
    ...published,
  })
  .meta({ id: 'error' });

/** The JSON form of a registry: `registry.json` of a content folder, and `errors.json` of the site. */
export const registrySchema = z.strictObject({
  $schema: text.exactOptional(),
  version: z.literal(REGISTRY_VERSION),
  categories: z.array(z.strictObject({ name: categoryName, title: text, about: text.exactOptional() })).min(1),
  errors: z.array(entry),
});

/** The published JSON Schema of {@link registrySchema}. */
export function registryJsonSchema(): object {
  return z.toJSONSchema(registrySchema, { target: 'draft-2020-12' });
}

/** Reads a registry from JSON. Throws a {@link RegistryError} that names file, code and field of each problem. */
export function parseRegistry(value: unknown, file: string): Registry {
  const result = registrySchema.safeParse(value);
  if (!result.success)
    throw new RegistryError(result.error.issues.map((issue) => describeIssue(issue, value, file)).join('\n'));
  const { categories, errors } = result.data;
  const known = new Set(categories.map(({ name }) => name));
  const seen = new Map<string, number>();
  const problems: string[] = [];
  const registered = errors.map(({ code, category = categories[0]?.name ?? '', ...rest }, index): RegisteredError => {
    const name = String(code);
    const first = seen.get(name);
    if (first !== undefined)
      problems.push(`${file}  ${name}: the code stands at errors[${first}] and errors[${index}]; keep one of the two.`);
    seen.set(name, index);
    if (!known.has(category))
      problems.push(`${file}  ${name}.category: ${category} is none of the categories; declare it there.`);
    const { $schema: _, url: __, response: ___, ...entry } = rest;
    return {
      ...entry,
      code: name,
      category,
      ...(typeof code === 'number' ? { numeric: true } : {}),
    };
  });
  if (problems.length > 0) throw new RegistryError(problems.join('\n'));
  return { categories, errors: registered };
}

/** A registry in its JSON form; {@link parseRegistry} reads it back without loss. */
export function toRegistryJson({ categories, errors }: Registry): object {
  return {
    version: REGISTRY_VERSION,
    categories,
    errors: errors.map(toEntryJson),
  };
}

/** One error in its JSON form, its fields in the order of the schema whatever order an author chose. */
export function toEntryJson({ numeric, ...error }: RegisteredError): object {
  const fields: Readonly<Record<string, unknown>> = { ...error, code: numeric ? Number(error.code) : error.code };
  return Object.fromEntries(Object.keys(entry.shape).flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown, file: string): string {
  const [list, index, ...field] = issue.path;
  const errors = (value as { errors?: readonly { code?: unknown }[] } | null)?.errors;
  const code = list === 'errors' && typeof index === 'number' ? errors?.[index]?.code : undefined;
  const place = code === undefined ? issue.path.join('.') : [String(code), ...field].join('.');
  return `${file}  ${place || 'the file'}: ${issue.message}.`;
}
