import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import { htmlToHast, markdownToHast, type HastNode } from 'satteri';
import { escapeMarkup, literal, literalBlocks } from '../document/mdx.ts';

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

/** Longer text of a source in the author's own markup, whose reader knows no other; unsafe parts become text. */
export function convertBlocks(source: string, markup: Markup, docUrl?: string): string {
  if (markup === 'text') return literalBlocks(source);
  return writeBlocks(toSafeTree(source, markup), docUrl).join('\n\n');
}

/** The same on one line, for fields that hold a sentence. */
export function convertInline(source: string, markup: Markup, docUrl?: string): string {
  if (markup === 'text') return literal(source);
  return writeBlocks(toSafeTree(source, markup), docUrl)
    .flatMap((block) => block.split('\n').map((line) => line.replace(/^(?:- |\d+\. )/, '')))
    .join(' ');
}

function toSafeTree(source: string, markup: 'markdown' | 'html'): HastNode {
  const tree = markup === 'html' ? htmlToHast(withTextualTags(source)) : markdownToHast(source, { features: PLAIN });
  return sanitize(markup === 'html' ? tree : withTextualHtml(tree), SCHEMA) as HastNode;
}

const PLAIN = { gfm: { footnotes: false }, frontmatter: false } as const;

/** HTML whose unknown tags, comments and declarations are text. */
function withTextualTags(html: string): string {
  return html.replaceAll(/<(?=[a-z/!?])(?:\/?([a-z][\w-]*)(?=[\s/>]))?/gi, (start, tag: string | undefined) =>
    tag !== undefined && TAGS.has(tag.toLowerCase()) ? start : start.replace('<', '&lt;'),
  );
}

/** In Markdown every piece of HTML is text. */
function withTextualHtml(node: HastNode): HastNode {
  if (node.type === 'raw') return { type: 'text', value: node.value };
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

function writeBlocks(node: HastNode, docUrl: string | undefined): readonly string[] {
  const blocks: string[] = [];
  let run: HastNode[] = [];
  const close = (): void => {
    const line = writeLine(run, docUrl);
    if (line !== '') blocks.push(asParagraph(line));
    run = [];
  };
  for (const child of childrenOf(node)) {
    if (isBlock(child)) {
      close();
      blocks.push(...writeBlock(child, docUrl));
    } else if (child.type === 'comment' || child.type === 'doctype') continue;
    else run.push(child);
  }
  close();
  return blocks;
}

function writeBlock(element: Element, docUrl: string | undefined): readonly string[] {
  switch (element.tagName) {
    case 'ul':
    case 'ol':
      return [writeList(element, docUrl)].filter(Boolean);
    case 'pre':
      return [writeFence(element)];
    case 'table':
      return [writeTable(element, docUrl)].filter(Boolean);
    case 'blockquote':
      return writeBlocks(element, docUrl).map((block) => block.replace(/^\\?\[!(\w)(\w*)\\?\]\s*/, toNote));
    default:
      return writeBlocks(element, docUrl);
  }
}

const toNote = (_: string, first: string, rest: string): string => `${first}${rest.toLowerCase()}: `;

/** A paragraph that would begin like a list says that it is none. */
const asParagraph = (line: string): string => line.replace(/^(?=(?:-|\d+\.) )/, '\\');

function writeList(element: Element, docUrl: string | undefined): string {
  const items = childrenOf(element).filter((child) => isElement(child) && child.tagName === 'li');
  const lines = items.map((item) =>
    writeBlocks(item, docUrl)
      .flatMap((block) => block.split('\n'))
      .join(' '),
  );
  return lines
    .filter(Boolean)
    .map((line, index) => `${element.tagName === 'ol' ? `${index + 1}.` : '-'} ${line.replace(/^\\(?=-|\d)/, '')}`)
    .join('\n');
}

/** A table as a list: one item a row, each cell behind its column's name. */
function writeTable(table: Element, docUrl: string | undefined): string {
  const rows = [...elementsNamed(table, 'tr')].map((row) =>
    childrenOf(row)
      .filter(isElement)
      .map((cell) => writeLine(childrenOf(cell), docUrl)),
  );
  const [head = [], ...body] = rows;
  return body
    .map((cells) =>
      cells.flatMap((cell, column) => (cell === '' ? [] : [head[column] ? `${head[column]}: ${cell}` : cell])),
    )
    .map((cells) => `- ${cells.join('; ')}`)
    .join('\n');
}

function* elementsNamed(node: HastNode, name: string): Generator<Element> {
  for (const child of childrenOf(node)) {
    if (isElement(child) && child.tagName === name) yield child;
    else yield* elementsNamed(child, name);
  }
}

function writeFence(pre: Element): string {
  const [code] = childrenOf(pre).filter(isElement);
  const className = code?.properties['className'];
  const lang = (Array.isArray(className) ? className.map(String) : [])
    .find((name) => name.startsWith('language-'))
    ?.slice('language-'.length);
  const body = textOf(pre).replace(/\n+$/, '');
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${lang ?? ''}\n${body}\n${ticks}`;
}

function textOf(node: HastNode): string {
  return node.type === 'text' ? node.value : childrenOf(node).map(textOf).join('');
}

function writeLine(nodes: readonly HastNode[], docUrl: string | undefined): string {
  return nodes
    .map((node) => writeInline(node, docUrl))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function writeInline(node: HastNode, docUrl: string | undefined): string {
  if (node.type === 'text') return escapeMarkup(node.value);
  if (!isElement(node)) return '';
  if (node.tagName === 'br') return ' ';
  if (BLOCK_TAGS.has(node.tagName)) return ` ${writeBlock(node, docUrl).join(' ')} `;
  if (node.tagName === 'code') return writeCode(textOf(node));
  const content = childrenOf(node)
    .map((child) => writeInline(child, docUrl))
    .join('');
  const href = node.tagName === 'a' ? absoluteLink(node.properties['href'], docUrl) : undefined;
  return href === undefined || content.trim() === '' || /\]/.test(content) ? content : `[${content.trim()}](${href})`;
}

function writeCode(code: string): string {
  return code.trim() === '' || code.includes('`') ? escapeMarkup(code) : `\`${code}\``;
}

/** A link that leads out of the site; one that is relative leads to the source's own site, if that is known. */
function absoluteLink(href: unknown, docUrl: string | undefined): string | undefined {
  if (typeof href !== 'string') return undefined;
  if (!/^(?:https?:\/\/|mailto:)/i.test(href) && docUrl === undefined) return undefined;
  const url = URL.parse(href, docUrl);
  if (url === null || !/^(?:https?|mailto):$/.test(url.protocol)) return undefined;
  return url.href.replaceAll('(', '%28').replaceAll(')', '%29');
}
