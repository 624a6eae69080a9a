import { z } from 'zod';
import { hasCode, RegistryError, type RegisteredError, type Registry } from '../core/define.ts';
import type { PublishedApi } from '../core/envelope.ts';
import { FIELDS, type FieldTable } from '../core/fields.ts';
import type { Misfit } from '../core/misfit.ts';
import { digitsOf, withPlainNumbers } from '../core/numbers.ts';
import { codeValue } from '../core/payload.ts';
import { isRecord } from '../core/json.ts';
import type { Field, Shape } from '../core/shapes.ts';
import { apiSchema } from './envelope.ts';
import { schemaOf } from './fields.ts';
import { json, jsonObject } from './json.ts';
import { parseWith } from './misfits.ts';

/** The version of the JSON form; it grows when a reader of the old form would misread the new one. */
export const REGISTRY_VERSION = 1;

const text = z.string();
// The name of a category is the name of its module, and `index` is the module that joins them.
const categoryName = text.regex(/^(?!index$)[A-Za-z0-9][\w-]*$/, 'write letters, digits, - and _');

const category = z.strictObject({ name: categoryName, title: text, about: text.exactOptional() });

type Optional<Table extends Partial<FieldTable>> = {
  [Key in keyof Table]: Table[Key] extends Field<infer Value> ? z.ZodExactOptional<z.ZodType<Value>> : never;
};

function schemasOf<Table extends Partial<FieldTable>>(table: Table): Optional<Table> {
  const schemas = Object.entries<Shape>(table).map(([name, field]) => [name, schemaOf(field).exactOptional()]);
  return Object.fromEntries(schemas) as Optional<Table>;
}

/** What the site adds when it publishes an error; reading passes it over, for it follows from the rest. */
const published = {
  $schema: text.exactOptional(),
  url: text.exactOptional().describe('The permanent address of the page.'),
  response: z
    .strictObject({
      status: schemaOf(FIELDS.status).exactOptional(),
      headers: z.record(text, text).exactOptional(),
      mediaType: text.exactOptional(),
      body: json.exactOptional(),
      schema: jsonObject.exactOptional().describe('JSON Schema of the body.'),
    })
    .exactOptional()
    .describe('The example response.'),
};

const entry = z
  .strictObject({
    code: z
      .union([text, z.number()])
      .exactOptional()
      .describe('As payloads carry it: text, or a number; of a subcode parent/subcode.'),
    key: text
      .exactOptional()
      .describe('What names an error in addresses whose bodies carry no code; stands in place of the code.'),
    category: text.exactOptional().describe('Name of one of the categories; the first one where it is absent.'),
    ...schemasOf(FIELDS),
    ...published,
  })
  .superRefine(({ code, key, identifiedBy, numeric, parent }, context) => {
    const tell = (name: string, input: unknown, message: string): void => {
      context.addIssue({ code: 'custom', input, path: [name], message });
    };
    if (code === undefined && key === undefined) tell('code', code, 'A value is missing; write the code of the error');
    else if (code !== undefined && key !== undefined)
      tell('key', key, 'An error with a code needs no key; remove one of the two');
    if (key !== undefined && identifiedBy === undefined)
      tell('identifiedBy', identifiedBy, 'Nothing tells an error without a code; write identifiedBy: status');
    if (code !== undefined && identifiedBy !== undefined)
      tell('code', code, 'An error that is told by something else has no code; write it as key');
    // A numeric code is a number in this form; only a subcode's key is a text all the same.
    if (numeric !== undefined && parent === undefined)
      tell('numeric', numeric, 'The code itself is a number here; write it without quotes, and remove this');
  })
  .meta({ id: 'error' });

/** The JSON form of a registry: `registry.json` of a content folder, and `errors.json` of the site. */
const registrySchema = z.strictObject({
  $schema: text.exactOptional(),
  generator: text.exactOptional().describe('What wrote this file, and in which version.'),
  version: z.literal(REGISTRY_VERSION),
  api: apiSchema
    .exactOptional()
    .describe('The API whose errors these are, and what its responses are like; absent where nobody states it.'),
  categories: z.array(category).min(1, 'write at least one category'),
  errors: z.array(entry),
});

/** A registry as modules make it, once its categories are joined. */
const moduleSchema = z.strictObject({
  categories: z.array(category),
  errors: z.array(z.strictObject({ code: text, category: text, ...schemasOf(FIELDS) })),
});

/** The published JSON Schema of {@link registrySchema}. */
export function registryJsonSchema(): object {
  return z.toJSONSchema(registrySchema, { target: 'draft-2020-12' });
}

/** Checks a registry that modules made. Throws a {@link RegistryError} with each {@link Misfit}. */
export function parseModules(value: unknown, file: string): Registry {
  const parsed = parseWith(moduleSchema, value);
  const misfits = 'misfits' in parsed ? withCodes(parsed.misfits, value) : findLost(parsed.value);
  if (misfits.length > 0) throw new RegistryError(inFile(misfits, file));
  return (parsed as { value: Registry }).value;
}

/** A registry in its JSON form, and what that states of the API. */
export interface RegistryFile {
  readonly registry: Registry;
  readonly api?: PublishedApi;
}

/** Reads a registry from JSON; the digits of its codes stay as they are. Throws a {@link RegistryError} with each {@link Misfit}. */
export function parseRegistry(value: unknown, file: string): Registry {
  return parseRegistryFile(value, file).registry;
}

/** As {@link parseRegistry}, with what the file states of the API. */
export function parseRegistryFile(value: unknown, file: string): RegistryFile {
  const parsed = parseWith(registrySchema, withPlainNumbers(value));
  if ('misfits' in parsed) throw new RegistryError(inFile(withCodes(parsed.misfits, value), file));
  const { categories, errors, api } = parsed.value;
  const codes = namesOf(value);
  const registered = errors.map((error, index): RegisteredError => {
    const { $schema: _, url: __, response: ___, code, key, category = categories[0]?.name ?? '', ...entry } = error;
    return typeof code === 'number'
      ? { ...entry, code: digitsOf(codes[index]) ?? String(code), category, numeric: true }
      : { ...entry, code: code ?? key ?? '', category };
  });
  const registry = { categories, errors: registered };
  const misfits = findLost(registry);
  if (misfits.length > 0) throw new RegistryError(inFile(misfits, file));
  return { registry, ...(api === undefined ? {} : { api }) };
}

/** What would get lost: categories of one name, codes that stand twice, entries of no category. */
function findLost({ categories, errors }: Registry): readonly Misfit[] {
  const names = new Map<string, number>();
  const codes = new Map<string, number>();
  const misfits: Misfit[] = [];
  for (const [index, { name }] of categories.entries()) {
    const first = names.get(name);
    if (first !== undefined) {
      const message = `${name} is the name of categories[${first}], too; rename one of the two.`;
      misfits.push({ field: ['categories', index, 'name'], message });
    }
    names.set(name, index);
  }
  for (const [index, { code, category }] of errors.entries()) {
    const first = codes.get(code);
    if (first !== undefined) {
      const message = `the code stands at errors[${first}] and errors[${index}]; keep one of the two.`;
      misfits.push({ code, field: [], message });
    }
    codes.set(code, index);
    if (!names.has(category)) {
      const message = `${category} is none of the categories; declare it there.`;
      misfits.push({ code, field: ['category'], message });
    }
  }
  return misfits;
}

const inFile = (misfits: readonly Misfit[], file: string): readonly Misfit[] =>
  misfits.map((misfit) => ({ file, ...misfit }));

/** Names the entry of what is wrong by its code. What follows from the name of a category is told of the category. */
function withCodes(misfits: readonly Misfit[], value: unknown): readonly Misfit[] {
  const codes = namesOf(value);
  const isFlawed = misfits.some(({ field: [list] }) => list === 'categories');
  return misfits.flatMap((misfit): readonly Misfit[] => {
    const [list, index, ...field] = misfit.field;
    if (list !== 'errors' || typeof index !== 'number') return [misfit];
    if (isFlawed && field[0] === 'category') return [];
    const code = digitsOf(codes[index]) ?? codes[index];
    return typeof code === 'string' ? [{ ...misfit, code, field }] : [misfit];
  });
}

/** The codes and keys of a registry in its JSON form, whatever they and all around them are. */
function namesOf(value: unknown): readonly unknown[] {
  const errors = isRecord(value) ? value['errors'] : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.map((error: unknown) => (isRecord(error) ? (error['code'] ?? error['key']) : undefined));
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
export function toEntryJson({ code, numeric, ...error }: RegisteredError): object {
  const isSubcode = error.parent !== undefined;
  const named = isSubcode
    ? { code, ...(numeric ? { numeric } : {}) }
    : { code: codeValue({ ...error, code, ...(numeric ? { numeric } : {}) }) };
  const fields: Readonly<Record<string, unknown>> = { ...error, ...(hasCode(error) ? named : { key: code }) };
  return Object.fromEntries(Object.keys(entry.shape).flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
}
