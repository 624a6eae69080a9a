import { extname } from 'node:path';
import { FormatProblem } from '../formats/problem.ts';
import { readText } from '../formats/text.ts';
import { LANGUAGES } from '../sources/languages.ts';
import { csvReader } from './read-csv.ts';
import { jsonReader } from './read-json.ts';
import { constantsReader } from './read-constants.ts';
import { markdownReader } from './read-markdown.ts';
import type { Content, Reader, ReadingOptions } from './reader.ts';
import { yamlReader } from './read-yaml.ts';
import { SourceProblem } from './source.ts';

/** Every form that an import reads; a collection of Postman is JSON that says what it is. */
const READERS: readonly Reader[] = [
  jsonReader,
  yamlReader,
  csvReader,
  markdownReader,
  ...Object.entries(LANGUAGES).map(([kind, language]) => constantsReader(kind, language)),
];

/** The words by which a form is named where the ending of a file doesn't tell it. */
export const KINDS: readonly string[] = READERS.map(({ kind }) => kind);

/** Reads a file in the form that `kind` or its ending names. Throws a {@link SourceProblem}. */
export async function readSourceFile(
  file: string,
  { kind, ...options }: ReadingOptions & { readonly kind?: string | undefined },
): Promise<Content> {
  const ending = extname(file).toLowerCase();
  const reader = READERS.find((each) => (kind === undefined ? each.endings.includes(ending) : each.kind === kind));
  try {
    const text = await readText(file);
    if (reader === undefined) throw new SourceProblem(describeReaders(ending));
    if (options.codes !== undefined && !reader.takesCodes)
      throw new SourceProblem('It holds no constants, so --codes means nothing; leave it out.');
    return await reader.read(text, options);
  } catch (error) {
    throw error instanceof FormatProblem ? new SourceProblem(error.message) : error;
  }
}

function describeReaders(ending: string): string {
  const forms = READERS.map(({ name, endings }) => `${name} (${endings.join(', ')})`);
  return `Files ${ending === '' ? 'without an ending' : `in ${ending}`} are not read; name one in ${forms.join(', ')}, or say what it is: --kind ${KINDS.join('|')}.`;
}
