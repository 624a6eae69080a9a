import { createRequire } from 'node:module';
import treeSitter from '@vscode/tree-sitter-wasm';
import type { Language, Node, Parser } from '@vscode/tree-sitter-wasm';
import { plainComments } from './comments.ts';
import { statusNamed } from './statuses.ts';

export type { Node } from '@vscode/tree-sitter-wasm';

/** The languages whose grammars are read, as the package names them. */
export type Grammar = 'java' | 'c-sharp' | 'go' | 'python';

const find = createRequire(import.meta.url);
const languages = new Map<Grammar, Promise<Language>>();
let started: Promise<Parser> | undefined;

/** Parses a text and hands its tree on, which is gone afterwards. */
export async function withTree<Result>(grammar: Grammar, text: string, read: (root: Node) => Result): Promise<Result> {
  started ??= treeSitter.Parser.init().then(() => new treeSitter.Parser());
  const parser = await started;
  const loading =
    languages.get(grammar) ??
    treeSitter.Language.load(find.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`));
  languages.set(grammar, loading);
  const language = await loading;
  // Two files may be read at a time, in two languages.
  parser.setLanguage(language);
  const tree = parser.parse(text);
  if (tree === null) throw new Error(`tree-sitter gave no tree for ${grammar}`);
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** The nodes below one that have one of the types, in the order of the text. */
export const nodesOf = (node: Node, ...types: readonly string[]): readonly Node[] =>
  node.descendantsOfType([...types]).filter((each) => each !== null);

/** The named nodes within one, comments left out. */
export const partsOf = (node: Node | null | undefined): readonly Node[] =>
  (node?.namedChildren ?? []).filter((each): each is Node => each !== null && !isComment(each));

/** What a field of a node holds. */
export const partAt = (node: Node, field: string): Node | undefined => node.childForFieldName(field) ?? undefined;

/** The line of a node, from 1. */
export const lineOf = (node: Node): number => node.startPosition.row + 1;

const isComment = ({ type }: Node): boolean => type.endsWith('comment');

/** The comment of a node: what stands directly above it, else behind it on its line. */
export function commentOf(node: Node): string | undefined {
  return plainComments(commentsAbove(node)) ?? plainComments(commentBehind(node));
}

function commentsAbove(node: Node): readonly string[] {
  const texts: string[] = [];
  let { row } = node.startPosition;
  for (let one = node.previousSibling; one !== null && isComment(one); one = one.previousSibling) {
    if (endRow(one) < row - 1) break;
    const before = one.previousSibling;
    const isBehind =
      before !== null &&
      !isComment(before) &&
      before.text !== '{' &&
      before.text !== '(' &&
      endRow(before) === one.startPosition.row;
    if (isBehind && endRow(one) !== row) break;
    texts.unshift(one.text);
    ({ row } = one.startPosition);
  }
  return texts;
}

function commentBehind(node: Node): readonly string[] {
  for (let one = node.nextSibling; one !== null && one.startPosition.row === endRow(node); one = one.nextSibling)
    if (isComment(one)) return [one.text];
    else if (one.isNamed) break;
  return [];
}

/** Some grammars count the end of the line to a comment. */
const endRow = ({ endPosition, startPosition }: Node): number =>
  endPosition.column === 0 && endPosition.row > startPosition.row ? endPosition.row - 1 : endPosition.row;

/** The text or the whole number that a literal writes, sums of texts included; `undefined` for anything else. */
export function literalOf(node: Node | null | undefined): string | number | undefined {
  if (!node) return undefined;
  const { type, text } = node;
  if (/integer_literal$|^int_literal$|^integer$/.test(type)) return integerOf(text);
  if (type === 'unary_expression' || type === 'unary_operator' || type === 'prefix_unary_expression') {
    const value = literalOf(partsOf(node).at(-1));
    return typeof value === 'number' && text.startsWith('-') ? -value : undefined;
  }
  if (type === 'parenthesized_expression' || type === 'literal_element') return literalOf(partsOf(node)[0]);
  if (type === 'binary_expression' || type === 'binary_operator' || type === 'concatenated_string') {
    const parts = partsOf(node).map(literalOf);
    const isSum = type === 'concatenated_string' || node.children.some((part) => part?.type === '+');
    return isSum && parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
  }
  return /string/.test(type) ? textOf(node) : undefined;
}

/** A literal, or the number of a status that a name of the language's library stands for. */
export const statedBy = (node: Node | null | undefined): string | number | undefined =>
  literalOf(node) ?? (node ? statusNamed(node.text) : undefined);

/** The whole number that languages write as `1_000`, `0x1F` or `5L`. */
function integerOf(text: string): number | undefined {
  const digits = text.replaceAll('_', '').replace(/(?<=[\da-f])(?:[uUlL]+)$/, '');
  const value = Number(/^0\d+$/.test(digits) ? `0o${digits}` : digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The text of a literal, its escapes read; `undefined` for one with expressions inside. */
function textOf(node: Node): string | undefined {
  if (nodesOf(node, 'interpolation').length > 0) return undefined;
  const [, prefix = '', inner = ''] =
    /^([A-Za-z@$]*)(?:"""|'''|["'`])(.*?)(?:"""|'''|["'`])(?:u8)?$/s.exec(node.text) ?? [];
  if (node.text.startsWith('`') || /^(?:@|r|R|[bB][rR])$/.test(prefix)) return inner;
  if (/[$fF]/.test(prefix)) return undefined;
  const isBlock = /^[A-Za-z]*(?:"""|''')/.test(node.text);
  return unescape(
    isBlock
      ? inner
          .replace(/^\s*\n/, '')
          .replaceAll(/^[ \t]+/gm, '')
          .trimEnd()
      : inner,
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0', '\n': '' };

function unescape(text: string): string {
  return text.replaceAll(/\\(?:u\{?([\da-fA-F]{4,6})\}?|x([\da-fA-F]{2})|(.))/gs, (_, unicode, byte, one: string) => {
    const digits = (unicode ?? byte) as string | undefined;
    return digits === undefined ? (ESCAPES[one] ?? one) : String.fromCodePoint(Number.parseInt(digits, 16));
  });
}
