import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { listFiles } from '../content/load.ts';
import type { Problem } from '../core/rules/rule.ts';

/** Finds the author's line of a problem: `content/registry/client.ts:42`. */
export async function createLocator(dir: string): Promise<(problem: Problem) => string | undefined> {
  const folder = join(dir, 'registry');
  const files = await listFiles(folder, '.ts');
  const sources = await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      return ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true);
    }),
  );
  return ({ code, field }) => {
    for (const source of sources) {
      const node = findEntry(source, code);
      if (node === undefined) continue;
      const { line } = source.getLineAndCharacterOfPosition(follow(node, field).getStart(source));
      return `${relative(process.cwd(), source.fileName)}:${line + 1}`;
    }
    return undefined;
  };
}

/** The property of an `errors` object whose name is the code. */
function findEntry(node: ts.Node, code: string): ts.Node | undefined {
  if (ts.isPropertyAssignment(node) && nameOf(node) === code && isInErrors(node)) return node;
  return ts.forEachChild(node, (child) => findEntry(child, code));
}

function isInErrors(node: ts.Node): boolean {
  const owner = node.parent.parent;
  return ts.isPropertyAssignment(owner) && nameOf(owner) === 'errors';
}

function nameOf(property: ts.PropertyAssignment): string {
  const { name } = property;
  if (ts.isComputedPropertyName(name)) return ts.isStringLiteralLike(name.expression) ? name.expression.text : '';
  return ts.isPrivateIdentifier(name) || ts.isIdentifier(name) ? String(name.escapedText) : name.text;
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

/** The expression behind a property; for `defineError({…})`, its argument. */
function valueOf(node: ts.Node): ts.Node {
  const value = ts.isPropertyAssignment(node) ? node.initializer : node;
  return ts.isCallExpression(value) ? (value.arguments[0] ?? value) : value;
}
