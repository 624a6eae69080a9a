import {
  defineMdastPlugin,
  type HastNode,
  type HastPluginEntry,
  type HastVisitorContext,
  type MdastPluginEntry,
} from 'satteri';
import { escapeAttribute, escapeHtml } from '../core/html.ts';
import { say } from '../core/say.ts';
import type { Link, Site } from '../core/site.ts';
import { withBase } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { highlight } from './highlight.ts';
import { parseFenceMeta } from './mdx.ts';
import { readNote } from './notes.ts';

/** A heading of a document, for "On this page". */
export interface Heading {
  readonly depth: number;
  readonly id: string;
  readonly title: string;
}

declare module 'satteri' {
  interface DataMap {
    headings: Heading[];
  }
}

/** A bare address in a text stays text: only what an author wrote as a link is one. */
export const writtenLinks: MdastPluginEntry = defineMdastPlugin({
  name: 'written-links',
  options: { position: true },
  link(node, context) {
    const start = node.position?.start.offset;
    if (start !== undefined && context.source[start] === '[') return;
    context.replaceNode(node, { type: 'text', value: context.textContent(node) });
  },
});

/** What the elements of a document are made for. */
export interface ElementOptions {
  readonly site: Site;
  readonly words: Words;
  /** Base of the site's links. */
  readonly base: string;
  /** Ids that no heading takes from its words. */
  readonly reserved?: readonly string[];
}

type Context = HastVisitorContext;

/**
 * Makes the elements of a page: headings with ids and links to themselves, links below the base, cells that name their
 * columns, code as figures, notes as attributes. One plugin, for each one is a walk of its own through the document.
 */
export function pageElements({ site, words, base, reserved = [] }: ElementOptions): HastPluginEntry {
  return ({ data }) => {
    const used = new Set(reserved);
    const headings = (data.headings = [] as Heading[]);
    let columns: string[] = [];
    let cells = 0;
    return {
      name: 'page-elements',
      mdxTextExpression: applyNote,
      element: [
        {
          filter: ['h2', 'h3'],
          visit(node, context) {
            const { heading, element } = makeHeading(node, context, used);
            used.add(heading.id);
            headings.push(heading);
            return element;
          },
        },
        {
          filter: ['a'],
          visit(node, context) {
            const { href } = node.properties;
            if (typeof href === 'string') context.setProperty(node, 'href', withBase(base, resolveSetting(site, href)));
          },
        },
        {
          filter: ['img'],
          visit(node, context) {
            const { src } = node.properties;
            if (typeof src === 'string') context.setProperty(node, 'src', withBase(base, src));
          },
        },
        {
          filter: ['table', 'tr', 'th', 'td'],
          visit(node, context) {
            if (node.tagName === 'table') columns = [];
            else if (node.tagName === 'tr') cells = 0;
            else if (node.tagName === 'th') columns.push(context.textContent(node));
            else {
              const label = columns[cells++];
              // A narrow screen stacks the cells, each behind the name of its column.
              if (label) context.setProperty(node, 'data-label', label);
            }
          },
        },
        {
          filter: ['pre'],
          visit(node, context) {
            const [code] = node.children;
            if (code?.type !== 'element' || code.tagName !== 'code') return;
            const { lang, meta } = (code.data ?? {}) as { lang?: string; meta?: string };
            const body = context.textContent(code).replace(/\n$/, '');
            return { type: 'raw', value: renderFigure({ body, lang, meta }, words.copyButtons) };
          },
        },
      ],
    };
  };
}

type Element = Extract<HastNode, { type: 'element' }>;

/** A heading with its id, stated by a note or made from its words, around a link to itself. */
function makeHeading(
  node: Readonly<Element>,
  context: Context,
  used: ReadonlySet<string>,
): { heading: Heading; element: Element } {
  const last = node.children.at(-1);
  const stated = last?.type === 'mdxTextExpression' ? readNote(last.value)?.id : undefined;
  const own = stated === undefined ? node.children : node.children.slice(0, -1);
  const title = own
    .map((child) => context.textContent(child))
    .join('')
    .trim();
  const id = stated ?? freeId(anchorOf(title), used);
  const children = stated === undefined ? own : trimEnd(own);
  const anchor: Element = { type: 'element', tagName: 'a', properties: { href: `#${id}` }, children };
  return {
    heading: { depth: Number(node.tagName.slice(1)), id, title },
    element: { ...node, properties: { ...node.properties, id }, children: [anchor] },
  };
}

/** Children without the space before a note. */
function trimEnd(children: Element['children']): Element['children'] {
  const last = children.at(-1);
  return last?.type === 'text' ? [...children.slice(0, -1), { ...last, value: last.value.trimEnd() }] : children;
}

/** A note in a cell or an item becomes an attribute of it; headings read their own. */
function applyNote(node: Readonly<Extract<HastNode, { type: 'mdxTextExpression' }>>, context: Context): void {
  const fill = readNote(node.value)?.fill;
  const owner = context.parent(node);
  if (fill === undefined || owner.type !== 'element') return;
  context.setProperty(owner, 'data-fill', fill);
  const before = owner.children[(context.indexOf(node) ?? 0) - 1];
  if (before?.type === 'text') context.replaceNode(before, { ...before, value: before.value.trimEnd() });
  context.removeNode(node);
}

/** Fenced code as a figure with its caption and a button that copies it. */
export function renderFigure(
  {
    body,
    lang = 'text',
    meta = '',
    id,
  }: {
    readonly body: string;
    readonly lang?: string | undefined;
    readonly meta?: string | undefined;
    /** Its fragment, to which its caption then leads. */
    readonly id?: string | undefined;
  },
  words: Words['copyButtons'],
): string {
  const { title, fill, marked = [], beside = false } = parseFenceMeta(meta);
  const name = escapeAttribute(say(words.block, { name: title ?? words.unnamed }));
  const [opening, closing] = id === undefined ? ['<span>', '</span>'] : [`<a href="#${escapeAttribute(id)}">`, '</a>'];
  const caption = title === undefined ? '<span></span>' : `${opening}${escapeHtml(title)}${closing}`;
  const copy = `<button class="er-copy" aria-label="${name}">${escapeHtml(words.short)}</button>`;
  const filled = fill === undefined ? '' : ` data-fill="${escapeAttribute(fill)}"`;
  const html = highlight(body, lang, marked);
  const own = id === undefined ? '' : ` id="${escapeAttribute(id)}"`;
  const kind = beside ? 'er-code er-beside' : 'er-code';
  return `<figure class="${kind}" data-lang="${escapeAttribute(lang)}"${own}><figcaption>${caption}${copy}</figcaption><pre><code${filled}>${html}</code></pre></figure>`;
}

/** The settings of a site to which `site:` links lead. */
export const SETTINGS = ['support', 'statusPage', 'accountSettings'] as const satisfies readonly (keyof Site)[];

/** `site:statusPage` as the address in `content/site.ts`, or its support link where that setting is absent. */
export function resolveSetting(site: Site, href: string): string {
  const name = SETTINGS.find((setting) => href === `site:${setting}`);
  if (name === undefined) return href;
  const setting: Link = site[name] ?? site.support;
  return setting.href;
}

/** An id that none of `used` is: the wanted one, or that with a number. */
export function freeId(wanted: string, used: ReadonlySet<string>): string {
  let id = wanted;
  for (let copy = 2; used.has(id); copy++) id = `${wanted}-${copy}`;
  return id;
}

/** The id of a heading that is made from its words. */
export function anchorOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'section'
  );
}
