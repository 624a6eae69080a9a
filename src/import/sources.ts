import { extname } from 'node:path';
import { FormatProblem } from '../formats/problem.ts';
import { readText } from '../formats/text.ts';
import type { Mapping } from './mapping.ts';
import { csvReader } from './read-csv.ts';
import { jsonReader } from './read-json.ts';
import { markdownReader } from './read-markdown.ts';
import type { Content, Reader } from './reader.ts';
import { yamlReader } from './read-yaml.ts';
import { SourceProblem } from './source.ts';

/** Every form that an import reads. */
const READERS: readonly Reader[] = [jsonReader, yamlReader, csvReader, markdownReader];

/** Reads a file in the form that its ending names. Throws a {@link SourceProblem}. */
export async function readSourceFile(file: string, mapping: Mapping): Promise<Content> {
  const ending = extname(file).toLowerCase();
  const reader = READERS.find(({ endings }) => endings.includes(ending));
  try {
    const text = await readText(file);
    if (reader === undefined) throw new SourceProblem(describeReaders(ending));
    return reader.read(text, mapping);
  } catch (error) {
    throw error instanceof FormatProblem ? new SourceProblem(error.message) : error;
  }
}

function describeReaders(ending: string): string {
  const forms = READERS.map(({ name, endings }) => `${name} (${endings.join(', ')})`);
  return `Files ${ending === '' ? 'without an ending' : `in ${ending}`} are not read; name one in ${forms.join(', ')}.`;
}
