import ts from 'typescript';

/** How a file is written. */
export interface Style {
  /** One step of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  readonly newline: '\n' | '\r\n';
}

/** Reads the style of a module or a JSON file from what stands in it. */
export function readStyle(source: ts.SourceFile): Style {
  const { text } = source;
  const steps = [...text.matchAll(/^([ \t]+)\S/gm)].flatMap(([, space = '']) =>
    space.startsWith('\t') ? '\t' : [space],
  );
  const spaces = steps.filter((step) => step !== '\t').sort((one, other) => one.length - other.length);
  // One space stands before the stars of a comment.
  const least = isJson(source) ? 1 : 2;
  const single = countQuotes(source, "'");
  return {
    indent: steps.includes('\t') ? '\t' : (spaces.find((step) => step.length >= least) ?? '  '),
    quote: single > 0 && single >= countQuotes(source, '"') ? "'" : '"',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

function countQuotes(source: ts.SourceFile, quote: string): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && source.text.startsWith(quote, node.getStart(source))) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count;
}

/** Text as a string literal of TypeScript between quotes of either kind. */
export function quoteText(text: string, quote: Style['quote']): string {
  const inside = JSON.stringify(text).slice(1, -1);
  return quote === '"' ? `"${inside}"` : `'${inside.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A file with a further item, and the line on which it begins. */
export interface Inserted {
  readonly text: string;
  readonly line: number;
}

/**
 * Puts an item behind the last one of an object or a list, and behind the comments that follow it. The item's own lines
 * are the only ones that change, but for the comma before it, and for a closing bracket that shared its line.
 */
export function insertItem(
  source: ts.SourceFile,
  owner: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression,
  item: readonly string[],
): Inserted {
  const { text } = source;
  const { indent, newline } = readStyle(source);
  const items: ts.NodeArray<ts.Node> = ts.isObjectLiteralExpression(owner) ? owner.properties : owner.elements;
  const last = items.at(-1);
  const close = owner.getEnd() - 1;
  const start = last?.getEnd() ?? owner.getStart(source) + 1;
  const rest = text.slice(start, close);
  const kept = rest.trimEnd();
  const comma = last === undefined || items.hasTrailingComma ? '' : ',';
  const outer = indentAt(text, owner.getStart(source));
  const first = items[0]?.getStart(source);
  const inner = first !== undefined && beginsLine(text, first) ? indentAt(text, first) : outer + indent;
  const gap = isSpaced(source, items) ? newline + newline : newline;
  const ending = !isJson(source) && comma === '' ? ',' : '';
  const lines = item.map((line) => (line === '' ? '' : inner + line)).join(newline) + ending;
  const after = rest.slice(kept.length);
  const before = text.slice(0, start) + comma + kept + gap;
  return {
    text: before + lines + (after.includes('\n') ? after : newline + outer) + text.slice(close),
    line: before.split('\n').length,
  };
}

/** Puts an item ahead of a property of an object, and of the comments above it; what stood on that line stays whole. */
export function insertBefore(
  source: ts.SourceFile,
  owner: ts.ObjectLiteralExpression,
  next: ts.ObjectLiteralElementLike,
  item: readonly string[],
): Inserted {
  const { text } = source;
  const { indent, newline } = readStyle(source);
  const [comment] = ts.getLeadingCommentRanges(text, next.getFullStart()) ?? [];
  const start = comment?.pos ?? next.getStart(source);
  const isOwnLine = beginsLine(text, start);
  const inner = indentAt(text, start) + (isOwnLine ? '' : indent);
  const before = isOwnLine
    ? text.slice(0, text.lastIndexOf('\n', start - 1) + 1)
    : text.slice(0, start).trimEnd() + newline;
  const lines = item.map((line) => (line === '' ? '' : inner + line)).join(newline);
  const gap = isSpaced(source, owner.properties) ? newline + newline : newline;
  return { text: `${before}${lines},${gap}${inner}${text.slice(start)}`, line: before.split('\n').length };
}

const isJson = ({ fileName }: ts.SourceFile): boolean => fileName.endsWith('.json');

function isSpaced(source: ts.SourceFile, items: ts.NodeArray<ts.Node>): boolean {
  const [previous, last] = [items.at(-2), items.at(-1)];
  return (
    previous !== undefined &&
    last !== undefined &&
    /\n\s*\n/.test(source.text.slice(previous.getEnd(), last.getStart(source)))
  );
}

function indentAt(text: string, position: number): string {
  const line = text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
}

function beginsLine(text: string, position: number): boolean {
  return text.slice(text.lastIndexOf('\n', position - 1) + 1, position).trim() === '';
}
