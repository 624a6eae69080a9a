import { basename, join } from 'node:path';
import type { Content } from '../content/load.ts';
import { RegistryError } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import { writeImportRecord } from '../import/keep.ts';
import { RULES_FILE } from '../import/rules.ts';
import { SourceProblem } from '../import/source.ts';
import { updateRegistry } from '../import/update.ts';
import { createContentReader } from './content-reader.ts';
import type { Invocation } from './invocation.ts';
import { listSaved, planFiles } from './import-files.ts';
import { listTakenOver, parseImport, readOptions, recordOptions, type Arguments } from './import-options.ts';

export { IMPORT_OPTIONS as options } from './import-options.ts';
import { describeImport, describeNext, describePlan, type News } from './import-report.ts';
import { readSource } from './import-source.ts';
import { readLast, readRules, RECORD } from './import-record.ts';
import { locateFolder, lockFolder, replaceFiles, restoreLocked } from './replace-files.ts';
import { readContent } from './report.ts';
import { count, terminalLine } from './terminal.ts';

/** `import FILE --to DIR`: makes a content folder from a registry in another form, or brings one up to date. */
export async function run({ args }: Invocation): Promise<void> {
  const given = parseImport(args);
  const news = await importFile(given);
  if (news !== undefined) say(describeNext(locateFolder(given.to), news));
}

/** Makes or updates a content folder. Returns what is to be said about the next steps; `undefined` after a dry run. */
export async function importFile(given: Arguments): Promise<News | undefined> {
  const dir = locateFolder(given.to);
  const lock = await lockFolder(dir);
  try {
    restoreLocked(dir);
    return await importInto(dir, given);
  } finally {
    lock.close();
  }
}

async function importInto(dir: string, given: Arguments): Promise<News | undefined> {
  const { file, json, dryRun, verbose } = given;
  const last = readLast(dir);
  const rules = readRules(dir);
  const recorded = recordOptions(given, dir, last?.options ?? {});
  const found = last === undefined ? undefined : await readContent(dir);
  // What the folder includes is written elsewhere.
  const current = found && { ...found, registry: found.own };
  const reading = await readSource(readOptions(given, dir, recorded), current?.site).catch((error: unknown) => {
    if (error instanceof SourceProblem) throw new Mistake(`${file}: ${error.message}`);
    if (error instanceof RegistryError) throw new Mistake(error.message);
    throw error;
  });
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
    return undefined;
  }
  const changes = await planFiles(dir, { registry: update.registry, site: reading.site, json }, current);
  const record = writeImportRecord({ source: basename(file), options: recorded, entries: update.entries });
  const files = { ...changes, write: new Map([...changes.write, [RECORD, record]]) };
  await replaceFiles(dir, files, () => proveContent(dir, isAgain));
  say(describeImport({ reading, update, isAgain, dir, verbose, saved: listSaved(changes) }));
  return { isFirst: !isAgain, hasNew: update.added.length > 0 };
}

/** Reads a folder as its files are now. Node knows the modules that it read before as they were, but for a thread of its own. */
async function proveContent(dir: string, wasRead: boolean): Promise<Content> {
  try {
    return await (wasRead ? createContentReader(dir)() : readContent(dir));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new Mistake(`The import would break ${dir}, so all is as it was:\n${error.message}`);
  }
}

function say(lines: readonly string[]): void {
  for (const line of lines) console.log(terminalLine(line));
}
