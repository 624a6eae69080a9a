import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { command } from '../content/command.ts';
import { ownModule, ownPath, schemaFrom } from '../content/own-files.ts';
import type { Registry } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import { quoteForShell } from '../core/shell.ts';
import type { Site } from '../core/site.ts';
import { writeJson, writeSiteJson } from '../import/write.ts';
import { parseImport } from './import-options.ts';
import { importFile } from './import.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { addPermalinks } from './permalinks.ts';
import { readContent } from './report.ts';

export const options = {
  from: { type: 'string', value: 'FILE', about: 'a specification or a registry to begin with, as `import` reads it' },
  json: { type: 'boolean', about: 'write JSON in place of typed modules' },
} as const satisfies VerbOptions;

const WORKFLOW = '.github/workflows/error-reference.yml';

/** `init`: makes a content folder to begin with, and a workflow that checks and builds it; nothing that is there is changed. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { from, json = false } = readOptions(
    args,
    options,
    '`init` takes --content DIR, --from FILE and --json; correct the arguments.',
  );
  refuseUsed(dir);
  const isNew = !existsSync(dir);
  try {
    if (from === undefined) writeFiles(dir, json ? await firstData(dir) : firstModules());
    else await importFile(parseImport([from, '--to', dir, ...(json ? ['--json'] : [])]));
    if (!json) writeFiles(dir, aroundModules());
    await addPermalinks(await readContent(dir));
  } catch (error) {
    if (isNew) rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  console.log(describe(dir, writeWorkflow(dir)).join('\n'));
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
      `${shown(dir)} is no folder that can be read (${String(Object(error).code)}); name another with --content.`,
    );
  }
}

type Files = readonly (readonly [path: string, text: string])[];

function firstModules(): Files {
  return ['site.ts', 'registry/index.ts', 'registry/orders.ts'].map(template);
}

/** What an editor and Node need to know of modules, wherever the folder lies. */
function aroundModules(): Files {
  return ['tsconfig.json', 'package.json'].map(template);
}

const template = (path: string): readonly [string, string] => [
  path,
  readFileSync(ownPath(`templates/content/${path}`), 'utf8'),
];

/** The same errors and settings as {@link firstModules} has, as data, each with the schema that an editor reads. */
async function firstData(dir: string): Promise<Files> {
  const load = async (name: string): Promise<unknown> => import(ownModule(`templates/content/${name}`).href);
  const { registry } = (await load('registry/index')) as { readonly registry: Registry };
  const { site } = (await load('site')) as { readonly site: Site };
  const schema = schemaFrom(dir);
  return [...writeJson(registry, schema), ...writeSiteJson(site, schema)];
}

function writeFiles(dir: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text, { flag: 'wx' });
  }
}

/** Writes the workflow unless there is one. Returns whether it did. */
function writeWorkflow(dir: string): boolean {
  if (existsSync(WORKFLOW)) return false;
  const text = readFileSync(ownPath('templates/github-workflow.yml'), 'utf8');
  writeFiles('.', [[WORKFLOW, text.replaceAll('{content}', quoteForShell(shown(dir)))]]);
  return true;
}

const shown = (dir: string): string => relative(process.cwd(), dir).replaceAll('\\', '/') || '.';

function describe(dir: string, hasWorkflow: boolean): readonly string[] {
  const content = shown(dir) === 'content' ? undefined : shown(dir);
  return [
    `Made ${shown(dir)}${hasWorkflow ? ` and ${WORKFLOW}` : `; ${WORKFLOW} is as it was`}.`,
    'Next:',
    `  1. ${command('dev', { content })}  shows the site, and each edit of ${shown(dir)} in it.`,
    `  2. ${command('new CODE --status 404', { content })}  adds an error; ${command('check', { content })}  says what it lacks.`,
    `  3. ${command('build', { content })}  writes the site to dist, for any static host.`,
  ];
}
