import { defineHastPlugin, defineMdastPlugin, type HastPluginEntry, type MdastPluginEntry } from 'satteri';
import { escapeAttribute, escapeHtml } from '../core/html.ts';
import type { Link, Site } from '../core/site.ts';
import { withBase } from '../core/url.ts';
import { BLOCKS } from './blocks.ts';
import { highlight } from './highlight.ts';
import { parseFenceMeta, type FenceMeta } from './mdx.ts';

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

/** Code blocks become figures with a caption, a copy button and highlighted code. */
export const codeBlocks: HastPluginEntry = defineHastPlugin({
  name: 'code-blocks',
  element: {
    filter: ['pre'],
    visit(node, context) {
      const [code] = node.children;
      if (code?.type !== 'element' || code.tagName !== 'code') return;
      const { lang, meta } = (code.data ?? {}) as { lang?: string; meta?: string };
      return {
        type: 'raw',
        value: renderFigure(context.textContent(code), lang ?? 'text', parseFenceMeta(meta ?? '')),
      };
    },
  },
});

function renderFigure(body: string, lang: string, { title, fill, marked = [] }: FenceMeta): string {
  const code = body.replace(/\n$/, '');
  const name = escapeAttribute(title ?? 'code');
  const caption = title === undefined ? '' : `<span>${escapeHtml(title)}</span>`;
  const copy = `<button type="button" class="copy" aria-label="Copy ${name}">Copy</button>`;
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

const blockIds = new Map<string, string>(Object.entries(BLOCKS).map(([id, title]) => [title, id]));

/** Headings get their ids, link to themselves, and are listed in the document's data. */
export const headingIds: HastPluginEntry = ({ data }) => {
  const used = new Set<string>();
  const headings = (data.headings = [] as Heading[]);
  return {
    name: 'heading-ids',
    element: {
      filter: ['h2', 'h3'],
      visit(node, context) {
        const title = context.textContent(node);
        const wanted = blockIds.get(title) ?? anchorOf(title);
        let id = wanted;
        for (let copy = 2; used.has(id); copy++) id = `${wanted}-${copy}`;
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

function anchorOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'section'
  );
}

/** Tables whose examples give way to the reader's own values, by their first column. */
const FILLED_TABLES: ReadonlyMap<string, string> = new Map([
  ['Placeholder', 'params'],
  ['Detail', 'details'],
]);

/**
 * Each cell of a table names its column, so that a narrow screen can stack the cells; an example also says which of the
 * reader's own values may take its place: `details.required`.
 */
export const labelledCells: HastPluginEntry = () => {
  let columns: string[] = [];
  let cells: string[] = [];
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
          cells = [];
        },
      },
      {
        filter: ['td'],
        visit: (node, context) => {
          const label = columns[cells.length];
          if (label) context.setProperty(node, 'data-label', label);
          cells.push(context.textContent(node));
          const [name = ''] = cells;
          const filled = label === 'Example' ? FILLED_TABLES.get(columns[0] ?? '') : undefined;
          if (filled) context.setProperty(node, 'data-fill', `${filled}.${name.replace(/^\{(.*)\}$/, '$1')}`);
        },
      },
    ],
  };
};

/** The request-id header, where a list names it, gives way to the reader's own request id. */
export function requestIds({ requestIdHeader }: Site): HastPluginEntry {
  return defineHastPlugin({
    name: 'request-ids',
    element: {
      filter: ['li'],
      visit(node, context) {
        for (const child of node.children) {
          if (child.type === 'element' && child.tagName === 'code' && context.textContent(child) === requestIdHeader)
            context.setProperty(child, 'data-fill', 'requestId');
        }
      },
    },
  });
}
