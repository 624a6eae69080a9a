import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { command } from '../content/command.ts';
import { ownModule, schemaFrom } from '../content/own-files.ts';
import type { Registry } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import type { Site } from '../core/site.ts';
import { writeJson, writeSiteJson } from '../import/write.ts';
import { locateFolder } from './replace-files.ts';
import { parseImport } from './import-options.ts';
import { importFile } from './import.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { addPermalinks } from './permalinks.ts';
import { readContent } from './report.ts';
import { aroundModules, contentTemplates, readTemplate, type Files } from './templates.ts';

export const options = {
  from: { type: 'string', value: 'FILE', about: 'a specification or a registry to begin with, as `import` reads it' },
  json: { type: 'boolean', about: 'write JSON in place of typed modules' },
  ci: { type: 'string', value: 'github|gitlab|none', about: 'whose CI checks and builds it; absent: github' },
} as const satisfies VerbOptions;

/** What each kind of CI runs, and where it finds it. */
const WORKFLOWS: Readonly<Record<string, Workflow | undefined>> = {
  github: { template: 'github-workflow.yml', path: '.github/workflows/error-reference.yml' },
  gitlab: {
    template: 'gitlab-ci.yml',
    path: '.gitlab/error-reference.yml',
    then: 'GitLab reads it once .gitlab-ci.yml has: include: [{ local: .gitlab/error-reference.yml }]',
  },
  none: undefined,
};
const SYSTEMS = Object.keys(WORKFLOWS);

interface Workflow {
  readonly template: string;
  readonly path: string;
  /** What else it takes. */
  readonly then?: string;
}

/** `init`: makes a content folder to begin with, and a workflow that checks and builds it; nothing that is there is changed. */
export async function run({ args, dir: named }: Invocation): Promise<void> {
  const {
    from,
    json = false,
    ci = 'github',
  } = readOptions(
    args,
    options,
    '`init` takes --content DIR, --from FILE, --json and --ci github|gitlab|none; correct the arguments.',
  );
  if (!SYSTEMS.includes(ci)) throw new Mistake(`--ci ${ci} is none of ${SYSTEMS.join(', ')}.`);
  const dir = locateFolder(named);
  refuseUsed(dir);
  if (from === undefined) writeFiles(dir, json ? await firstData(dir) : [...firstModules(), ...aroundModules()]);
  else await importFile(parseImport([from, '--to', dir, ...(json ? ['--json'] : [])]));
  await addPermalinks(await readContent(dir));
  console.log(describe(dir, writeWorkflow(dir, WORKFLOWS[ci])).join('\n'));
}

function refuseUsed(dir: string): void {
  const [first] = existsSync(dir) ? readNames(dir) : [];
  if (first !== undefined)
    throw new Mistake(
      `${shown(dir)} holds ${first} already; name a folder that is empty or not there yet with --content.`,
    );
}

function readNames(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    throw new Mistake(
      `${shown(dir)} is no folder that can be read (${(error as NodeJS.ErrnoException).code ?? 'for no known reason'}); name another with --content.`,
    );
  }
}

const firstModules = (): Files => contentTemplates(['site.ts', 'registry/index.ts', 'registry/orders.ts']);

/** The same errors and settings as {@link firstModules} has, as data, each with the schema that an editor reads. */
async function firstData(dir: string): Promise<Files> {
  const load = async (name: string): Promise<unknown> => import(ownModule(`templates/content/${name}`).href);
  const { registry } = (await load('registry/index')) as { readonly registry: Registry };
  const { site } = (await load('site')) as { readonly site: Site };
  const schema = schemaFrom(dir);
  return [...writeJson(registry, schema), ...writeSiteJson(site, schema)];
}

/** Writes new files, all or none. Throws a {@link Mistake} where the system refuses. */
function writeFiles(dir: string, files: Files): void {
  const made: string[] = [];
  try {
    for (const [path, text] of files) {
      const file = join(dir, path);
      const folder = mkdirSync(dirname(file), { recursive: true });
      if (folder !== undefined) made.unshift(folder);
      writeFileSync(file, text, { flag: 'wx' });
      made.unshift(file);
    }
  } catch (error) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    const { code = 'for no known reason', path = dir } = error as NodeJS.ErrnoException;
    throw new Mistake(`${shown(path)} can't be made (${code}); see to its permissions, or name another folder.`);
  }
}

/** Writes a workflow unless there is one. Returns what there is to say of it. */
function writeWorkflow(dir: string, workflow: Workflow | undefined): readonly string[] {
  if (workflow === undefined) return [`Made ${shown(dir)}.`];
  const { template: name, path, then } = workflow;
  const top = findRepository(process.cwd());
  if (top !== undefined && top !== process.cwd())
    return [
      `Made ${shown(dir)}; ${path} belongs to the top of the repository, ${top}: make it there, with paths from there.`,
    ];
  if (existsSync(path)) return [`Made ${shown(dir)}; ${path} is as it was, so see that it checks this folder.`];
  try {
    writeFiles('.', [[path, readTemplate(name).replace("'{content}'", () => JSON.stringify(shown(dir)))]]);
  } catch (error) {
    return [`Made ${shown(dir)}, but no workflow: ${error instanceof Error ? error.message : String(error)}`];
  }
  return [`Made ${shown(dir)} and ${path}.`, ...(then === undefined ? [] : [then])];
}

/** The folder of the repository that a folder lies in; `undefined` where there is none. */
function findRepository(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : findRepository(dirname(folder));
}

const shown = (dir: string): string => relative(process.cwd(), dir).replaceAll('\\', '/') || '.';

function describe(dir: string, made: readonly string[]): readonly string[] {
  const content = shown(dir) === 'content' ? undefined : shown(dir);
  return [
    ...made,
    'Next:',
    `  1. ${command('dev', { content })}  shows the site, and each edit of ${shown(dir)} in it.`,
    `  2. ${command('new CODE --status 404', { content })}  adds an error; ${command('check', { content })}  says what it lacks.`,
    `  3. ${command('build', { content })}  writes the site to dist, for any static host.`,
  ];
}
