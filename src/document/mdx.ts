import { isSafeLink } from '../core/url.ts';

/** Writing MDX: the only place that escapes it. */

/** Text that MDX shows literally, whatever it holds; line breaks become spaces. */
export function text(value: string): string {
  return escapeInline(value.replaceAll(/\s+/g, ' ').trim())
    .replace(/^(?:[#+=:-]|\d+(?=[.)]))/, numericReference)
    .replace(/^(?:import|export)\b/, numericReference);
}

function escapeInline(value: string): string {
  return value.replaceAll(/[\\`*_{}[\]<>&|~$^]/g, '\\$&');
}

function numericReference(match: string): string {
  return `&#${match.charCodeAt(0)};${match.slice(1)}`;
}

const ITEM = /^(?:-|\d+\.) +/;

/** An author's longer text: paragraphs and lists of {@link inline} sentences, parted by blank lines, and fenced code. */
export function blocks(value: string): string {
  const found: string[] = [];
  let open: string[] = [];
  let ticks: string | undefined;
  const close = (): void => {
    if (open.length > 0) found.push(ticks === undefined ? listOrParagraph(open) : readFence(open));
    open = [];
    ticks = undefined;
  };
  for (const line of value.split('\n')) {
    const fenceTicks = /^(`{3,})[^`]*$/.exec(line)?.[1];
    if (ticks !== undefined) {
      if (line.trimEnd() === ticks) close();
      else open.push(line);
    } else if (fenceTicks !== undefined) {
      close();
      ticks = fenceTicks;
      open = [line];
    } else if (line.trim() === '') close();
    else open.push(line.trim());
  }
  close();
  return found.filter(Boolean).join('\n\n');
}

function readFence([head = '', ...body]: readonly string[]): string {
  return fence(head.replace(/^`+/, '').trim(), body.join('\n'));
}

function listOrParagraph(lines: readonly string[]): string {
  const items = lines.filter((line) => ITEM.test(line));
  if (items.length < lines.length) return inline(lines.join('\n').replaceAll(/^\\(?=(?:-|\d+\.) )/gm, ''));
  return list(
    items.map((item) => inline(item.replace(ITEM, ''))),
    { ordered: !items[0]?.startsWith('-') },
  );
}

/** Any longer text as one that {@link blocks} shows literally, paragraph by paragraph. */
export function literalBlocks(value: string): string {
  return literal(value)
    .replaceAll(/^`{3,}/gm, (ticks) => ticks.replaceAll('`', '\\`'))
    .replaceAll(/^[ \t]*(?=(?:-|\d+\.) )/gm, '\\');
}

/** A code span, safe for any content. */
export function codeSpan(value: string): string {
  const content = value.replaceAll(/\s+/g, ' ');
  const ticks = '`'.repeat(longestRun(content, '`') + 1);
  const pad = /^`|`$|^ .* $/.test(content) ? ' ' : '';
  return content.trim() === '' ? '' : ticks + pad + content + pad + ticks;
}

/** A link; the destination may hold anything, the label is MDX. */
export function link(label: string, href: string): string {
  return `[${label}](${encodeDestination(href)})`;
}

function encodeDestination(href: string): string {
  return href.replaceAll(/[\s<>()\\{}[\]`|&"']/g, (character) => {
    return character === '&' ? '&amp;' : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

const INLINE = /\\([`[])|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g;

/** Whether an author's sentence holds any markup. */
export function hasMarkup(value: string): boolean {
  return value.search(INLINE) >= 0;
}

/** Any text as an author's sentence that shows it literally. */
export function literal(value: string): string {
  return hasMarkup(value) ? escapeMarkup(value) : value;
}

/** A piece of text for a place between markup. */
export function escapeMarkup(value: string): string {
  return value.replaceAll(/[`[]/g, '\\$&');
}

/**
 * An author's sentence: `code` and safe [links](/path/) are markup; everything else is literal, and so is a backtick or
 * a bracket behind a backslash.
 */
export function inline(value: string): string {
  const source = value.replaceAll(/\s+/g, ' ').trim();
  let mdx = '';
  let end = 0;
  const append = (plain: string): void => {
    mdx += mdx === '' ? text(plain) + (/\s$/.test(plain) ? ' ' : '') : escapeInline(plain);
  };
  for (const match of source.matchAll(INLINE)) {
    append(source.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, escaped, code, label, href] = match;
    if (code !== undefined) mdx += codeSpan(code);
    else if (label !== undefined && href !== undefined && isSafeLink(href)) mdx += link(inline(label), href);
    else append(escaped ?? whole);
  }
  append(source.slice(end));
  return mdx;
}

/** The text at a place of a sentence of several pieces, with the spaces at its ends; `wrap` gets what is between them. */
export function inlinePart(value: string, place: number, wrap: (mdx: string) => string = (mdx) => mdx): string {
  // Only the first piece can be taken for a list or a heading.
  const write = (found: string): string => (place === 0 ? inline(found) : inline(`x${found}`).slice(1));
  return value.replace(/\S(?:.*\S)?/s, (found) => wrap(write(found)));
}

/** An author's sentence without its markup: code and links keep their words. */
export function plainText(value: string): string {
  return value.replaceAll(
    INLINE,
    (_, escaped?: string, code?: string, label?: string) =>
      escaped ?? code ?? (label === undefined ? '' : plainText(label)),
  );
}

/** What stands beside a fenced block: its caption, and the numbers of the lines that decide (from 1). */
export interface FenceMeta {
  readonly title?: string;
  /** The name of the reader's own value that may take the block's place. */
  readonly fill?: string;
  readonly marked?: readonly number[];
}

/** A fenced block that no content can close. */
export function fence(lang: string, body: string, { title, fill, marked = [] }: FenceMeta = {}): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(body, '`') + 1));
  const info = [
    lang.replaceAll(/[^\w+#.-]/g, '') || 'text',
    ...(title === undefined ? [] : [`title="${title.replaceAll(/["`{}\s]+/g, ' ').trim()}"`]),
    ...(fill === undefined ? [] : [`fill="${fill}"`]),
    ...(marked.length === 0 ? [] : [`{${marked.join(',')}}`]),
  ];
  return `${ticks}${info.join(' ')}\n${body.replace(/\n+$/, '')}\n${ticks}`;
}

/** Reads back what {@link fence} wrote after the language. */
export function parseFenceMeta(meta: string): FenceMeta {
  const title = /title="([^"]*)"/.exec(meta)?.[1];
  const fill = /fill="([^"]*)"/.exec(meta)?.[1];
  const lines = /\{([\d,\s]+)\}/.exec(meta)?.[1];
  return {
    ...(title === undefined ? {} : { title }),
    ...(fill === undefined ? {} : { fill }),
    ...(lines === undefined ? {} : { marked: lines.split(',').map(Number) }),
  };
}

function longestRun(value: string, character: string): number {
  return Math.max(0, ...[...value.matchAll(new RegExp(`${character}+`, 'g'))].map((run) => run[0].length));
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
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  return ['---', ...lines, '---'].join('\n');
}
