import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { npmCommand } from '../content/command.ts';
import { CONTENT_FILES, findContentFile } from '../content/load.ts';
import { RegistryError, type RegisteredError, type Registry } from '../core/define.ts';
import { type Json } from '../core/json.ts';
import type { Site } from '../core/site.ts';
import { findDuplicates, keepRules, mergeDuplicates, toEntries } from '../import/entries.ts';
import { parseImportRecord, recordImport, updateRegistry, type ImportRecord, type Update } from '../import/keep.ts';
import { MARKUPS, type Markup } from '../import/markup.ts';
import { parseMapping, type Mapping } from '../import/mapping.ts';
import { readOpenApiSource } from '../import/read-openapi.ts';
import { SourceProblem, type Skipped, type Source, type SourceError } from '../import/source.ts';
import { readSourceFile } from '../import/sources.ts';
import { learnEnvelope, modulePath, nameCategories, writeJson, writeModules, writeSite } from '../import/write.ts';
import { parseRegistry } from '../schema/registry.ts';
import type { Invocation } from './errors.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

/** `import FILE --to DIR`: makes a content folder from a registry in another form, or brings one up to date. */
export async function importFile({ args }: Invocation): Promise<void> {
  const options = parse(args);
  const { file, to, json } = options;
  const source = await readSource(options).catch((error: unknown) => {
    if (error instanceof SourceProblem) throw new Mistake(`${file}: ${error.message}`);
    if (error instanceof RegistryError) throw new Mistake(error.message);
    throw error;
  });
  say(`Read ${count(source.registry.errors.length, 'error')} from ${basename(file)}.`);
  const last = await readLast(to);
  const current = last === undefined ? undefined : await readContent(to);
  const update = updateRegistry(source.registry, current?.registry, last);
  const form = json || (last !== undefined && existsSync(join(to, 'registry.json'))) ? 'json' : 'modules';
  const files = new Map([
    ...(form === 'json' ? writeJson(update.registry) : await formatAll(writeModules(update.registry))),
    ...(current === undefined ? await formatAll(writeSite(source.site, form)) : []),
    [RECORD, `${JSON.stringify(recordImport(basename(file), source.registry))}\n`] as const,
  ]);
  await replaceFolder(to, files, current?.registry);
  for (const line of describeSkipped(source)) say(line);
  for (const line of describeUpdate(update, current !== undefined, to)) console.log(line);
}

const RECORD = 'import.json';

interface Options {
  readonly file: string;
  readonly to: string;
  readonly json: boolean;
  readonly merge: boolean;
  readonly markup: Markup;
  readonly mapping: Mapping;
}

function parse(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        json: { type: 'boolean', default: false },
        merge: { type: 'boolean', default: false },
        markup: { type: 'string', default: 'text' },
        map: { type: 'string' },
      },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    const markup = MARKUPS.find((name) => name === values.markup);
    if (file === undefined || more.length > 0) throw new Mistake('Name one file: `import FILE --to DIR`.');
    if (values.to === undefined) throw new Mistake('Name the content folder to write: `import FILE --to DIR`.');
    if (markup === undefined) throw new Mistake(`--markup ${values.markup} is none of ${MARKUPS.join(', ')}.`);
    const { json, merge, map } = values;
    const mapping = map === undefined ? {} : parseMapping(map);
    return { file: resolve(file), to: resolve(values.to), json, merge, markup, mapping };
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}

/** What a source comes to: a sound registry, a site for it, and all that was left out. */
interface Reading {
  readonly registry: Registry;
  readonly site: Site;
  readonly skipped: readonly Skipped[];
  readonly unused: readonly string[];
}

async function readSource(options: Options): Promise<Reading> {
  const { file } = options;
  const content = await readSourceFile(file, options.mapping);
  if ('registry' in content) {
    const registry = parseRegistry(content.registry, basename(file));
    return { registry, site: makeSite({ errors: [] }, file), skipped: [], unused: [] };
  }
  if ('source' in content) return convert(content.source, options);
  const source = await readOpenApiSource(file);
  // One code on many operations is one error; only its statuses can contradict each other.
  return convert(source, options, (errors) =>
    [...Map.groupBy(errors, ({ code, status }) => `${status} ${code}`).values()].flatMap(mergeDuplicates),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceProblem(`It is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function convert(
  source: Source,
  { file, markup, merge }: Options,
  join: (errors: readonly RegisteredError[]) => readonly RegisteredError[] = (errors) => errors,
): Reading {
  const read = toEntries(source.errors, markup);
  const joined = join(read.errors);
  const errors = merge ? mergeDuplicates(joined) : joined;
  const duplicates = findDuplicates(errors);
  if (duplicates.length > 0) throw new SourceProblem(describeDuplicates(duplicates));
  const kept = keepRules(errors);
  const skipped = [...read.skipped, ...kept.skipped];
  if (kept.errors.length === 0) {
    const [first] = skipped;
    const reason = first === undefined ? 'it lists none' : `${first.place}: ${first.reason}`;
    throw new SourceProblem(`It holds no error that can be used (${reason}); --map tells where its fields are.`);
  }
  return {
    registry: nameCategories(kept.errors),
    site: makeSite(source, file),
    skipped,
    unused: listUnused(source.errors),
  };
}

function describeDuplicates(duplicates: readonly (readonly RegisteredError[])[]): string {
  const codes = duplicates.map((group) => `${group[0]?.code ?? ''} (${group.length} times)`);
  return `It has codes more than once: ${codes.join(', ')}. Rename them, or give each code one page with --merge.`;
}

function listUnused(errors: readonly SourceError[]): readonly string[] {
  const groups = Map.groupBy(
    errors.flatMap(({ unused = [] }) => unused),
    (name) => name,
  );
  return [...groups].map(([name, all]) => `${name} (${all.length})`);
}

/** A site with what the source tells of its API; the rest are placeholders that the folder's owner replaces. */
function makeSite({ name, apiUrl, body }: Source, file: string): Site {
  const title = name ?? basename(file, extname(file));
  return {
    name: `${title} errors`,
    description: `Every error code of ${title}: what it means and what to do about it.`,
    url: 'https://errors.example.com',
    apiUrl: apiUrl ?? 'https://api.example.com',
    lang: 'en',
    dir: 'ltr',
    support: { label: 'Contact support', href: 'https://support.example.com' },
    envelope: (body === undefined ? undefined : learnEnvelope(body as Json)) ?? {
      error: { code: '{code}', message: '{message}', details: '{details}' },
    },
  };
}

async function readLast(to: string): Promise<ImportRecord | undefined> {
  const names = await readdir(to).catch(() => []);
  if (names.length === 0) return undefined;
  const text = await readFile(join(to, RECORD), 'utf8').catch(() => {
    throw new Mistake(`${to} is not empty and holds no import; name an empty folder, or one that an import made.`);
  });
  const record = parseImportRecord(parseJson(text));
  if (record === undefined)
    throw new Mistake(`${to}/${RECORD} is damaged; restore it, or import into an empty folder.`);
  return record;
}

async function formatAll(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const style = await resolveConfig(import.meta.filename);
  const texts = [...files].map(async ([path, text]): Promise<[string, string]> => [
    path,
    await format(text, { ...style, filepath: path }),
  ]);
  return new Map(await Promise.all(texts));
}

/** Writes beside the folder, proves that what is there can be read, and only then takes the folder's place. */
async function replaceFolder(
  to: string,
  files: ReadonlyMap<string, string>,
  current: Registry | undefined,
): Promise<void> {
  const [next, old] = [`${to}.importing`, `${to}.replaced`];
  try {
    await rm(next, { recursive: true, force: true });
    await mkdir(dirname(to), { recursive: true });
    if (existsSync(to)) await cp(to, next, { recursive: true });
    for (const file of replacedFiles(current)) await rm(join(next, file), { force: true });
    for (const [path, text] of files) {
      await mkdir(dirname(join(next, path)), { recursive: true });
      await writeFile(join(next, path), text);
    }
    await readContent(next);
    if (existsSync(to)) await rename(to, old);
    await rename(next, to);
  } catch (error) {
    if (!existsSync(to) && existsSync(old)) await rename(old, to);
    throw error;
  } finally {
    await rm(next, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

function replacedFiles(current: Registry | undefined): readonly string[] {
  return [...CONTENT_FILES.registry, ...(current?.categories.map(({ name }) => modulePath(name)) ?? [])];
}

const MOST_REASONS = 20;

function describeSkipped({ skipped, unused }: Reading): readonly string[] {
  const groups = Map.groupBy(skipped, ({ field = '', reason }) => `${field.replaceAll(/\d+/g, '')}\n${reason}`);
  const lines = [...groups.values()].map((group) => {
    const places = group.slice(0, 3).map(({ place, field }) => (field === undefined ? place : `${place} ${field}`));
    const more = group.length > places.length ? ` and ${group.length - places.length} more` : '';
    return `  ${places.join(', ')}${more}: ${group[0]?.reason ?? ''}.`;
  });
  return [
    ...(lines.length > 0 ? ['Left out:', ...lines.slice(0, MOST_REASONS)] : []),
    ...(lines.length > MOST_REASONS ? [`  … and ${count(lines.length - MOST_REASONS, 'reason')} more.`] : []),
    ...(unused.length > 0 ? [`No field takes ${unused.join(', ')}.`] : []),
  ];
}

function describeUpdate({ registry, added, kept, gone }: Update, again: boolean, to: string): readonly string[] {
  const total = count(registry.errors.length, 'error');
  if (!again) {
    return [
      `Wrote ${total} in ${count(registry.categories.length, 'category', 'categories')} to ${to}.`,
      `Replace the placeholders in its ${basename(findContentFile(to, 'site'))}, then: ${npmCommand('start', to)}`,
    ];
  }
  const few = gone.slice(0, 5).join(', ') + (gone.length > 5 ? ' …' : '');
  return [
    `Brought ${to} up to date: ${total}, ${added} of them new; ${kept} hold what people wrote.`,
    ...(gone.length > 0
      ? [`${gone.length} no longer in the source, kept: ${few}. Set \`removed\` where it is so.`]
      : []),
  ];
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

function say(line: string): void {
  console.error(line);
}
