import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { CONTENT_FILES, isFile } from '../content/load.ts';

/** The files in which a folder's registry and site are written, parsed; modules with all that they import by path. */
export interface SourceFiles {
  readonly dir: string;
  /** By absolute path. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
}

/**
 * Parses the modules or the JSON of a content folder, or the one file of another folder; what doesn't parse is there as far
 * as it goes.
 */
export async function readSourceFiles(
  dir: string,
  wanted: readonly string[] = Object.values(CONTENT_FILES).flat(),
): Promise<SourceFiles> {
  const files = new Map<string, ts.SourceFile>();
  const visit = async (path: string): Promise<void> => {
    if (files.has(path) || !isFile(path)) return;
    const text = await readFile(path, 'utf8');
    const isJson = path.endsWith('.json');
    // By the ending of its name it is parsed as JSON, and unlike `parseJsonText` this knows the parent of each node.
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    files.set(path, source);
    for (const next of isJson ? [] : importedPaths(source)) await visit(next);
  };
  for (const file of wanted) await visit(resolve(dir, file));
  return { dir, files };
}

function importedPaths(source: ts.SourceFile): readonly string[] {
  return source.statements.flatMap((statement) => {
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    return from !== undefined && ts.isStringLiteral(from) && from.text.startsWith('.')
      ? [resolve(dirname(source.fileName), from.text)]
      : [];
  });
}

/** The file of a content folder, by its path inside. */
export function sourceAt({ dir, files }: SourceFiles, file: string): ts.SourceFile | undefined {
  return files.get(resolve(join(dir, file)));
}

/** The expression behind names, spreads of one value, assertions and calls such as `defineError({…})`. */
export function resolveValue(sources: SourceFiles, node: ts.Node | undefined, depth = 0): ts.Node | undefined {
  // Declarations may lead in a circle.
  if (node === undefined || depth > MOST_STEPS) return undefined;
  const go = (next: ts.Node | undefined): ts.Node | undefined => resolveValue(sources, next, depth + 1);
  if (ts.isPropertyAssignment(node)) return go(node.initializer);
  if (ts.isShorthandPropertyAssignment(node)) return go(node.name);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return go(node.expression);
  if (ts.isNonNullExpression(node)) return go(node.expression);
  if (ts.isCallExpression(node)) return go(node.arguments[0]);
  if (ts.isIdentifier(node)) return go(findDeclared(sources, node.getSourceFile(), node.text, depth));
  if (ts.isPropertyAccessExpression(node)) return go(findMember(sources, go(node.expression), node.name.text));
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return go(findMember(sources, go(node.expression), node.argumentExpression.text));
  return node;
}

const MOST_STEPS = 50;

/** What a name stands for at the top of a module, or of the one that it is imported from. */
function findDeclared(sources: SourceFiles, source: ts.SourceFile, name: string, depth = 0): ts.Expression | undefined {
  if (depth > MOST_STEPS) return undefined;
  const declareIn = (from: ts.Expression | undefined, original: string): ts.Expression | undefined => {
    if (from === undefined || !ts.isStringLiteral(from)) return undefined;
    const next = sources.files.get(resolve(dirname(source.fileName), from.text));
    return next === undefined ? undefined : findDeclared(sources, next, original, depth + 1);
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find(
        (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
      );
      if (found !== undefined) return found.initializer;
    }
    if (ts.isExportAssignment(statement) && name === 'default') return statement.expression;
    if (ts.isImportDeclaration(statement)) {
      const { importClause, moduleSpecifier } = statement;
      if (importClause?.name?.text === name) return declareIn(moduleSpecifier, 'default');
      const bindings = importClause?.namedBindings;
      const found =
        bindings !== undefined && ts.isNamedImports(bindings)
          ? bindings.elements.find((element) => element.name.text === name)
          : undefined;
      if (found !== undefined) return declareIn(moduleSpecifier, (found.propertyName ?? found.name).text);
    }
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      const found = statement.exportClause.elements.find((element) => element.name.text === name);
      const original = found && (found.propertyName ?? found.name).text;
      if (original !== undefined && statement.moduleSpecifier) return declareIn(statement.moduleSpecifier, original);
      if (original !== undefined && original !== name) return findDeclared(sources, source, original, depth + 1);
    }
  }
  return undefined;
}

/** A property or an element, also behind a spread. The last one counts, as at run time. */
export function findMember(
  sources: SourceFiles,
  owner: ts.Node | undefined,
  step: string | number,
  depth = 0,
): ts.Node | undefined {
  if (owner === undefined || depth > MOST_STEPS) return undefined;
  if (ts.isArrayLiteralExpression(owner)) return listElements(sources, owner, depth)[Number(step)];
  if (!ts.isObjectLiteralExpression(owner)) return undefined;
  for (const property of owner.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      const found = findMember(sources, resolveValue(sources, property.expression, depth + 1), step, depth + 1);
      if (found !== undefined) return found;
    } else if (nameOf(property) === String(step)) return property;
  }
  return undefined;
}

function listElements(sources: SourceFiles, list: ts.ArrayLiteralExpression, depth: number): readonly ts.Node[] {
  return list.elements.flatMap((element): readonly ts.Node[] => {
    if (!ts.isSpreadElement(element) || depth > MOST_STEPS) return [element];
    const spread = resolveValue(sources, element.expression, depth + 1);
    return spread !== undefined && ts.isArrayLiteralExpression(spread)
      ? listElements(sources, spread, depth + 1)
      : [element];
  });
}

/** The name of a property as it is at run time; `undefined` where it is computed. */
export function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  if (name === undefined || ts.isPrivateIdentifier(name)) return undefined;
  if (ts.isComputedPropertyName(name))
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  return ts.isNumericLiteral(name) ? String(Number(name.text)) : name.text;
}

/** Where an author mends a node: its file inside the content folder, and its line, from 1. */
export function placeOf(node: ts.Node, { dir }: SourceFiles): { readonly file: string; readonly line: number } {
  const source = node.getSourceFile();
  return {
    file: relative(dir, source.fileName).replaceAll('\\', '/'),
    line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
  };
}

/** The value of a file: what a module exports under a name, or the whole of a JSON file. */
export function findRoot(sources: SourceFiles, source: ts.SourceFile, name: string): ts.Node | undefined {
  if (!source.fileName.endsWith('.json')) return findDeclared(sources, source, name);
  const [statement] = source.statements;
  return statement !== undefined && ts.isExpressionStatement(statement) ? statement.expression : undefined;
}

/** What the modules of the registry export as such. */
export function findRegistry(sources: SourceFiles): ts.Expression | undefined {
  const index = sourceAt(sources, CONTENT_FILES.registry[0]);
  return index && findDeclared(sources, index, 'registry');
}

/** The objects of the registry's categories, in their order, or what is in the place of one. */
export function findCategories(sources: SourceFiles): readonly ts.Node[] {
  const made = unwrap(findRegistry(sources));
  if (made === undefined || !ts.isCallExpression(made)) return [];
  return made.arguments.flatMap((argument): readonly ts.Node[] => {
    if (!ts.isSpreadElement(argument)) return [resolveValue(sources, argument) ?? argument];
    const list = resolveValue(sources, argument.expression);
    if (list === undefined || !ts.isArrayLiteralExpression(list)) return [argument];
    return listElements(sources, list, 0).map((element) => resolveValue(sources, element) ?? element);
  });
}

function unwrap(node: ts.Expression | undefined): ts.Expression | undefined {
  return node !== undefined && (ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    ? unwrap(node.expression)
    : node;
}
