import type { HastNode } from 'satteri';

/**
 * What the readers of Markdown and HTML can take. Their work grows with the square of what belongs together, and their
 * trees are walked by recursion, so a text beyond these bounds is not read as markup.
 */
const LONGEST = 200_000;
const MOST_NODES = 50_000;
const MOST_WORK = 1e9;
const MOST_EXPANDED = 1e7;
const MOST_CELLS = 20_000;
const DEEPEST = 100;

/** Whether Markdown can be read in a time that grows with its length. */
export function isReadableMarkdown(source: string): boolean {
  if (source.length > LONGEST) return false;
  const blocks = source.split(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/);
  const brackets = count(source, /\[/g);
  let work = 0;
  let cells = 0;
  let definition = 0;
  for (const block of blocks) {
    work += block.length ** 2;
    // Every row of a table is filled up to the width of its head.
    const rows = block.split(/[\r\n]+/);
    const width = widthOf(rows);
    if (width > 0) cells += (width + 1) * rows.length;
    // A destination is repeated wherever its name is used.
    if (block.includes(']:')) definition = Math.max(definition, block.length);
  }
  return work <= MOST_WORK && cells <= MOST_CELLS && definition * brackets <= MOST_EXPANDED;
}

/** In a file, tables may have more cells than in a text of one error; each takes some kilobytes. */
const MOST_FILE_CELLS = 250_000;
const MOST_FILE_WORK = 1e10;

/** Why a file of Markdown can't be read in a time and a memory that grow with its length; `undefined` where it can. */
export function describeEffort(source: string): string | undefined {
  let line = 1;
  let work = 0;
  let cells = 0;
  let block: string[] = [];
  for (const [index, text] of [...source.split(/\r\n?|\n/), ''].entries()) {
    if (countMarks(text) > DEEPEST)
      return `Line ${index + 1}: its quotes and lists lie deeper than ${DEEPEST} levels; make it flatter.`;
    if (text.trim() !== '') {
      block.push(text);
      continue;
    }
    const [paragraph, table] = splitAtTable(block);
    work += paragraph.join('\n').length ** 2 + table.reduce((sum, row) => sum + row.length ** 2, 0);
    cells += (widthOf(table) + 1) * table.length;
    if (work > MOST_FILE_WORK || cells > MOST_FILE_CELLS)
      return `Line ${line}: its tables and paragraphs are too large to be read from here on; split it.`;
    block = [];
    line = index + 2;
  }
  return undefined;
}

/** The marks at the start of a line that open quotes and items, one within the other. */
function countMarks(line: string): number {
  const [start = ''] = /^[\s>*+\-\d.)]*/.exec(line) ?? [];
  return count(start, />|[-+*.)](?=\s)/g);
}

/** The lines of a block before its table and those of the table, whose second row is of dashes. */
function splitAtTable(block: readonly string[]): readonly [readonly string[], readonly string[]] {
  const dashes = block.findIndex((line) => /^[\s>|:-]+$/.test(line) && line.includes('-'));
  return dashes < 1 ? [block, []] : [block.slice(0, dashes - 1), block.slice(dashes - 1)];
}

/** The bars in the widest of the rows, to which the others are filled up. */
function widthOf(rows: readonly string[]): number {
  return rows.reduce((widest, row) => Math.max(widest, count(row, /\|/g)), 0);
}

// A tag that needs no end tag: it stays open only inside another that does.
const ENDLESS = new Set('br dd dt hr li p tbody td tfoot th thead tr'.split(' '));

/** Whether HTML can be read in a time that grows with its length. */
export function isReadableHtml(source: string): boolean {
  if (source.length > LONGEST) return false;
  const [, ...tags] = source.split('<');
  const open = new Map<string, number>();
  let work = 0;
  let depth = 0;
  for (const tag of tags) {
    // The attributes of a tag are compared with one another.
    work += (tag.lastIndexOf('>') < 0 ? tag.length : tag.lastIndexOf('>')) ** 2;
    const [, end, name = ''] = /^(\/?)([a-z]\w*)/i.exec(tag.slice(0, 20).toLowerCase()) ?? [];
    if (name === '' || ENDLESS.has(name)) continue;
    const before = open.get(name) ?? 0;
    const after = Math.max(0, end === '' ? before + 1 : before - 1);
    open.set(name, after);
    depth += after - before;
    if (depth > DEEPEST) return false;
  }
  return work <= MOST_WORK;
}

/** Whether a tree can be walked by recursion, and its lists be passed on as arguments. */
export function isWalkable(tree: HastNode): boolean {
  let level: readonly HastNode[] = [tree];
  let nodes = 0;
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((node) => ('children' in node ? (node.children as readonly HastNode[]) : []));
    if (level.length === 0) return true;
    nodes += level.length;
    if (nodes > MOST_NODES) return false;
  }
  return false;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
