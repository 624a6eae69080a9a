import { command } from '../content/command.ts';
import { quoteForShell } from '../core/shell.ts';
import { indexByCode, type RegisteredError, type Registry } from '../core/define.ts';
import { wordsOf } from '../core/say.ts';
import { errorPath, proseOf, slugOf } from '../core/url.ts';
import { composeDocument } from '../document/compose.ts';
import { tellErrors } from '../document/told-errors.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { Mistake } from '../core/mistake.ts';
import { describeRemoved, folderAt, HOST_NAMES, hostOf, readBook, writeDocuments, writeExport } from './export.ts';
import { readContent } from './report.ts';
import { terminalLine } from './terminal.ts';

export const options = {
  out: { type: 'string', value: 'DIR', about: 'the folder to write the pages of all errors to' },
  for: { type: 'string', value: 'HOST', about: `the generator of sites to write them for: ${HOST_NAMES}` },
  at: { type: 'string', value: 'PATH', about: 'where below DIR its pages are (/reference where absent)' },
} as const satisfies VerbOptions;

/**
 * `mdx CODE` prints the MDX of one page; `mdx --out DIR` writes those of all. With `--for HOST` they are as that generator
 * of sites takes them, with the guides and an index, below `--at` in the folder of its pages.
 */
export async function run({ args, dir }: Invocation): Promise<void> {
  const given = parse(args);
  if (given.host !== undefined) return exportFor({ ...given, host: given.host }, dir);
  const { code, out } = given;
  const { registry, site, prose } = await readContent(dir);
  const errors = tellErrors(registry);
  const compose = (error: RegisteredError): string =>
    composeDocument(error, { site, words: wordsOf(site), errors, prose: proseOf(prose, error.code) });
  if (out !== undefined) {
    const documents = registry.errors.map((error) => [`${slugOf(error.code)}.mdx`, compose(error)] as const);
    const { dir: folder, removed } = await writeDocuments(out, new Map(documents));
    console.log(terminalLine(`Wrote ${documents.length} files to ${folder}${describeRemoved(removed)}.`));
    return;
  }
  process.stdout.write(compose(findError(registry, code)));
}

async function exportFor(
  { host: name, code, out, at: path = '/reference' }: Given & { readonly host: string },
  dir: string,
): Promise<void> {
  const host = hostOf(name);
  const at = folderAt(path);
  const content = await readContent(dir);
  const page = out === undefined ? errorPath(findError(content.registry, code).code) : undefined;
  const book = await readBook(content);
  const lines = out === undefined ? [] : await writeExport(book, host, out, at);
  const shown = page === undefined ? undefined : book.pages.get(page);
  if (shown !== undefined) process.stdout.write(host.write(shown, book, at));
  for (const line of lines) console.log(terminalLine(line));
}

function findError(registry: Registry, code: string): RegisteredError {
  const error = indexByCode(registry).get(code);
  if (error !== undefined) return error;
  throw new Mistake(
    `${code} is not a code of this registry; \`${command(`explain ${quoteForShell(code)}`)}\` finds the nearest.`,
  );
}

interface Given {
  readonly code: string;
  readonly out: string | undefined;
  readonly host: string | undefined;
  readonly at: string | undefined;
}

function parse(args: readonly string[]): Given {
  const sentence =
    'Name one code (`mdx CODE`) or a folder (`mdx --out DIR`); `--for HOST` writes for another generator of sites, `--at /reference` says where below DIR.';
  const { values, positionals } = readArguments(args, options, sentence);
  const [code, ...more] = positionals;
  const isAtNothing = values.at !== undefined && values.for === undefined;
  if (more.length > 0 || isAtNothing || (code === undefined) === (values.out === undefined))
    throw new Mistake(sentence);
  return { code: code ?? '', out: values.out, host: values.for, at: values.at };
}
