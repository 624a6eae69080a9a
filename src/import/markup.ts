import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import { htmlToHast, markdownToHast, type HastNode } from 'satteri';
import { literal, literalBlocks, sentencesOf, shownText, writeBlocks, writeMarkup } from '../core/markup.ts';
import type { MarkupBlock, Token } from '../core/markup.ts';
import { isSafeLink } from '../core/url.ts';
import { isReadableHtml, isReadableMarkdown, isWalkable } from './effort.ts';

/** How the texts of a source are written. */
export const MARKUPS = ['text', 'markdown', 'html'] as const;

/** One of {@link MARKUPS}. */
export type Markup = (typeof MARKUPS)[number];

/** Tags that are markup; any other is text, so that `Promise<T>` stays what it is. */
const TAGS = new Set(
  (
    'a abbr b blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i important kbd li note ol p pre q s samp section ' +
    'small span strong sub sup table tbody td tfoot th thead tr tt u ul var'
  ).split(' '),
);

const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: [...TAGS],
  attributes: { a: ['href'], code: [['className', /^language-[\w+#.-]+$/]] },
  protocols: { href: ['http', 'https', 'mailto'] },
};

/** How to convert a text: the page that its links are relative to, and whom to tell that it was too much to read. */
export interface Conversion {
  readonly docUrl?: string | undefined;
  readonly onTooMuch?: () => void;
}

/**
 * Longer text of a source in the author's own markup, whose reader knows no other; unsafe parts become text, and so does
 * all of a text whose markup is too much to read.
 */
export function convertBlocks(source: string, markup: Markup, { docUrl, onTooMuch }: Conversion = {}): string {
  if (markup === 'text') return literalBlocks(source);
  const tree = toSafeTree(source, markup);
  if (tree !== undefined) return writeBlocks(readBlocks(tree, docUrl));
  onTooMuch?.();
  return literalBlocks(source);
}

/** The same on one line, for fields that hold a sentence. */
export function convertInline(source: string, markup: Markup, { docUrl, onTooMuch }: Conversion = {}): string {
  if (markup === 'text') return literal(source);
  const tree = toSafeTree(source, markup);
  if (tree !== undefined) return writeMarkup(toSentence(readBlocks(tree, docUrl)));
  onTooMuch?.();
  return literal(source);
}

function toSafeTree(source: string, markup: 'markdown' | 'html'): HastNode | undefined {
  const tree = markup === 'html' ? readHtml(withTextualTags(source)) : readMarkdown(source);
  return tree === undefined || !isWalkable(tree)
    ? undefined
    : sanitize(markup === 'html' ? tree : withTextualHtml(tree), SCHEMA);
}

const readHtml = (source: string): HastNode | undefined => (isReadableHtml(source) ? htmlToHast(source) : undefined);

const readMarkdown = (source: string): HastNode | undefined =>
  isReadableMarkdown(source) ? markdownToHast(source, { features: PLAIN }) : undefined;

const PLAIN = { gfm: { footnotes: false }, frontmatter: false } as const;

/** HTML whose unknown tags, comments and declarations are text. */
function withTextualTags(html: string): string {
  return html.replaceAll(/<(?=[a-z/!?])(?:\/?([a-z][\w-]*)(?=[\s/>]))?/gi, (start, tag: string | undefined) =>
    tag !== undefined && TAGS.has(tag.toLowerCase()) ? start : start.replace('<', '&lt;'),
  );
}

/** In Markdown every piece of HTML is text, and an image is the text that stands for it. */
function withTextualHtml(node: HastNode): HastNode {
  if (node.type === 'raw') return { type: 'text', value: node.value };
  if (isElement(node) && node.tagName === 'img') return { type: 'text', value: node.properties['alt'] ?? '' };
  if (!('children' in node)) return node;
  return { ...node, children: node.children.map((child) => withTextualHtml(child as HastNode)) } as HastNode;
}

type Element = Extract<HastNode, { type: 'element' }>;

const BLOCK_TAGS = new Set(
  'blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr important li note ol p pre section table ul'.split(' '),
);

const isElement = (node: HastNode): node is Element => node.type === 'element';
const isBlock = (node: HastNode): node is Element => isElement(node) && BLOCK_TAGS.has(node.tagName);
const childrenOf = (node: HastNode): readonly HastNode[] =>
  'children' in node ? (node.children as readonly HastNode[]) : [];

function readBlocks(node: HastNode, docUrl: string | undefined): readonly MarkupBlock[] {
  const blocks: MarkupBlock[] = [];
  let run: HastNode[] = [];
  const close = (): void => {
    const paragraph = readSentence(run, docUrl);
    if (paragraph.length > 0) blocks.push({ paragraph });
    run = [];
  };
  for (const child of childrenOf(node)) {
    if (isBlock(child)) {
      close();
      for (const block of readBlock(child, docUrl)) blocks.push(block);
    } else if (child.type === 'comment' || child.type === 'doctype') continue;
    else run.push(child);
  }
  close();
  return blocks;
}

function readBlock(element: Element, docUrl: string | undefined): readonly MarkupBlock[] {
  switch (element.tagName) {
    case 'ul':
    case 'ol':
      return readList(element, docUrl);
    case 'pre':
      return [readFence(element)];
    case 'table':
      return readTable(element, docUrl);
    case 'blockquote':
      return readBlocks(element, docUrl).map(withNote);
    default:
      return readBlocks(element, docUrl);
  }
}

/** A note of GitHub's Markdown as a sentence: `[!TIP]` becomes "Tip:". */
function withNote(block: MarkupBlock): MarkupBlock {
  const [first, ...rest] = 'paragraph' in block ? block.paragraph : [];
  if (first === undefined || !('text' in first)) return block;
  const text = first.text.replace(
    /^\[!(\w)(\w*)\]\s*/,
    (_, letter: string, word: string) => `${letter}${word.toLowerCase()}: `,
  );
  return { paragraph: [{ text }, ...rest] };
}

function readList(element: Element, docUrl: string | undefined): readonly MarkupBlock[] {
  const items = childrenOf(element).map((child) =>
    isElement(child) && child.tagName === 'li' ? toSentence(readBlocks(child, docUrl)) : readSentence([child], docUrl),
  );
  return toList(items, element.tagName === 'ol');
}

function toList(sentences: readonly (readonly Token[])[], ordered: boolean): readonly MarkupBlock[] {
  const items = sentences.filter((item) => item.length > 0);
  return items.length === 0 ? [] : [{ items, ordered }];
}

const LONGEST_COLUMN_NAME = 100;

/** A table as a list: one item a row, each cell behind its column's name. */
function readTable(table: Element, docUrl: string | undefined): readonly MarkupBlock[] {
  const rows = [...elementsNamed(table, 'tr')].map((row) =>
    childrenOf(row)
      .filter(isElement)
      .map((cell) => readSentence(childrenOf(cell), docUrl)),
  );
  const [head = [], ...body] = namesColumns(rows) ? rows : [[], ...rows];
  const items = body.map((cells) => {
    const named = cells.flatMap((cell, column) => {
      const name = head[column] ?? [];
      return cell.length === 0 ? [] : [name.length === 0 ? cell : joinTokens([name, cell], ': ')];
    });
    return joinTokens(named, '; ');
  });
  return toList(items, false);
}

/** Whether the first row can stand before the cells of all others: its words are few, and none of them gets lost. */
function namesColumns([head = [], ...body]: readonly (readonly (readonly Token[])[])[]): boolean {
  const filled = new Set(body.flatMap((cells) => cells.flatMap((cell, column) => (cell.length > 0 ? [column] : []))));
  return head.every(
    (name, column) => name.length === 0 || (filled.has(column) && shownText(name).length <= LONGEST_COLUMN_NAME),
  );
}

function* elementsNamed(node: HastNode, name: string): Generator<Element> {
  for (const child of childrenOf(node)) {
    if (isElement(child) && child.tagName === name) yield child;
    else yield* elementsNamed(child, name);
  }
}

function readFence(pre: Element): MarkupBlock {
  const [code] = childrenOf(pre).filter(isElement);
  const className = code?.properties['className'];
  const lang = (Array.isArray(className) ? className.map(String) : [])
    .find((name) => name.startsWith('language-'))
    ?.slice('language-'.length);
  return { code: textOf(pre).replace(/\n+$/, ''), lang: lang ?? '' };
}

function textOf(node: HastNode): string {
  return node.type === 'text' ? node.value : childrenOf(node).map(textOf).join('');
}

function readSentence(nodes: readonly HastNode[], docUrl: string | undefined): readonly Token[] {
  return squeeze(nodes.flatMap((node) => readInline(node, docUrl)));
}

/** Blocks on one line, for a place that holds a sentence; code becomes a span. */
function toSentence(blocks: readonly MarkupBlock[]): readonly Token[] {
  const sentences = blocks.flatMap((block) => ('code' in block ? [[{ code: block.code }]] : sentencesOf([block])));
  return squeeze(joinTokens(sentences, ' '));
}

function joinTokens(sentences: readonly (readonly Token[])[], text: string): readonly Token[] {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [{ text }, ...sentence]));
}

/** Tokens with their neighbouring texts joined, each white space one space, and none at the ends. */
function squeeze(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if ('text' in token && last !== undefined && 'text' in last)
      joined[joined.length - 1] = { text: last.text + token.text };
    else joined.push(token);
  }
  return joined.flatMap((token, index): readonly Token[] => {
    if ('code' in token) return [{ code: token.code.replaceAll(/\s+/g, ' ') }];
    if ('label' in token) return [token];
    const text = token.text.replaceAll(/\s+/g, ' ');
    const shown = index === 0 ? text.trimStart() : text;
    const whole = index === joined.length - 1 ? shown.trimEnd() : shown;
    return whole === '' ? [] : [{ text: whole }];
  });
}

function readInline(node: HastNode, docUrl: string | undefined): readonly Token[] {
  if (node.type === 'text') return [{ text: node.value }];
  if (!isElement(node)) return [];
  if (node.tagName === 'br') return SPACE;
  if (BLOCK_TAGS.has(node.tagName)) return [...SPACE, ...toSentence(readBlock(node, docUrl)), ...SPACE];
  if (node.tagName === 'code') return [textOf(node).trim() === '' ? { text: textOf(node) } : { code: textOf(node) }];
  const content = childrenOf(node).flatMap((child) => readInline(child, docUrl));
  const href = node.tagName === 'a' ? absoluteLink(node.properties['href'], docUrl) : undefined;
  const label = href === undefined ? [] : squeeze(content);
  return href === undefined || shownText(label).trim() === '' ? content : [{ label, href }];
}

const SPACE: readonly Token[] = [{ text: ' ' }];

/** A link that leads out of the site; one that is relative leads to the source's own site, if that is known. */
function absoluteLink(href: unknown, docUrl: string | undefined): string | undefined {
  if (typeof href !== 'string') return undefined;
  const url = URL.parse(href, docUrl);
  if (url === null || !isSafeLink(url.href)) return undefined;
  return url.href.replaceAll('(', '%28').replaceAll(')', '%29');
}
