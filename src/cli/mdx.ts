import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { command } from '../content/command.ts';
import { quoteForShell } from '../core/shell.ts';
import { indexByCode, type RegisteredError } from '../core/define.ts';
import { wordsOf } from '../core/say.ts';
import { proseOf, slugOf } from '../core/url.ts';
import { composeDocument } from '../document/compose.ts';
import { tellErrors } from '../document/told-errors.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

export const options = {
  out: { type: 'string', value: 'DIR', about: 'the folder to write the pages of all errors to' },
} as const satisfies VerbOptions;

/** `mdx CODE` prints the MDX of one page; `mdx --out DIR` writes those of all. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { code, out } = parse(args);
  const { registry, site, prose } = await readContent(dir);
  const errors = tellErrors(registry);
  const compose = (error: RegisteredError): string =>
    composeDocument(error, { site, words: wordsOf(site), errors, prose: proseOf(prose, error.code) });
  if (out !== undefined) {
    const documents = registry.errors.map((error) => [`${slugOf(error.code)}.mdx`, compose(error)] as const);
    await mkdir(resolve(out), { recursive: true });
    await Promise.all(documents.map(([file, text]) => writeFile(join(resolve(out), file), text)));
    console.log(`Wrote ${documents.length} files to ${resolve(out)}.`);
    return;
  }
  const error = indexByCode(registry).get(code);
  if (error === undefined)
    throw new Mistake(
      `${code} is not a code of this registry; \`${command(`explain ${quoteForShell(code)}`)}\` finds the nearest.`,
    );
  process.stdout.write(compose(error));
}

function parse(args: readonly string[]): { code: string; out: string | undefined } {
  const sentence = 'Name one code (`mdx CODE`) or a folder (`mdx --out DIR`).';
  const { values, positionals } = readArguments(args, options, sentence);
  const [code, ...more] = positionals;
  if (more.length > 0 || (code === undefined) === (values.out === undefined)) throw new Mistake(sentence);
  return { code: code ?? '', out: values.out };
}
