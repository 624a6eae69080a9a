import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { listFiles } from '../content/load.ts';
import type { Registry } from '../core/define.ts';
import { checkRegistry } from '../core/rules/index.ts';
import type { Invocation } from './errors.ts';
import { Mistake, openContent } from './report.ts';

/** `new CODE`: adds an entry with blanks to the module of its category. */
export async function newError({ args, dir }: Invocation): Promise<void> {
  const { code, category, status } = parse(args);
  const { registry } = await openContent(dir);
  const name = chooseCategory(registry, category);
  const draft = { code, category: name, ...(status === undefined ? {} : { status }) };
  const own = checkRegistry({ ...registry, errors: [...registry.errors, draft] }).find(
    (problem) => problem.code === code,
  );
  if (registry.errors.some((error) => error.code === code))
    throw new Mistake(`${code} is a code of this registry already; edit its entry, or name another code.`);
  if (own !== undefined) throw new Mistake(`${JSON.stringify(code)} can't be added: ${own.message}`);
  const place = await findErrors(dir, name);
  const text = await formatModule(insertEntry(place, scaffold(code, status, place.source.text)), place.file);
  await writeFile(place.file, text);
  const line = text.slice(0, findKey(text, code)).split('\n').length;
  console.log(
    [
      `Added ${code} to ${relative(process.cwd(), place.file)}:${line}; fill in its blanks.`,
      '`npm run check` names those that are left; `npm run errors -- permalinks` then keeps its address.',
    ].join('\n'),
  );
}

function parse(args: readonly string[]): { code: string; category: string | undefined; status: number | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { category: { type: 'string' }, status: { type: 'string' } },
      allowPositionals: true,
    });
    const [code, ...more] = positionals;
    if (code === undefined || more.length > 0) throw new Error();
    return { code, category: values.category, status: values.status === undefined ? undefined : Number(values.status) };
  } catch {
    throw new Mistake('Name one code: `new CODE --category NAME --status 400`; the status may be left out.');
  }
}

function chooseCategory({ categories }: Registry, wanted: string | undefined): string {
  const names = categories.map(({ name }) => name);
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined && names.includes(name)) return name;
  const said = wanted === undefined ? 'The new code needs a category' : `${wanted} is none of the categories`;
  throw new Mistake(`${said}; name one with --category: ${names.join(', ')}.`);
}

/** The `errors` object of a category in its module. */
interface Place {
  readonly file: string;
  readonly source: ts.SourceFile;
  readonly errors: ts.ObjectLiteralExpression;
}

async function findErrors(dir: string, category: string): Promise<Place> {
  const folder = join(dir, 'registry');
  for (const name of await listFiles(folder, '.ts')) {
    const file = join(folder, name);
    const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const errors = findObject(source, category);
    if (errors !== undefined) return { file, source, errors };
  }
  throw new Mistake(`No module in ${folder} declares the category ${category}; add the entry by hand where it stands.`);
}

function findObject(node: ts.Node, category: string): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(node)) {
    const [name, errors] = ['name', 'errors'].map((key) => findValue(node, key));
    const isWanted = name !== undefined && ts.isStringLiteralLike(name) && name.text === category;
    if (isWanted && errors !== undefined && ts.isObjectLiteralExpression(errors)) return errors;
  }
  return ts.forEachChild(node, (child) => findObject(child, category));
}

function findValue(node: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  const property = node.properties.find((candidate) => candidate.name?.getText() === key);
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

function insertEntry({ source: { text }, errors }: Place, entry: string): string {
  const end = errors.getEnd() - 1;
  const last = errors.properties.at(-1);
  if (last === undefined) return `${text.slice(0, end)}${entry}${text.slice(end)}`;
  // After the comma, and after a comment on the same line, which belongs to the entry before.
  const rest = text.slice(last.getEnd(), end);
  const comma = errors.properties.hasTrailingComma ? '' : ',';
  return `${text.slice(0, last.getEnd())}${comma}${rest.trimEnd()}\n\n${entry}\n${text.slice(end)}`;
}

/** An entry whose texts are blank: the rules name each blank until it is filled. */
function scaffold(code: string, status: number | undefined, module: string): string {
  const fields = [
    "title: '',",
    ...(status === undefined ? [] : [`status: ${status},`]),
    "summary: '',",
    "scenario: '',",
    "message: '',",
    "steps: [''],",
    "causes: [{ cause: '', check: '', fix: '' }],",
    "retry: { when: 'once-fixed' }, // or never, or after-wait",
    "actor: 'caller', // or admin, or us",
    "userMessage: '',",
  ].join('\n');
  const [open, close] = /\bdefineError\b/.test(module) ? ['defineError({', '})'] : ['{', '}'];
  return `${keyOf(code)}: ${open}\n${fields}\n${close},`;
}

function keyOf(code: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(code) && code !== '__proto__') return code;
  // As a plain key this one would set the prototype.
  return code === '__proto__' ? "['__proto__']" : JSON.stringify(code);
}

/** Where the key of the new entry stands in a formatted module, which may have other quotes around it. */
function findKey(text: string, code: string): number {
  const places = [`${code}: `, `${JSON.stringify(code).slice(1, -1)}": `, `'${code}': `, `['${code}']: `].map((key) =>
    text.indexOf(key),
  );
  return Math.max(0, ...places);
}

async function formatModule(text: string, file: string): Promise<string> {
  const style = await resolveConfig(import.meta.filename);
  return format(text, { ...style, filepath: file });
}
