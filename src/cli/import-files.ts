import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { format, resolveConfig, type Options } from 'prettier';
import { isFile, readJson, type Content } from '../content/load.ts';
import { schemaFrom } from '../content/own-files.ts';
import type { Registry } from '../core/define.ts';
import { isRecord } from '../core/json.ts';
import type { Site } from '../core/site.ts';
import { digest } from '../import/keep.ts';
import { modulePath, writeJson, writeModules, writeSiteJson, writeSiteModule } from '../import/write.ts';
import type { FileChanges } from './replace-files.ts';
import { aroundModules } from './templates.ts';

/** What an import writes into a folder that holds `current`, or nothing yet. */
export async function planFiles(
  dir: string,
  { registry, site, json }: { readonly registry: Registry; readonly site: Site; readonly json: boolean },
  current: Content | undefined,
): Promise<FileChanges> {
  const hasJson = isFile(join(dir, 'registry.json'));
  const isJson = json || hasJson;
  const schema = hasJson ? await readSchema(join(dir, 'registry.json')) : schemaFrom(dir);
  const settings =
    current === undefined ? await formatAll(dir, isJson ? writeSiteJson(site, schema) : writeSiteModule(site)) : [];
  if (isJson) {
    const isSame = hasJson && digest(current?.registry) === digest(registry);
    const remove = hasJson ? [] : [INDEX, ...(current?.registry.categories.map(({ name }) => modulePath(name)) ?? [])];
    const saved = await saveOwnText(dir, remove);
    return { write: new Map([...(isSame ? [] : writeJson(registry, schema)), ...settings, ...saved]), remove };
  }
  const modules = await planModules(dir, registry, current?.registry);
  const around = current === undefined ? aroundModules().filter(([path]) => !existsSync(join(dir, path))) : [];
  return { write: new Map([...modules.write, ...settings, ...around]), remove: modules.remove };
}

/** The address of the schema that a file names; an import leaves it as it is. */
async function readSchema(file: string): Promise<string | undefined> {
  const value = readJson(await readFile(file, 'utf8'), file);
  const schema = isRecord(value) ? value['$schema'] : undefined;
  return typeof schema === 'string' ? schema : undefined;
}

/** The modules that differ in what they say; the others stay as people wrote them. */
async function planModules(dir: string, registry: Registry, current: Registry | undefined): Promise<FileChanges> {
  const all = await formatAll(dir, writeModules(registry));
  const before = current === undefined ? undefined : categoriesOf(current);
  const now = categoriesOf(registry);
  const changed = [...now].filter(([name, own]) => before?.get(name) !== own).map(([name]) => modulePath(name));
  const isIndexed =
    before !== undefined &&
    [...before.keys()].every((name) => now.has(name)) &&
    [...now.keys()].every((name) => before.has(name)) &&
    changed.every((path) => existsSync(join(dir, path)));
  const write = [...all].filter(([path, text]) =>
    path === INDEX ? !isIndexed : changed.includes(path) || (!isIndexed && !exportsSame(join(dir, path), text)),
  );
  const former = before === undefined || isIndexed ? [] : await findModules(dir);
  const remove = [...new Set([...(before?.keys() ?? [])].map(modulePath).concat(former))].filter(
    (path) => !all.has(path),
  );
  const saved = await saveOwnText(dir, [...write.map(([path]) => path), ...remove]);
  return { write: new Map([...write, ...saved]), remove };
}

const INDEX = 'registry/index.ts';

/** What each category says, by its name. */
function categoriesOf({ categories, errors }: Registry): ReadonlyMap<string, string> {
  const groups = Map.groupBy(errors, ({ category }) => category);
  return new Map(categories.map((category) => [category.name, digest([category, groups.get(category.name) ?? []])]));
}

/** The modules in which the categories of a folder are, whatever people call them. */
async function findModules(dir: string): Promise<readonly string[]> {
  // The compiler of TypeScript takes its time to load.
  const { findCategories, readSourceFiles } = await import('../check/source-files.ts');
  return findCategories(await readSourceFiles(dir))
    .map((category) => relative(dir, category.getSourceFile().fileName).replaceAll('\\', '/'))
    .filter((path) => path.startsWith('registry/'));
}

/** Whether a module is there that exports what the index imports from it. */
function exportsSame(file: string, text: string): boolean {
  const [variable] = /^export const \w+/m.exec(text) ?? [];
  return variable !== undefined && existsSync(file) && readFileSync(file, 'utf8').includes(`${variable} `);
}

/** Copies of the modules in which people wrote what is no data, and an import does not keep. */
async function saveOwnText(
  dir: string,
  replaced: readonly string[],
): Promise<readonly (readonly [path: string, text: string])[]> {
  const there = replaced.filter((path) => existsSync(join(dir, path)));
  if (there.length === 0) return [];
  // The compiler of TypeScript takes its time to load.
  const { holdsOwnText } = await import('./own-text.ts');
  return there.flatMap((path) => {
    const former = readFileSync(join(dir, path), 'utf8');
    return holdsOwnText(former) ? [[freeName(dir, `${path}.before-import`), former] as const] : [];
  });
}

/** A name that no file has; one with a number where the plain one is taken. */
function freeName(dir: string, path: string, copy = 1): string {
  const name = copy === 1 ? path : `${path}-${copy}`;
  return existsSync(join(dir, name)) ? freeName(dir, path, copy + 1) : name;
}

/** The copies among what an import writes. */
export const listSaved = ({ write }: FileChanges): readonly string[] =>
  [...write.keys()].filter((path) => /\.before-import(?:-\d+)?$/.test(basename(path)));

/** How modules are written where a team has no style of its own. */
const STYLE: Options = { singleQuote: true, printWidth: 120 };

async function formatAll(dir: string, files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const style = (await resolveConfig(join(dir, INDEX), { editorconfig: true })) ?? STYLE;
  const texts = [...files].map(async ([path, text]): Promise<[string, string]> => [
    path,
    await format(text, { ...style, filepath: path }),
  ]);
  return new Map(await Promise.all(texts));
}
