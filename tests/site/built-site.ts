import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { htmlToHast, type HastNode } from 'satteri';
import { contentDir, loadContent } from '../../src/content/load.ts';
import { decodePath, normalizePath } from '../../src/core/site-path.ts';
import { baseOf } from '../../src/core/url.ts';

const root = resolve(import.meta.dirname, '../..');

/** The content that the site was built from. */
export const content = await loadContent(contentDir());
/** The folder of the built site. */
export const dist = resolve(root, process.env['OUT'] ?? 'dist');
/** The base of its links. */
export const base = baseOf(content.site.url);

/** An element of a parsed page. */
export type Element = Extract<HastNode, { type: 'element' }>;

/** A parsed page: its URL path, its source and its elements in document order. */
export interface Page {
  readonly path: string;
  readonly html: string;
  readonly elements: readonly Element[];
}

/** Every HTML page of the built site. */
export function readPages(): readonly Page[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  return files
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .map((path) => readPage(normalizePath(path) ?? path));
}

/** One page, by its path below the base. */
export function readPage(path: string): Page {
  const file = path.endsWith('/') ? `${decodePath(path)}index.html` : path;
  const html = readFileSync(join(dist, file), 'utf8');
  return { path, html, elements: [...listElements(htmlToHast(html))] };
}

function* listElements(node: HastNode): Generator<Element> {
  if (node.type === 'element') yield node;
  if ('children' in node) for (const child of node.children) yield* listElements(child);
}

/** The text of an element and all in it. */
export function textOf(node: HastNode): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child as HastNode)).join('') : '';
}

/** An attribute as written; `undefined` where it is absent. */
export function attribute(element: Element, name: string): string | undefined {
  const value = element.properties[name];
  return value === undefined || value === null ? undefined : Array.isArray(value) ? value.join(' ') : String(value);
}
