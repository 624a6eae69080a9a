import ts from 'typescript';
import { plainComments } from './comments.ts';
import { constant, type Constant } from './constant.ts';
import { statusNamed } from './statuses.ts';

/**
 * TypeScript and JavaScript: enums, objects that are `as const` or frozen, unions of literals, and constants that a module
 * exports.
 */
export function readTypeScript(text: string): readonly Constant[] {
  // With this ending, what stands in angle brackets is an element rather than a type; of constants both say the same.
  const source = ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement): readonly Constant[] => {
    if (ts.isEnumDeclaration(statement)) return readEnum(statement);
    if (ts.isTypeAliasDeclaration(statement)) return readUnion(statement);
    return ts.isVariableStatement(statement) ? readVariables(statement) : [];
  });
}

function readEnum(declaration: ts.EnumDeclaration): readonly Constant[] {
  let next: number | undefined = 0;
  return declaration.members.map((member) => {
    const own = member.initializer === undefined ? next : literalOf(member.initializer);
    next = typeof own === 'number' ? own + 1 : undefined;
    return describe(member, { name: nameOf(member.name), value: own, group: declaration.name.text });
  });
}

function readUnion({ name, type }: ts.TypeAliasDeclaration): readonly Constant[] {
  if (!ts.isUnionTypeNode(type)) return [];
  const members = type.types.map((member) => ({
    member,
    value: ts.isLiteralTypeNode(member) ? literalOf(member.literal as ts.Expression) : undefined,
  }));
  // A union with other types in it lists no codes.
  if (members.some(({ value }) => value === undefined)) return [];
  return members.map(({ member, value }) => describe(member, { name: String(value), value, group: name.text }));
}

function readVariables(statement: ts.VariableStatement): readonly Constant[] {
  const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isConstant) return [];
  return statement.declarationList.declarations.flatMap((declaration): readonly Constant[] => {
    const { name, initializer } = declaration;
    if (!ts.isIdentifier(name) || initializer === undefined) return [];
    const object = objectOf(initializer, isExported || /err|code|fault|problem/i.test(name.text));
    if (object !== undefined) return readObject(object, name.text);
    const value = isExported ? literalOf(plain(initializer)) : undefined;
    return value === undefined ? [] : [describe(statement, { name: name.text, value })];
  });
}

/** An object that is constant: by `as const`, by `Object.freeze`, or by its name alone. */
function objectOf(node: ts.Expression, isNamed: boolean): ts.ObjectLiteralExpression | undefined {
  const inner = plain(node);
  if (ts.isObjectLiteralExpression(inner)) return isNamed || isConst(node) ? inner : undefined;
  const [argument] = ts.isCallExpression(inner) && /\bfreeze$/.test(inner.expression.getText()) ? inner.arguments : [];
  return argument === undefined ? undefined : objectOf(argument, true);
}

function isConst(node: ts.Expression): boolean {
  if (ts.isAsExpression(node) && node.type.getText() === 'const') return true;
  return isWrapped(node) && isConst(node.expression);
}

const isWrapped = (node: ts.Node): node is ts.AsExpression | ts.SatisfiesExpression | ts.ParenthesizedExpression =>
  ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node);

const plain = (node: ts.Expression): ts.Expression => (isWrapped(node) ? plain(node.expression) : node);

/** The members of an object that are literals, or objects with literals in them. */
function readObject(object: ts.ObjectLiteralExpression, group: string): readonly Constant[] {
  return object.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property)) return [];
    const inner = plain(property.initializer);
    const [value, fields] = [
      literalOf(inner) ?? calledWith(inner),
      ts.isObjectLiteralExpression(inner) ? readFields(inner) : {},
    ];
    if (value === undefined && Object.keys(fields).length === 0) return [];
    return [describe(property, { name: nameOf(property.name), value, fields, group })];
  });
}

/** The code that a factory of errors is given in the first place: `createError('NOT_FOUND', …)`. */
function calledWith(node: ts.Expression): string | undefined {
  const isMade = (ts.isCallExpression(node) || ts.isNewExpression(node)) && /err/i.test(node.expression.getText());
  const value = isMade && node.arguments?.[0] !== undefined ? literalOf(node.arguments[0]) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function readFields(object: ts.ObjectLiteralExpression): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    object.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property)) return [];
      const inner = plain(property.initializer);
      const stated = literalOf(inner) ?? statusNamed(inner.getText());
      return stated === undefined ? [] : [[nameOf(property.name), stated] as const];
    }),
  );
}

const nameOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : name.getText();

function literalOf(node: ts.Expression): string | number | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number.isSafeInteger(Number(node.text)) ? Number(node.text) : undefined;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = literalOf(node.operand);
    return typeof value === 'number' ? -value : undefined;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [one, other] = [literalOf(plain(node.left)), literalOf(plain(node.right))];
    return typeof one === 'string' && typeof other === 'string' ? one + other : undefined;
  }
  return undefined;
}

function describe(node: ts.Node, known: Omit<Parameters<typeof constant>[0], 'comment' | 'line'>): Constant {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return constant({ ...known, comment: commentOf(node, source.text), line: line + 1 });
}

/** The comments above a node that no blank line parts from it, else the one behind it on its line. */
function commentOf(node: ts.Node, text: string): string | undefined {
  const kept: string[] = [];
  let next = node.getStart();
  for (const { pos, end } of commentsAbove(node, text).toReversed()) {
    if (/\n\s*\n/.test(text.slice(end, next))) break;
    kept.unshift(text.slice(pos, end));
    next = pos;
  }
  const end = text[node.end] === ',' || text[node.end] === ';' ? node.end + 1 : node.end;
  const behind = (ts.getTrailingCommentRanges(text, end) ?? []).map(({ pos, end: last }) => text.slice(pos, last));
  return plainComments(kept) ?? plainComments(behind.slice(0, 1));
}

/** Of a member of a union those before its bar are its own as well. */
function commentsAbove(node: ts.Node, text: string): readonly ts.CommentRange[] {
  const own = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  if (!ts.isUnionTypeNode(node.parent)) return own;
  const { types } = node.parent;
  const before = types[types.indexOf(node as ts.TypeNode) - 1]?.end ?? node.parent.pos;
  return [...(ts.getLeadingCommentRanges(text, before) ?? []), ...own];
}
