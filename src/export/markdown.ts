import { fenceTicks, longestRun } from '../core/markup.ts';
import { codeSpan, encodeDestination, escapeInline, escapeStart, table } from '../document/mdx.ts';
import type { Code, Flow, Inline, PictureSource, Target } from './model.ts';

type Heading = Extract<Flow, { kind: 'heading' }>;
type Table = Extract<Flow, { kind: 'table' }>;
type Element = Extract<Flow, { kind: 'element' }>;
type Place = 'page' | 'inside';

/** How a host writes what Markdown has no one form for. Each gives Markdown of that host. */
export interface Dialect {
  /** What text needs besides the escapes of Markdown and MDX, which are in it already. */
  readonly text?: (escaped: string) => string;
  /** The same for a code span. */
  readonly codeSpan?: (span: string) => string;
  /** The destination of a link; nothing where the host has no such page. */
  readonly link: (target: Target) => string | undefined;
  /** The address of a picture. */
  readonly picture: (source: PictureSource) => string;
  /** A heading, whose words are written already. */
  readonly heading: (heading: Heading, words: string) => string;
  readonly code: (code: Code, place: Place) => string;
  readonly tabs: (codes: readonly Code[]) => string;
  /** A table, where the host has none as GitHub's Markdown has them. */
  readonly table?: (table: Table) => readonly Flow[];
  /** The attributes of an element as it stands in the host's files; nothing where it has no elements. */
  readonly element?: (name: string, attributes: Readonly<Record<string, string>>) => string;
  /** What opens at a click, where the host has a form of its own; its summary is written already. */
  readonly details?: (summary: string, inside: string) => string;
  /** Whether it compiles MDX. */
  readonly isMdx: boolean;
}

/** The pieces of a page as Markdown of a host. */
export function writeFlow(flow: readonly Flow[], dialect: Dialect, place: Place = 'page'): string {
  return flow
    .map((block, index) => writeBlock(block, dialect, place, isListAfterList(flow, index)))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Whether a list follows one of its kind, which then needs another marker to be a list of its own. */
function isListAfterList(flow: readonly Flow[], index: number): boolean {
  let alternate = false;
  for (let at = index; at > 0 && flow[at]?.kind === 'list' && flow[at - 1]?.kind === 'list'; at--)
    alternate = !alternate;
  return alternate;
}

function writeBlock(block: Flow, dialect: Dialect, place: Place, alternate: boolean): string {
  switch (block.kind) {
    case 'paragraph':
      return writeInline(block.inside, dialect);
    case 'heading':
      return dialect.heading(block, writeInline(block.inside, dialect));
    case 'list':
      return writeList(block, dialect, alternate);
    case 'quote':
      return writeFlow(block.inside, dialect, 'inside').replaceAll(/^/gm, '> ');
    case 'code':
      return dialect.code(block, place);
    case 'tabs':
      return place === 'page'
        ? dialect.tabs(block.codes)
        : block.codes.map((code) => dialect.code(code, place)).join('\n\n');
    case 'table':
      return dialect.table === undefined ? writeTable(block, dialect) : writeFlow(dialect.table(block), dialect, place);
    case 'rule':
      return '***';
    case 'element':
      return writeElement(block, dialect, place);
    case 'raw':
      return dialect.isMdx ? block.mdx : writeFlow(block.inside, dialect, place);
  }
}

function writeElement(block: Element, dialect: Dialect, place: Place): string {
  const { name, inside } = block;
  const [first, ...others] = inside;
  if (name === 'details' && dialect.details && first?.kind === 'element' && first.name === 'summary')
    return dialect.details(writeFlow(first.inside, dialect, 'inside'), writeFlow(others, dialect, 'inside'));
  const written = writeFlow(inside, dialect, place);
  const attributes = dialect.element?.(name, block.attributes);
  if (attributes === undefined) return written;
  if (written === '') return `<${name}${attributes} />`;
  // Only MDX reads Markdown on the line of a tag.
  const isLine = dialect.isMdx && first?.kind === 'paragraph' && others.length === 0;
  const gap = isLine ? '' : '\n\n';
  return `<${name}${attributes}>${gap}${written}${gap}</${name}>`;
}

function writeList({ start, items }: Extract<Flow, { kind: 'list' }>, dialect: Dialect, alternate: boolean): string {
  const texts = items.map((item, index) => {
    const marker = start === undefined ? (alternate ? '* ' : '- ') : `${start + index}${alternate ? ')' : '.'} `;
    const text = item
      .map((block, at) => writeBlock(block, dialect, 'inside', isListAfterList(item, at)))
      .filter(Boolean)
      .join(item.every(({ kind }) => kind === 'paragraph' || kind === 'list') && item.length <= 2 ? '\n' : '\n\n');
    return marker + text.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(marker.length)}`);
  });
  return texts.join('\n');
}

function writeTable({ head, rows }: Table, dialect: Dialect): string {
  const cells = (row: Table['head']): Readonly<Record<number, string>> =>
    Object.fromEntries(row.map((cell, index) => [index, writeInline(cell, dialect)]));
  return table<string>(cells(head), rows.map(cells));
}

/** A sentence as Markdown of a host. */
function writeInline(inside: readonly Inline[], dialect: Dialect): string {
  return escapeStart(writePieces(inside, dialect).trim());
}

function writePieces(inside: readonly Inline[], dialect: Dialect): string {
  return joinTexts(inside).reduce((written, piece) => {
    const next = writePiece(piece, dialect);
    // An exclamation mark before a link would make it an image.
    return (next.startsWith('[') ? written.replace(/!$/, '\\!') : written) + next;
  }, '');
}

function writePiece(piece: Inline, dialect: Dialect): string {
  switch (piece.kind) {
    case 'text': {
      // What begins with a colon is a directive in some hosts, and an emoji in others.
      const escaped = escapeInline(piece.text).replaceAll(/:(?=[\w:])/g, '\\:');
      return dialect.text?.(escaped) ?? escaped;
    }
    case 'code':
      return dialect.codeSpan?.(codeSpan(piece.text)) ?? codeSpan(piece.text);
    case 'strong':
      return wrap('**', piece.inside, dialect);
    case 'emphasis':
      return wrap('*', piece.inside, dialect);
    case 'deleted':
      return dialect.table === undefined ? wrap('~~', piece.inside, dialect) : writePieces(piece.inside, dialect);
    case 'link': {
      const destination = dialect.link(piece.target);
      const label = writePieces(piece.inside, dialect);
      return destination === undefined ? label : `[${label}](${encodeDestination(destination)})`;
    }
    case 'image':
      return `![${escapeInline(piece.alt)}](${encodeDestination(dialect.picture(piece.source))})`;
    case 'break':
      return '\\\n';
    case 'element': {
      const attributes = dialect.element?.(piece.name, piece.attributes);
      const words = writePieces(piece.inside, dialect);
      if (attributes === undefined) return words;
      return words === '' ? `<${piece.name}${attributes} />` : `<${piece.name}${attributes}>${words}</${piece.name}>`;
    }
    case 'raw':
      return dialect.isMdx ? piece.mdx : writePieces(piece.inside, dialect);
  }
}

function wrap(mark: string, inside: readonly Inline[], dialect: Dialect): string {
  const words = writePieces(inside, dialect);
  return words.trim() === '' ? words : mark + words + mark;
}

/** Texts side by side as one, so that what is special about characters side by side is seen. */
function joinTexts(inside: readonly Inline[]): readonly Inline[] {
  return inside.reduce<readonly Inline[]>((joined, piece) => {
    const last = joined.at(-1);
    if (last?.kind !== 'text' || piece.kind !== 'text') return [...joined, piece];
    return [...joined.slice(0, -1), { kind: 'text', text: last.text + piece.text }];
  }, []);
}

/** A fenced block that no content can close, behind an info string that is written already. */
export function fenced(info: string, body: string): string {
  const ticks = fenceTicks(body);
  return `${ticks}${info}\n${body}\n${ticks}`;
}

/** A caption for an info string, in quotes; what would end the quotes or the line is replaced by what looks like it. */
export function quotedTitle(title: string): string {
  const shown = title.replaceAll(/\s+/g, ' ').replaceAll('"', '”').replaceAll('`', '’');
  return `"${shown.replaceAll(/[\\&]/g, (sign) => (sign === '&' ? '&amp;' : '\\\\'))}"`;
}

/** Characters that no container around a text may take for its end: as many colons as it needs. */
export function containerColons(inside: string): string {
  return ':'.repeat(Math.max(3, longestRun(inside, ':') + 1));
}
