import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { CONTENT_FILES, listFiles } from '../content/load.ts';
import { nameOf, readSource } from '../content/source.ts';
import type { Misplaced } from '../core/define.ts';

/** Finds the author's line of a mistake: `content/registry/client.ts:42`; one without a code is in the given file. */
export type Locator = (mistake: Pick<Misplaced, 'code' | 'field'>, file?: string) => string | undefined;

/** Reads the files of a content folder, modules or JSON, for {@link Locator}. */
export async function createLocator(dir: string): Promise<Locator> {
  const modules = (await listFiles(join(dir, 'registry'), '.ts')).map((file) => `registry/${file}`);
  const [registry, site] = await Promise.all([
    readSources(dir, [...modules, CONTENT_FILES.registry[1]]),
    readSources(dir, CONTENT_FILES.site),
  ]);
  return ({ code, field }, file = '') => {
    const settings = [...registry, ...site].filter(({ fileName }) => fileName === join(dir, file));
    for (const source of code === undefined ? settings : registry) {
      const found = code === undefined ? findSettings(source) : findEntry(source, code);
      if (found === undefined) continue;
      const node = follow(found, field);
      // A value that is written elsewhere, as in `OTHER: other`, has its lines there.
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      return `${relative(process.cwd(), source.fileName)}:${line + 1}`;
    }
    return undefined;
  };
}

async function readSources(dir: string, files: readonly string[]): Promise<readonly ts.SourceFile[]> {
  const paths = files.map((file) => join(dir, file)).filter((path) => existsSync(path));
  return Promise.all(paths.map(async (path) => readSource(path, await readFile(path, 'utf8'))));
}

/** The object of the settings: the first that a module gives to a call or a declaration, or the whole of a JSON file. */
function findSettings(node: ts.Node): ts.Node | undefined {
  return ts.isObjectLiteralExpression(node) ? node : ts.forEachChild(node, findSettings);
}

/** Where an error is declared: the property of an `errors` object with its code as a name, or the item of a list with it. */
function findEntry(node: ts.Node, code: string): ts.Node | undefined {
  if (ts.isPropertyAssignment(node) && nameOf(node) === code && isInErrors(node)) return node;
  if (ts.isObjectLiteralExpression(node) && ts.isArrayLiteralExpression(node.parent) && isCoded(node, code))
    return node;
  return ts.forEachChild(node, (child) => findEntry(child, code));
}

/** Whether an object states this code. */
function isCoded(node: ts.ObjectLiteralExpression, code: string): boolean {
  const owner = node.parent.parent;
  if (!ts.isPropertyAssignment(owner) || nameOf(owner) !== 'errors') return false;
  const value = node.properties.find((property) => ts.isPropertyAssignment(property) && nameOf(property) === 'code');
  const text = value !== undefined && ts.isPropertyAssignment(value) ? value.initializer.getText() : '';
  return text === JSON.stringify(code) || text === code;
}

function isInErrors(node: ts.Node): boolean {
  const owner = node.parent.parent;
  return ts.isPropertyAssignment(owner) && nameOf(owner) === 'errors';
}

/** Goes down from an entry as far as the field leads; stops at the last node that is written out. */
function follow(node: ts.Node, field: readonly (string | number)[]): ts.Node {
  const [step, ...rest] = field;
  if (step === undefined) return node;
  const value = valueOf(node);
  const next = ts.isObjectLiteralExpression(value)
    ? value.properties.find((property) => ts.isPropertyAssignment(property) && nameOf(property) === String(step))
    : ts.isArrayLiteralExpression(value)
      ? value.elements[Number(step)]
      : undefined;
  return next === undefined ? node : follow(next, rest);
}

/** The expression behind a property: for `defineError({…})` its argument, for a name what a constant of the file says. */
function valueOf(node: ts.Node): ts.Node {
  const value = ts.isPropertyAssignment(node) ? node.initializer : node;
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) return valueOf(value.expression);
  if (ts.isCallExpression(value)) return valueOf(value.arguments[0] ?? value.expression);
  if (!ts.isIdentifier(value)) return value;
  const declared = findConstant(value.getSourceFile(), value.text);
  return declared === undefined ? value : valueOf(declared);
}

function findConstant(node: ts.Node, name: string): ts.Expression | undefined {
  if (ts.isVariableDeclaration(node) && node.name.getText() === name) return node.initializer;
  return ts.forEachChild(node, (child) => findConstant(child, name));
}
