import { z } from 'zod';
import { misplaced, type Misplaced, type RegisteredError, type Registry } from '../core/define.ts';
import { FIELDS, type FieldTable } from '../core/fields.ts';
import { isRecord } from '../core/json.ts';
import { text as textShape, type Field, type ObjectShape, type Shape } from '../core/shapes.ts';
import { describeIssue } from './describe.ts';
import { schemaOf } from './fields.ts';
import { json, jsonObject } from './json.ts';

/** The version of the JSON form; it grows when a reader of the old form would misread the new one. */
export const REGISTRY_VERSION = 1;

const text = z.string();
// The name of a category is the name of its module, and `index` is the module that joins them.
const categoryName = text.regex(/^(?!index$)[A-Za-z0-9][\w-]*$/, 'write letters, digits, - and _');

// The JSON form carries a numeric code as a number, so it needs no field that says so.
const { numeric: _, ...jsonFields } = FIELDS;

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
    ...schemasOf(jsonFields),
    ...published,
  })
  .meta({ id: 'error' });

/** The JSON form of a registry: `registry.json` of a content folder, and `errors.json` of the site. */
const registrySchema = z.strictObject({
  $schema: text.exactOptional(),
  version: z.literal(REGISTRY_VERSION),
  categories: z.array(z.strictObject({ name: categoryName, title: text, about: text.exactOptional() })).min(1),
  errors: z.array(entry),
});

/** A registry as modules make it, once its categories are joined. */
const moduleSchema = z.strictObject({
  categories: z.array(z.strictObject({ name: text, title: text, about: text.exactOptional() })),
  errors: z.array(z.strictObject({ code: text, category: text, ...schemasOf(FIELDS) })),
});

/** The published JSON Schema of {@link registrySchema}. */
export function registryJsonSchema(): object {
  return z.toJSONSchema(registrySchema, { target: 'draft-2020-12' });
}

/** Checks a registry that modules made. Throws a {@link RegistryError} that names file, code and field of each problem. */
export function parseModules(value: unknown, file: string): Registry {
  return parse(moduleSchema, value, file);
}

function parse<Value>(schema: z.ZodType<Value>, value: unknown, file: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw misplaced(
    file,
    result.error.issues.flatMap((issue) => describeMistakes(issue, value)),
  );
}

/** Reads a registry from JSON. Throws a {@link RegistryError} that names file, code and field of each problem. */
export function parseRegistry(value: unknown, file: string): Registry {
  const { categories, errors } = parse(registrySchema, value, file);
  const known = new Set(categories.map(({ name }) => name));
  const seen = new Map<string, number>();
  const problems: Misplaced[] = [];
  const registered = errors.map(({ code, category = categories[0]?.name ?? '', ...rest }, index): RegisteredError => {
    const name = String(code);
    const first = seen.get(name);
    if (first !== undefined)
      problems.push({
        code: name,
        field: [],
        message: `the code stands at errors[${first}] and errors[${index}]; keep one of the two.`,
      });
    seen.set(name, index);
    if (!known.has(category))
      problems.push({
        code: name,
        field: ['category'],
        message: `${category} is none of the categories; declare it there.`,
      });
    const { $schema: _, url: __, response: ___, ...entry } = rest;
    return {
      ...entry,
      code: name,
      category,
      ...(typeof code === 'number' ? { numeric: true } : {}),
    };
  });
  if (problems.length > 0) throw misplaced(file, problems);
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

/** An entry as a shape, with what the JSON form has besides the fields. */
const ENTRY_SHAPE: ObjectShape = {
  kind: 'object',
  fields: {
    code: { kind: 'scalar' },
    category: textShape('literal'),
    ...(FIELDS as Readonly<Record<string, Shape>>),
  },
};

/** An issue as mistakes: of an error by its code, of anything else by its way from the top. */
function describeMistakes(issue: z.core.$ZodIssue, value: unknown): readonly Misplaced[] {
  const [list, index, ...path] = issue.path;
  const errors = isRecord(value) && Array.isArray(value['errors']) ? (value['errors'] as readonly unknown[]) : [];
  const entry = list === 'errors' && typeof index === 'number' ? errors[index] : undefined;
  const code = isRecord(entry) ? entry['code'] : undefined;
  if (typeof code !== 'string' && typeof code !== 'number')
    return [
      {
        field: issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
        message: `${issue.message}.`,
      },
    ];
  return describeIssue({ ...issue, path }, ENTRY_SHAPE, entry).map((mistake) => ({ code: String(code), ...mistake }));
}
