import type { CategoryHead, RegisteredError, Registry } from '../core/define.ts';
import { commentText, tsKey, tsLiteral } from '../core/literals.ts';
import { inKeyOrder } from '../core/key-order.ts';
import type { Site } from '../core/site.ts';
import { slugOf } from '../core/url.ts';
import { toRegistryJson } from '../schema/registry.ts';

/** A registry as one JSON file; `schema` is the address of its JSON Schema, for editors. */
export function writeJson(registry: Registry, schema: string | undefined): ReadonlyMap<string, string> {
  return new Map([['registry.json', writeData(toRegistryJson(registry), schema)]]);
}

function writeData(data: object, schema: string | undefined): string {
  return `${JSON.stringify({ ...(schema === undefined ? {} : { $schema: schema }), ...data }, null, 2)}\n`;
}

const IMPORTED = 'imported; an import repeated updates what the source states and keeps what is written here besides.';
const ALL_ERRORS = 'Every error of the API.';
const ALL_CODES = 'The union of all codes.';

/** What the comments of the modules say that an import writes; others are of people. */
export const GENERATED_COMMENTS = [IMPORTED, ALL_ERRORS, ALL_CODES];

/** The module of a category in a content folder: `registry/client.ts`. */
export const modulePath = (category: string): string => `registry/${slugOf(category)}.ts`;

/** A registry as typed modules: one a category, and an index that joins them. */
export function writeModules({ categories, errors }: Registry): ReadonlyMap<string, string> {
  const groups = Map.groupBy(errors, ({ category }) => category);
  const files = categories.map((category, place): readonly [string, string] => [
    modulePath(category.name),
    writeCategory(category, groups.get(category.name) ?? [], variableOf(category.name, place)),
  ]);
  return new Map([...files, ['registry/index.ts', writeIndex(categories)]]);
}

/** The settings of a new site as a module; names that the source doesn't tell are placeholders to be replaced. */
export function writeSiteModule(site: Site): ReadonlyMap<string, string> {
  const text = [
    "import { defineSite } from 'error-reference';",
    '',
    '/** What the reference says about itself and the API that it describes. */',
    `export const site = defineSite(${tsLiteral(site)});`,
  ];
  return new Map([['site.ts', `${text.join('\n')}\n`]]);
}

/** The same as {@link writeSiteModule} as JSON; `schema` is the address of its JSON Schema, for editors. */
export function writeSiteJson(site: Site, schema: string | undefined): ReadonlyMap<string, string> {
  return new Map([['site.json', writeData(site, schema)]]);
}

function writeCategory(
  { name, title, about }: CategoryHead,
  errors: readonly RegisteredError[],
  variable: string,
): string {
  const head = Object.entries({ name, title, about }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${tsLiteral(value)},`],
  );
  // As JavaScript lists them, whatever the order here: the check refuses another one.
  const entries = inKeyOrder(errors, ({ code }) => code).map(
    ({ code, category: _, ...entry }) => `${tsKey(code)}: ${tsLiteral(entry)}`,
  );
  return [
    "import { defineCategory } from 'error-reference';",
    '',
    `/** ${commentText(title)}: ${IMPORTED} */`,
    `export const ${variable} = defineCategory({`,
    ...head,
    'errors: {',
    ...entries.map((entry) => `${entry},`),
    '},',
    '});',
    '',
  ].join('\n');
}

function writeIndex(categories: readonly CategoryHead[]): string {
  const variables = categories.map(({ name }, place) => variableOf(name, place));
  return [
    "import { defineRegistry, type CodeOf } from 'error-reference';",
    ...categories.map(({ name }, place) => `import { ${variables[place] ?? ''} } from './${slugOf(name)}.ts';`),
    '',
    `/** ${ALL_ERRORS} */`,
    `export const registry = defineRegistry(${variables.join(', ')});`,
    '',
    `/** ${ALL_CODES} */`,
    'export type ErrorCode = CodeOf<typeof registry>;',
    '',
  ].join('\n');
}

function variableOf(name: string, place: number): string {
  const camel = name.replaceAll(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return /^[a-z]\w*$/i.test(camel) && !RESERVED.has(camel) ? camel : `category${place}`;
}

const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default defineCategory defineRegistry delete do else ' +
    'enum eval export extends false finally for function if implements import in instanceof interface let new null ' +
    'package private protected public registry return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/** Names for categories that a source only titles: lower case with dashes, each its own; errors carry the name after. */
export function nameCategories(errors: readonly RegisteredError[]): Registry {
  const names = new Map<string, string>();
  const taken = new Set(['index']);
  for (const { category } of errors) {
    if (names.has(category)) continue;
    const wanted = kebab(category) || 'category';
    let name = wanted;
    for (let copy = 2; taken.has(name); copy++) name = `${wanted}-${copy}`;
    taken.add(name);
    names.set(category, name);
  }
  return {
    categories: [...names].map(([title, name]) => ({ name, title })),
    errors: errors.map((error) => ({ ...error, category: names.get(error.category) ?? error.category })),
  };
}

function kebab(title: string): string {
  return title
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
