import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { command } from '../content/command.ts';
import { Mistake } from '../core/mistake.ts';
import { TARGETS } from '../generate/targets.ts';
import type { Target } from '../generate/target.ts';
import { openDocuments, OpenApiProblem, type Documents } from '../openapi/documents.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { readContent } from './report.ts';

const NAMES = Object.keys(TARGETS).join('|');

export const options = {
  for: { type: 'string', value: NAMES, about: 'the language or the tool' },
  out: { type: 'string', value: 'FILE', about: 'the file to write; absent: standard output' },
  openapi: { type: 'string', value: 'FILE', about: 'the specification of the API, for an overlay: what it must fit' },
  root: { type: 'string', value: 'DIR', about: 'the folder within which its references may lead' },
  package: { type: 'string', value: 'NAME', about: 'its package or namespace, where the language has them' },
  check: { type: 'boolean', about: 'write nothing, and fail where the file of --out is not as it would be written' },
} as const satisfies VerbOptions;

/** `generate --for LANGUAGE`: the errors as constants and types of a language, or as another tool reads them. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const given = readOptions(args, options, SENTENCE);
  const target = targetOf(given.for);
  const out = given.out === '-' ? undefined : given.out;
  if (given.check && out === undefined) throw new Mistake('--check compares a file; name it with --out FILE.');
  if (given.openapi !== undefined && target.takesSpecification === undefined)
    throw new Mistake(`--openapi is for an overlay; leave it out of \`generate --for ${given.for}\`.`);
  checkPackage(target, given.package);
  const { registry, site } = await readContent(dir);
  const text = target.compose(registry, site, {
    ...(given.package === undefined ? {} : { packageName: given.package }),
    ...(given.openapi === undefined ? {} : { specification: openSpecification(given.openapi, given.root) }),
  });
  if (out === undefined) process.stdout.write(text);
  else if (given.check) await compare(out, text, given.for ?? '');
  else await write(out, text);
}

const SENTENCE = `Write \`generate --for ${NAMES} [--out FILE] [--package NAME] [--openapi FILE] [--check]\`.`;

function targetOf(name: string | undefined): Target {
  if (name === undefined) throw new Mistake(SENTENCE);
  const target = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  if (target === undefined) throw new Mistake(`Nothing is generated for "${name}"; write one of ${NAMES}.`);
  return target;
}

function openSpecification(file: string, root: string | undefined): Documents {
  try {
    return openDocuments(resolve(file), { root });
  } catch (error) {
    throw error instanceof OpenApiProblem ? new Mistake(`${file}: ${error.message}`) : error;
  }
}

function checkPackage({ title, packages }: Target, name: string | undefined): void {
  if (name === undefined || packages?.test(name)) return;
  throw new Mistake(
    packages === undefined
      ? `${title} has no packages in its files; leave --package out.`
      : `"${name}" is no name of a package in ${title}; write one that it takes.`,
  );
}

async function compare(file: string, text: string, name: string): Promise<void> {
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found === text) return;
  const said = found === undefined ? 'is not there or can’t be read' : 'is not as the registry has it';
  throw new Mistake(`${file} ${said}; \`${command(`generate --for ${name} --out ${file}`)}\` writes it.`);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Mistake(`${file} can't be written (${why}); name a file in a folder that is there.`);
  }
}
