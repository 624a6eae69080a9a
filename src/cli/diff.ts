import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readJson } from '../content/load.ts';
import { RegistryError, type Registry } from '../core/define.ts';
import { compareRegistries, type Difference, type FieldChange } from '../core/differences.ts';
import { Mistake } from '../core/mistake.ts';
import { codeSpan } from '../document/mdx.ts';
import { parseRegistry } from '../schema/registry.ts';
import { annotation } from './annotation.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { readContent } from './report.ts';
import { count, terminalText } from './terminal.ts';

const FORMATS: Readonly<Record<string, (differences: readonly Difference[]) => string>> = {
  text: (differences) => [summarize(differences), ...differences.map((each) => `  ${describe(each)}`)].join('\n'),
  json: (differences) => JSON.stringify(differences, null, 2),
  markdown: describeInMarkdown,
  github: (differences) =>
    differences.map((each) => annotation('notice', { title: `${each.kind}: ${each.code}` }, describe(each))).join('\n'),
};
const NAMES = Object.keys(FORMATS);

export const options = {
  format: { type: 'string', value: NAMES.join('|'), about: 'how it is told; absent: text' },
} as const satisfies VerbOptions;

/** `diff OLD NEW`: tells what differs between two registries, each a content folder or its JSON form. */
export async function run({ args }: Invocation): Promise<void> {
  const sentence = 'Name two registries: `diff OLD NEW`, each a content folder, a registry.json or an errors.json.';
  const { values, positionals } = readArguments(args, options, sentence);
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0) throw new Mistake(sentence);
  const name = values.format ?? 'text';
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format === undefined) throw new Mistake(`--format ${values.format ?? ''} is none of ${NAMES.join(', ')}.`);
  const text = format(compareRegistries(await readRegistry(before), await readRegistry(after)));
  if (text !== '') console.log(terminalText(text));
}

async function readRegistry(path: string): Promise<Registry> {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined)
    throw new Mistake(`${path} is not there; name a content folder, a registry.json or an errors.json.`);
  if (info.isDirectory()) return (await readContent(resolve(path))).registry;
  try {
    return parseRegistry(readJson(await readFile(path, 'utf8'), path), path);
  } catch (error) {
    throw error instanceof RegistryError ? new Mistake(error.message) : error;
  }
}

const KINDS = ['added', 'removed', 'renamed', 'changed'] as const;

function summarize(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'The two registries say the same.';
  const counts = KINDS.map((kind) => [differences.filter((each) => each.kind === kind).length, kind] as const);
  return `${count(differences.length, 'difference')}: ${counts
    .filter(([number]) => number > 0)
    .map(([number, kind]) => `${number} ${kind}`)
    .join(', ')}.`;
}

function describe({ kind, code, from, fields }: Difference): string {
  const name = from === undefined ? `${kind} ${code}` : `${kind} ${from} to ${code}`;
  return fields.length === 0 ? name : `${name}: ${fields.map(describeField).join(', ')}`;
}

/** A short value is shown as it was and as it is; of a long one only its field is named. */
function describeField({ field, before, after }: FieldChange): string {
  const [old, now] = [before, after].map((value) => (value === undefined ? 'none' : JSON.stringify(value)));
  const both = `${field} ${old ?? ''} → ${now ?? ''}`;
  return both.length <= LONGEST
    ? both
    : before === undefined
      ? `${field} is new`
      : after === undefined
        ? `${field} is gone`
        : field;
}

const LONGEST = 60;

function describeInMarkdown(differences: readonly Difference[]): string {
  const groups = KINDS.map((kind) => [kind, differences.filter((each) => each.kind === kind)] as const);
  const sections = groups
    .filter(([, group]) => group.length > 0)
    .map(([kind, group]) =>
      [`### ${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`, '', ...group.map(describeItem)].join('\n'),
    );
  return [summarize(differences), ...sections].join('\n\n');
}

function describeItem({ code, from, fields }: Difference): string {
  const name = [...(from === undefined ? [] : [codeSpan(from)]), codeSpan(code)].join(' → ');
  return fields.length === 0
    ? `- ${name}`
    : `- ${name}: ${fields.map((each) => codeSpan(describeField(each))).join(', ')}`;
}
