import { markdownToHast, type HastNode } from 'satteri';
import { describeEffort } from './effort.ts';
import { isCodeColumn, type Mapping } from './mapping.ts';
import { nameColumns, readRows, type Row } from './read-rows.ts';
import type { Reader } from './reader.ts';
import { SourceProblem } from './source.ts';

/** Markdown: each table with a column of codes lists errors, and any other text none. */
export const markdownReader: Reader = {
  name: 'Markdown',
  kind: 'markdown',
  endings: ['.md', '.markdown'],
  read: (text, { mapping }) => ({ source: readRows(listRows(text, mapping), mapping) }),
};

function listRows(text: string, mapping: Mapping): readonly Row[] {
  const effort = describeEffort(text);
  if (effort !== undefined) throw new SourceProblem(effort);
  const root = markdownToHast(text, { features: { gfm: { footnotes: false }, frontmatter: true } });
  const isCode = (header: string): boolean => isCodeColumn(header, mapping);
  const tables = elementsOf(root, 'table').map((table) => elementsOf(table, 'tr'));
  const tablesOfErrors = tables.filter(([header]) => header !== undefined && textsOf(header, 'th').some(isCode));
  if (tablesOfErrors.length === 0)
    throw new SourceProblem('It has no table with a column of codes; name one Code, or say which it is: --map code=….');
  return tablesOfErrors.flatMap(([header, ...rows]) => {
    const columns = header === undefined ? [] : nameColumns(textsOf(header, 'th'));
    return rows.map((row) => ({
      place: `line ${row.position?.start.line ?? ''}`,
      cells: Object.fromEntries(textsOf(row, 'td').map((cell, index) => [columns[index] ?? '', cell])),
    }));
  });
}

type Element = Extract<HastNode, { type: 'element' }>;

const elementsOf = (root: HastNode, tag: string): readonly Element[] =>
  [...walk(root)].filter((node): node is Element => node.type === 'element' && node.tagName === tag);

const textsOf = (row: HastNode, tag: string): readonly string[] =>
  elementsOf(row, tag).map((cell) => [...walk(cell)].map(ownText).join('').trim());

function ownText(node: HastNode): string {
  if (node.type === 'raw') return /^<br\s*\/?>$/i.test(node.value) ? '\n' : node.value;
  if (node.type === 'element') return node.tagName === 'br' ? '\n' : '';
  return node.type === 'text' ? node.value : '';
}

/** A node and all below it, in the order of the text; however deep they lie. */
function* walk(root: HastNode): Generator<HastNode> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    if ('children' in node) for (const child of node.children.toReversed()) waiting.push(child);
  }
}
