import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { codeOf } from '../build/system-error.ts';
import type { Content } from '../content/load.ts';
import { RegistryError, type RegisteredError, type Registry } from '../core/define.ts';
import { isRecord, type Json } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import type { Site } from '../core/site.ts';
import { findDuplicates, keepRules, mergeDuplicates, toEntries } from '../import/entries.ts';
import { parseImportRecord, writeImportRecord, type ImportRecord } from '../import/keep.ts';
import { readCsvSource } from '../import/read-csv.ts';
import { readJsonSource } from '../import/read-json.ts';
import { readOpenApiSource } from '../import/read-openapi.ts';
import { parseImportRules, RULES_FILE } from '../import/rules.ts';
import { SourceProblem, type Shape, type Skipped, type Source, type SourceError } from '../import/source.ts';
import { updateRegistry } from '../import/update.ts';
import { learnEnvelope, nameCategories } from '../import/write.ts';
import { isOpenApi } from '../openapi/read.ts';
import { parseRegistry } from '../schema/registry.ts';
import { createContentReader } from './content-reader.ts';
import type { Invocation } from './errors.ts';
import { listSaved, planFiles } from './import-files.ts';
import {
  listTakenOver,
  parseImport,
  readOptions,
  recordOptions,
  type Arguments,
  type Options,
} from './import-options.ts';
import { describeImport, describePlan } from './import-report.ts';
import { isWork, locateFolder, lockFolder, replaceFiles, restoreLocked } from './replace-files.ts';
import { readContent } from './report.ts';
import { count, terminalLine } from './terminal.ts';

/** `import FILE --to DIR`: makes a content folder from a registry in another form, or brings one up to date. */
export async function importFile({ args }: Invocation): Promise<void> {
  const given = parseImport(args);
  const dir = locateFolder(given.to);
  const lock = await lockFolder(dir);
  try {
    restoreLocked(dir);
    await importInto(dir, given);
  } finally {
    lock.close();
  }
}

async function importInto(dir: string, given: Arguments): Promise<void> {
  const { file, json, dryRun, verbose } = given;
  const last = readLast(dir);
  const rules = parseImportRules(readText(join(dir, RULES_FILE)));
  const recorded = recordOptions(given, dir, last?.options ?? {});
  const reading = await readSource(readOptions(file, dir, recorded)).catch((error: unknown) => {
    if (error instanceof SourceProblem) throw new Mistake(`${file}: ${error.message}`);
    if (error instanceof RegistryError) throw new Mistake(error.message);
    throw error;
  });
  const current = last === undefined ? undefined : await readContent(dir);
  const update = updateRegistry(reading.registry, {
    current: current?.registry,
    last: last?.entries ?? new Map(),
    rules,
  });
  if (update.registry.errors.length === 0 && current === undefined)
    throw new Mistake(`Nothing of ${file} is left to import; see ignore in ${join(dir, RULES_FILE)}.`);
  const isAgain = current !== undefined;
  const takenOver = listTakenOver(given, recorded);
  say([
    `Read ${count(reading.registry.errors.length, 'error')} from ${basename(file)}.`,
    ...(takenOver.length > 0 ? [`As last time: ${takenOver.join(' ')}.`] : []),
  ]);
  if (dryRun) {
    say(describePlan({ reading, update, isAgain, dir, verbose }));
    return;
  }
  const changes = await planFiles(dir, { registry: update.registry, site: reading.site, json }, current);
  const record = writeImportRecord({ source: basename(file), options: recorded, entries: update.entries });
  const files = { ...changes, write: new Map([...changes.write, [RECORD, record]]) };
  await replaceFiles(dir, files, () => proveContent(dir, isAgain));
  say(describeImport({ reading, update, isAgain, dir, verbose, saved: listSaved(changes) }));
}

const RECORD = 'import.json';

/** Reads a folder as its files are now. Node knows the modules that it read before as they were, but for a thread of its own. */
async function proveContent(dir: string, wasRead: boolean): Promise<Content> {
  try {
    return await (wasRead ? createContentReader(dir)() : readContent(dir));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new Mistake(`The import would break ${dir}, so all is as it was:\n${error.message}`);
  }
}

/** The record of the last import into a folder; `undefined` for one that holds nothing yet. */
function readLast(dir: string): ImportRecord | undefined {
  if (listNames(dir).every(isBeside)) return undefined;
  const text = readText(join(dir, RECORD));
  if (text === undefined)
    throw new Mistake(`${dir} is not empty and holds no import; name an empty folder, or one that an import made.`);
  const record = parseImportRecord(text);
  if (record === undefined)
    throw new Mistake(`${join(dir, RECORD)} is damaged; restore it, or import into an empty folder.`);
  return record;
}

/** Names that a folder may hold before its first import. */
const isBeside = (name: string): boolean => name === '.git' || name === RULES_FILE || isWork(name);

const listNames = (dir: string): readonly string[] => ifThere(dir, () => readdirSync(dir)) ?? [];
const readText = (file: string): string | undefined => ifThere(file, () => readFileSync(file, 'utf8'));

function ifThere<Value>(path: string, read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    throw new Mistake(`${path} can’t be read (${code ?? String(error)}); see to its permissions.`);
  }
}

/** What a source comes to: a sound registry, a site for it, and all that was left out. */
export interface Reading {
  readonly registry: Registry;
  readonly site: Site;
  readonly skipped: readonly Skipped[];
  readonly unused: readonly string[];
  /** Sentences that tell where the source shows its envelope; absent where it shows none, and the site has a placeholder. */
  readonly evidence?: readonly string[] | undefined;
  readonly notes?: readonly string[] | undefined;
}

async function readSource(options: Options): Promise<Reading> {
  const { file } = options;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new SourceProblem('It does not exist or can’t be read; name a file.');
  });
  if (extname(file).toLowerCase() === '.csv') return convert(readCsvSource(text, options.mapping), options);
  const value = /^\.ya?ml$/i.test(extname(file)) ? undefined : parseJson(text);
  if (isRecord(value) && 'version' in value && 'categories' in value) {
    const registry = parseRegistry(value, basename(file));
    return { registry, site: makeSite({ errors: [] }, file), skipped: [], unused: [] };
  }
  if (value !== undefined && !isOpenApi(value)) return convert(readJsonSource(value, options.mapping), options);
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
    evidence: envelopeOf(source)?.evidence,
    notes: source.notes,
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
function makeSite(source: Source, file: string): Site {
  const { name, apiUrl } = source;
  const title = name ?? basename(file, extname(file));
  return {
    name: `${title} errors`,
    description: `Every error code of ${title}: what it means and what to do about it.`,
    url: 'https://errors.example.com',
    apiUrl: apiUrl ?? 'https://api.example.com',
    lang: 'en',
    dir: 'ltr',
    support: { label: 'Contact support', href: 'https://support.example.com' },
    envelope: envelopeOf(source)?.envelope ?? {
      error: { code: '{code}', message: '{message}', details: '{details}' },
    },
  };
}

/** The envelope that a source shows, by its reader or else by one of its examples. */
function envelopeOf({ shape, body }: Source): Shape | undefined {
  if (shape !== undefined || body === undefined) return shape;
  const envelope = learnEnvelope(body as Json);
  return envelope === undefined ? undefined : { envelope, evidence: ['It is that of an example in the source.'] };
}

function say(lines: readonly string[]): void {
  for (const line of lines) console.log(terminalLine(line));
}
