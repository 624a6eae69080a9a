import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readSourceFiles } from '../check/source-files.ts';
import { command } from '../content/command.ts';
import { openRepository } from '../content/git.ts';
import { isSystemError, type Content } from '../content/load.ts';
import { composeSection, findSection, hasSoundMarks, placeSection, type OwnedFile } from '../core/code-owners.ts';
import { Mistake } from '../core/mistake.ts';
import { ownerOfError } from '../core/ranges.ts';
import { slugOf } from '../core/url.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { createLocator } from './locate.ts';
import { readContent } from './report.ts';

export const options = {
  out: { type: 'string', value: 'FILE', about: 'the CODEOWNERS to write the lines into; all others stay' },
  check: { type: 'string', value: 'FILE', about: 'write nothing, and fail where the lines in this CODEOWNERS differ' },
} as const satisfies VerbOptions;

/** `codeowners`: the lines of CODEOWNERS that follow from the ranges of the site. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { out, check } = readOptions(args, options, 'Write `codeowners [--out FILE | --check FILE]`.');
  if (out !== undefined && check !== undefined)
    throw new Mistake('--out writes and --check doesn’t; give one of the two.');
  const content = await readContent(dir);
  if (content.site.ranges === undefined)
    throw new Mistake('The site states no ranges, so no file is anybody’s; add `ranges` to it.');
  const section = composeSection(await listOwnedFiles(content));
  if (out !== undefined) await write(out, section);
  else if (check !== undefined) await compare(check, section);
  else process.stdout.write(section);
}

/** The files of categories and of prose with the teams whose codes they hold, from the top of the repository. */
async function listOwnedFiles(content: Content): Promise<readonly OwnedFile[]> {
  const { dir, registry, site } = content;
  const locate = createLocator(await readSourceFiles(dir));
  const root = topOf(dir);
  const teams = new Map<string, Map<string, OwnedFile['teams'][number]>>();
  for (const error of registry.errors) {
    const owner = ownerOfError(error, site);
    if (owner === undefined) continue;
    const prose = `errors/${slugOf(error.code)}.mdx`;
    const files = [locate({ code: error.code, field: [], message: '' }).file, prose];
    for (const file of files.filter((each) => each !== prose || existsSync(join(dir, each)))) {
      const path = relative(root, join(dir, file)).split(sep).join('/');
      teams.set(path, (teams.get(path) ?? new Map<string, OwnedFile['teams'][number]>()).set(owner.team, owner));
    }
  }
  return [...teams].map(([path, owners]) => ({ path, teams: [...owners.values()] }));
}

/** The top of the repository, from which CODEOWNERS counts; without one it is where the command runs. */
function topOf(dir: string): string {
  try {
    const { path } = openRepository(dir);
    return join(
      dir,
      ...path
        .split('/')
        .filter(Boolean)
        .map(() => '..'),
    );
  } catch (error) {
    if (error instanceof Mistake) return process.cwd();
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw new Mistake(`${file} can't be read (${error.code ?? ''}); name a file.`);
  }
}

async function write(file: string, section: string): Promise<void> {
  const text = (await readIfThere(file)) ?? '';
  if (!hasSoundMarks(text)) throw new Mistake(describeMarks(file));
  try {
    await writeFile(file, placeSection(text, section));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Mistake(`${file} can't be written (${error.code ?? ''}); name a file in a folder that is there.`);
  }
}

async function compare(file: string, section: string): Promise<void> {
  const text = await readIfThere(file);
  const write = `\`${command(`codeowners --out ${file}`)}\` writes them`;
  if (text === undefined) throw new Mistake(`${file} is not there; ${write}.`);
  if (!hasSoundMarks(text)) throw new Mistake(describeMarks(file));
  const found = findSection(text);
  if (found === undefined) throw new Mistake(`${file} has no lines of the error reference; ${write}.`);
  if (found !== section) throw new Mistake(`The lines in ${file} are not those that follow from the ranges; ${write}.`);
}

const describeMarks = (file: string): string =>
  `${file} has marks of the error reference that are no pair; leave one "begin" and one "end" behind it, or none.`;
