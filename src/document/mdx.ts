import { jsonLiteral } from '../core/literals.ts';
import { fenceTicks, longestRun, parseBlocks, parseMarkup, type Token } from '../core/markup.ts';
import { isSafeLink } from '../core/url.ts';

/** Writing MDX: the only place that escapes it. */

/** Text that MDX shows literally, whatever it holds; line breaks become spaces. */
export function text(value: string): string {
  return escapeStart(escapeInline(value.replaceAll(/\s+/g, ' ').trim()));
}

/** A line of MDX whose first text is taken for no heading, list, rule or import. */
export function escapeStart(line: string): string {
  return line.replace(/^(?:[#+=:-]|\d+(?=[.)]))/, numericReference).replace(/^(?:import|export)\b/, numericReference);
}

/** Text inside a line of MDX. */
export function escapeInline(value: string): string {
  return value.replaceAll(/[\\`*_{}[\]<>&|~$^]/g, '\\$&');
}

function numericReference(match: string): string {
  return `&#${match.charCodeAt(0)};${match.slice(1)}`;
}

/** An author's longer text: paragraphs and lists of {@link inline} sentences, and fenced code. */
export function blocks(value: string): string {
  return parseBlocks(value)
    .map((block) => {
      if ('code' in block) return fence(block.lang, block.code);
      return 'items' in block ? list(block.items.map(sentence), block) : sentence(block.paragraph);
    })
    .filter(Boolean)
    .join('\n\n');
}

/** A code span, safe for any content. */
export function codeSpan(value: string): string {
  const content = value.replaceAll(/\s+/g, ' ');
  const ticks = '`'.repeat(longestRun(content, '`') + 1);
  const pad = /^`|`$|^ .* $/.test(content) ? ' ' : '';
  return content.trim() === '' ? '' : ticks + pad + content + pad + ticks;
}

/** A link; the label is MDX, the destination may hold anything: one that is not safe leaves the label alone. */
export function link(label: string, href: string): string {
  return isSafeLink(href) ? `[${label}](${encodeDestination(href)})` : label;
}

/** The destination of a link as it stands between the parentheses. */
export function encodeDestination(href: string): string {
  return href.replaceAll(/[\s<>()\\{}[\]`|&"']/g, (character) => {
    if (character === '&') return '&amp;';
    return character < '\u0080' ? percentCode(character) : encodeURIComponent(character);
  });
}

/** An author's sentence, in the markup that {@link parseMarkup} reads. */
export function inline(value: string): string {
  return sentence(parseMarkup(value.replaceAll(/\s+/g, ' ').trim()));
}

/** The text at a place of a sentence of several pieces, with the spaces at its ends; `wrap` gets what is between them. */
export function inlinePart(value: string, place: number, wrap: (mdx: string) => string = (mdx) => mdx): string {
  // Only the first piece can be taken for a list or a heading.
  const write = (found: string): string => (place === 0 ? inline(found) : inline(`x${found}`).slice(1));
  return value.replace(/\S(?:.*\S)?/s, (found) => wrap(write(found)));
}

function sentence(tokens: readonly Token[]): string {
  return joinCode(tokens).reduce((mdx, token) => {
    if ('code' in token) return mdx + codeSpan(token.code);
    // An exclamation mark before a link would make it an image.
    if ('label' in token) return mdx.replace(/!$/, '\\!') + link(sentence(token.label), token.href);
    // Only what begins a line can be taken for a heading, a list or an import.
    return mdx === '' ? text(token.text) + (/\s$/.test(token.text) ? ' ' : '') : mdx + escapeInline(token.text);
  }, '');
}

/** The backticks of two code spans side by side would run together. */
function joinCode(tokens: readonly Token[]): readonly Token[] {
  return tokens.reduce<readonly Token[]>((joined, token) => {
    const last = joined.at(-1);
    if (last === undefined || !('code' in last) || !('code' in token)) return [...joined, token];
    return [...joined.slice(0, -1), { code: last.code + token.code }];
  }, []);
}

/** What stands beside a fenced block: its caption, and the numbers of the lines that decide (from 1). */
export interface FenceMeta {
  readonly title?: string;
  /** The name of the reader's own value that may take the block's place. */
  readonly fill?: string;
  readonly marked?: readonly number[];
  /** Whether it is short enough to stand beside the blocks that follow it. */
  readonly beside?: boolean;
}

/** A fenced block that no content can close. */
export function fence(
  lang: string,
  body: string,
  { title, fill, marked = [], beside = false }: FenceMeta = {},
): string {
  const ticks = fenceTicks(body);
  const info = [
    lang.replaceAll(/[^\w+#.-]/g, '') || 'text',
    ...(title === undefined ? [] : [`title="${encodeMeta(title)}"`]),
    ...(fill === undefined ? [] : [`fill="${encodeMeta(fill)}"`]),
    ...(marked.length === 0 ? [] : [`{${marked.join(',')}}`]),
    ...(beside ? ['beside'] : []),
  ];
  return `${ticks}${info.join(' ')}\n${body.replace(/\n+$/, '')}\n${ticks}`;
}

// What would end the value or the line, and what Markdown or the reader would take for more than itself.
const NOT_IN_META = /["`\\\u0000-\u001f\u007f]|&(?=[#\w])|%(?=[0-9A-F]{2})/g;

/** A fenced block that {@link fence} wrote, and what it wrote it from. */
export interface Fence {
  /** As it stands in the MDX. */
  readonly fence: string;
  readonly lang: string;
  readonly meta: string;
  readonly body: string;
}

/** Takes MDX apart into the fenced blocks that begin a line, and what is between them, whole lines each. */
export function splitFences(mdx: string): readonly (string | Fence)[] {
  const parts: (string | Fence)[] = [];
  let end = 0;
  for (const match of mdx.matchAll(FENCE)) {
    if (match.index > end) parts.push(mdx.slice(end, match.index - 1));
    const [fence, , lang = '', meta = '', body = ''] = match;
    parts.push({ fence, lang, meta, body });
    end = match.index + fence.length + 1;
  }
  return end < mdx.length ? [...parts, mdx.slice(end)] : parts;
}

const FENCE = /^(`{3,})([^\s`]*) ?([^\n`]*)\n(?:([^]*?)\n)?\1$/gm;

function encodeMeta(value: string): string {
  return value.replaceAll(NOT_IN_META, percentCode);
}

function percentCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function decodeMeta(value: string): string {
  return value.replaceAll(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Reads back what {@link fence} wrote after the language. */
export function parseFenceMeta(meta: string): FenceMeta {
  const found: { title?: string; fill?: string; marked?: readonly number[]; beside?: boolean } = {};
  for (const [, name, value = '', lines] of meta.matchAll(/(\w+)="([^"]*)"|\{([\d,\s]+)\}|\bbeside\b/g)) {
    if (name === 'title' || name === 'fill') found[name] = decodeMeta(value);
    else if (lines !== undefined) found.marked = lines.split(',').map(Number);
    else if (name === undefined) found.beside = true;
  }
  return found;
}

/**
 * A table: the words over its columns by key, and rows with a cell of MDX for each. Columns that are empty in every row
 * are left out.
 */
export function table<Key extends string>(
  columns: Readonly<Record<Key, string>>,
  rows: readonly Readonly<Partial<Record<Key, string>>>[],
): string {
  const kept = (Object.keys(columns) as Key[]).filter((key) => rows.some((row) => row[key]));
  const line = (cellOf: (key: Key) => string): string =>
    `| ${kept.map((key) => escapePipes(cellOf(key))).join(' | ')} |`;
  return [line((key) => columns[key]), line(() => '---'), ...rows.map((row) => line((key) => row[key] ?? ''))].join(
    '\n',
  );
}

/** A code span can hold a bare pipe, which would end its cell. */
function escapePipes(cell: string): string {
  return cell.replaceAll(/(?<!\\)\|/g, '\\|');
}

/** A list with one MDX item a line; `ordered` numbers it. */
export function list(items: readonly string[], { ordered = false } = {}): string {
  return items.map((item, index) => `${ordered ? `${index + 1}.` : '-'} ${item}`).join('\n');
}

/** YAML front matter; values are written as JSON, which YAML reads. */
export function frontMatter(fields: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${jsonLiteral(value)}`],
  );
  return ['---', ...lines, '---'].join('\n');
}
