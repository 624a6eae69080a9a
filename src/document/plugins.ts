import { defineHastPlugin, defineMdastPlugin, type HastPluginEntry, type MdastPluginEntry } from 'satteri';
import { say } from '../core/say.ts';
import type { Link, Site } from '../core/site.ts';
import { withBase } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { highlight } from './highlight.ts';
import { escapeAttribute, escapeHtml } from './html.ts';
import { parseFenceMeta, type FenceMeta } from './mdx.ts';
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

/** Notes become attributes of the element that they stand in. */
export const notes: HastPluginEntry = defineHastPlugin({
  name: 'notes',
  mdxTextExpression(node, context) {
    const said = readNote(node.value);
    const owner = context.parent(node);
    if (said === undefined || owner?.type !== 'element') return;
    if (said.id !== undefined) context.setProperty(owner, 'id', said.id);
    if (said.fill !== undefined) context.setProperty(owner, 'data-fill', said.fill);
    const before = owner.children[(context.indexOf(node) ?? 0) - 1];
    if (before?.type === 'text') context.replaceNode(before, { ...before, value: before.value.trimEnd() });
    context.removeNode(node);
  },
});

/** Code blocks become figures with a caption, a copy button and highlighted code. */
export function codeBlocks({ copy }: Words): HastPluginEntry {
  return defineHastPlugin({
    name: 'code-blocks',
    element: {
      filter: ['pre'],
      visit(node, context) {
        const [code] = node.children;
        if (code?.type !== 'element' || code.tagName !== 'code') return;
        const { lang, meta } = (code.data ?? {}) as { lang?: string; meta?: string };
        return {
          type: 'raw',
          value: renderFigure(context.textContent(code), lang ?? 'text', parseFenceMeta(meta ?? ''), copy),
        };
      },
    },
  });
}

function renderFigure(
  body: string,
  lang: string,
  { title, fill, marked = [] }: FenceMeta,
  words: Words['copy'],
): string {
  const code = body.replace(/\n$/, '');
  const name = escapeAttribute(say(words.block, { name: title ?? words.unnamed }));
  const caption = title === undefined ? '' : `<span>${escapeHtml(title)}</span>`;
  const copy = `<button type="button" class="copy" aria-label="${name}">${escapeHtml(words.button)}</button>`;
  const filled = fill === undefined ? '' : ` data-fill="${escapeAttribute(fill)}"`;
  const html = highlight(code, lang, marked);
  return `<figure class="code" data-lang="${escapeAttribute(lang)}"><figcaption>${caption}${copy}</figcaption><pre class="shiki" tabindex="0"><code${filled}>${html}</code></pre></figure>`;
}

/** Links of the site get its base; `site:support` and the like become the address of that setting. */
export function siteLinks(site: Site, base: string): HastPluginEntry {
  return defineHastPlugin({
    name: 'site-links',
    element: {
      filter: ['a'],
      visit(node, context) {
        const { href } = node.properties;
        if (typeof href === 'string') context.setProperty(node, 'href', withBase(base, resolveSetting(site, href)));
      },
    },
  });
}

const SETTINGS = ['support', 'statusPage', 'accountSettings'] as const satisfies readonly (keyof Site)[];

/** `site:statusPage` as the address in `content/site.ts`, or its support link where that setting is absent. */
export function resolveSetting(site: Site, href: string): string {
  const name = SETTINGS.find((setting) => href === `site:${setting}`);
  if (name === undefined) return href;
  const setting: Link = site[name] ?? site.support;
  return setting.href;
}

/** Headings get their ids, none of the `reserved` ones, link to themselves, and are listed in the document's data. */
export function headingIds(reserved: readonly string[] = []): HastPluginEntry {
  return ({ data }) => {
    const used = new Set(reserved);
    const headings = (data.headings = [] as Heading[]);
    return {
      name: 'heading-ids',
      element: {
        filter: ['h2', 'h3'],
        visit(node, context) {
          const title = context.textContent(node).trim();
          const stated = node.properties['id'];
          const id = typeof stated === 'string' ? stated : freeId(anchorOf(title), used);
          used.add(id);
          headings.push({ depth: Number(node.tagName.slice(1)), id, title });
          const anchor = {
            type: 'element' as const,
            tagName: 'a',
            properties: { href: `#${id}` },
            children: node.children,
          };
          return { ...node, properties: { ...node.properties, id }, children: [anchor] };
        },
      },
    };
  };
}

function freeId(wanted: string, used: ReadonlySet<string>): string {
  let id = wanted;
  for (let copy = 2; used.has(id); copy++) id = `${wanted}-${copy}`;
  return id;
}

function anchorOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'section'
  );
}

/** Each cell of a table names its column, so that a narrow screen can stack the cells. */
export const labelledCells: HastPluginEntry = () => {
  let columns: string[] = [];
  let cells = 0;
  return {
    name: 'labelled-cells',
    element: [
      {
        filter: ['table'],
        visit: () => {
          columns = [];
        },
      },
      {
        filter: ['th'],
        visit: (node, context) => {
          columns.push(context.textContent(node));
        },
      },
      {
        filter: ['tr'],
        visit: () => {
          cells = 0;
        },
      },
      {
        filter: ['td'],
        visit: (node, context) => {
          const label = columns[cells++];
          if (label) context.setProperty(node, 'data-label', label);
        },
      },
    ],
  };
};
