import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { nameOf } from '../check/source-files.ts';
import { command } from '../content/command.ts';
import { originOf } from '../content/include.ts';
import { findContentFile, listFiles, type Content } from '../content/load.ts';
import { saveReservations } from '../content/reservations.ts';
import { describeClaim } from '../core/claims.ts';
import type { ErrorEntry, Registry } from '../core/define.ts';
import { isWholeNumber } from '../core/key-order.ts';
import { removeReservation } from '../core/reservations.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { allocate, type Wish } from './allocate.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { insertBefore, insertItem, quoteText, readStyle, type Inserted, type Style } from './insert.ts';
import { Mistake } from '../core/mistake.ts';
import { openContent } from './report.ts';

export const options = {
  team: { type: 'string', value: 'NAME', about: 'the team whose code it is; without a code, its next free number' },
  category: { type: 'string', value: 'NAME', about: 'the category of the error; needed where there are several' },
  status: { type: 'string', value: 'N', about: 'its HTTP status' },
} as const satisfies VerbOptions;

/** `new CODE`: adds an entry with blanks to the module of its category, or to the registry's JSON. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { category, status, ...wish } = parse(args);
  const content = await openContent(dir);
  const { registry } = content;
  refuseIncluded(category, content);
  const { code, team, claim, reserved } = await allocate(wish, content);
  const name = chooseCategory(content.own, category);
  const draft = { code, category: name, ...(status === undefined ? {} : { status }) };
  const own = checkRegistry({ ...registry, errors: [...registry.errors, draft] }).find(
    (problem) => problem.code === code,
  );
  if (registry.errors.some((error) => error.code === code))
    throw new Mistake(`${code} is a code of this registry already; edit its entry, or name another code.`);
  if (own !== undefined) throw new Mistake(`${JSON.stringify(code)} can't be added: ${own.message}`);
  const taken = claim?.reservation;
  if (claim !== undefined && taken !== undefined && taken.team !== team)
    throw new Mistake(`${code} ${describeClaim(claim)}; name another code, or --team ${taken.team} where it is yours.`);
  const file = findContentFile(dir, 'registry');
  const added = file.endsWith('.json')
    ? await addToJson(join(dir, file), draft)
    : addToModule(await findErrors(dir, name), code, status);
  await writeFile(added.file, added.text);
  if (taken !== undefined) await saveReservations(dir, removeReservation(reserved, taken));
  console.log(
    [
      `Added ${code} to ${relative(process.cwd(), added.file)}:${added.line}; fill in its blanks.`,
      `\`${command('check')}\` names those that are left; \`${command('permalinks')}\` then keeps its address.`,
      ...(taken === undefined ? [] : [`The reservation of ${taken.team} for "${taken.what}" is taken up.`]),
    ].join('\n'),
  );
}

interface Asked extends Wish {
  readonly category: string | undefined;
  readonly status: number | undefined;
}

function parse(args: readonly string[]): Asked {
  const sentence =
    'Name one code: `new CODE --category NAME --status 400`; the status may be left out, and the code where --team NAME has a range of numbers.';
  const { values, positionals } = readArguments(args, options, sentence);
  const [code, ...more] = positionals;
  const { team } = values;
  if ((code === undefined && team === undefined) || more.length > 0) throw new Mistake(sentence);
  return {
    code,
    team,
    category: values.category,
    status: values.status === undefined ? undefined : Number(values.status),
  };
}

/** Throws a {@link Mistake} for a category that another registry declares: its errors are added there. */
function refuseIncluded(
  category: string | undefined,
  { registry, origins, dir }: Pick<Content, 'registry' | 'origins' | 'dir'>,
): void {
  const [error] = registry.errors.filter((each) => each.category === category);
  const origin = error && originOf(origins, error);
  if (origin === undefined) return;
  const path = relative(process.cwd(), origin.path);
  throw new Mistake(
    `${category ?? ''} is a category of ${path}, which ${relative(process.cwd(), dir) || 'this folder'} includes; add the code there.`,
  );
}

function chooseCategory({ categories }: Registry, wanted: string | undefined): string {
  const names = categories.map(({ name }) => name);
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined && names.includes(name)) return name;
  const said = wanted === undefined ? 'The new code needs a category' : `${wanted} is none of the categories`;
  throw new Mistake(
    `${said}; name one with --category: ${names.join(', ')}, or declare another one where those stand, without errors at first.`,
  );
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
  return property !== undefined && ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
}

/** An expression without what only the compiler reads: `{…} as const`. */
function unwrap(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
    ? unwrap(node.expression)
    : node;
}

interface Added extends Inserted {
  readonly file: string;
}

function addToModule({ file, source, errors }: Place, code: string, status: number | undefined): Added {
  const entry = scaffold(code, status, source);
  const next = isWholeNumber(code) ? errors.properties.find((property) => !isAhead(property, Number(code))) : undefined;
  return {
    file,
    ...(next === undefined ? insertItem(source, errors, entry) : insertBefore(source, errors, next, entry)),
  };
}

/** Whether a property keeps its place ahead of a whole number: whole numbers are listed first, in ascending order. */
function isAhead(property: ts.ObjectLiteralElementLike, code: number): boolean {
  const name = nameOf(property);
  return name !== undefined && isWholeNumber(name) && Number(name) < code;
}

/** An entry whose texts are blank: the rules name each blank until it is filled. */
function scaffold(code: string, status: number | undefined, source: ts.SourceFile): readonly string[] {
  const { indent, quote } = readStyle(source);
  const write = (text: string): string => quoteText(text, quote);
  const [blank, once, caller] = ['', BLANK.retry.when, BLANK.actor].map(write);
  const fields = [
    `title: ${blank},`,
    ...(status === undefined ? [] : [`status: ${status},`]),
    `summary: ${blank},`,
    `scenario: ${blank},`,
    `message: ${blank},`,
    `steps: [${blank}],`,
    `causes: [{ cause: ${blank}, check: ${blank}, fix: ${blank} }],`,
    `retry: { when: ${once} }, // or never, or after-wait`,
    `actor: ${caller}, // or admin, or us`,
    `userMessage: ${blank},`,
  ];
  const [open, close] = /\bdefineError\b/.test(source.text) ? ['defineError({', '})'] : ['{', '}'];
  return [`${keyOf(code, quote)}: ${open}`, ...fields.map((field) => indent + field), close];
}

function keyOf(code: string, quote: Style['quote']): string {
  if (/^[A-Za-z_$][\w$]*$/.test(code) && code !== '__proto__') return code;
  // As a plain key this one would set the prototype.
  return code === '__proto__' ? `[${quoteText(code, quote)}]` : quoteText(code, quote);
}

const BLANK = {
  title: '',
  summary: '',
  scenario: '',
  message: '',
  steps: [''],
  causes: [{ cause: '', check: '', fix: '' }],
  retry: { when: 'once-fixed' },
  actor: 'caller',
  userMessage: '',
} as const satisfies ErrorEntry;

interface Draft {
  readonly code: string;
  readonly category: string;
  readonly status?: number;
}

async function addToJson(file: string, { code, category, status }: Draft): Promise<Added> {
  const source = ts.parseJsonText(file, await readFile(file, 'utf8'));
  const [statement] = source.statements;
  const errors =
    statement !== undefined && ts.isObjectLiteralExpression(statement.expression)
      ? statement.expression.properties.find((property) => property.name?.getText(source).slice(1, -1) === 'errors')
      : undefined;
  const list = errors !== undefined && ts.isPropertyAssignment(errors) ? errors.initializer : undefined;
  if (list === undefined || !ts.isArrayLiteralExpression(list))
    throw new Mistake(`${file} has no list of errors; add the entry by hand.`);
  const { title, ...others } = BLANK;
  const entry = { code, category, title, ...(status === undefined ? {} : { status }), ...others };
  const lines = JSON.stringify(entry, null, readStyle(source).indent).split('\n');
  return { file, ...insertItem(source, list, lines) };
}
