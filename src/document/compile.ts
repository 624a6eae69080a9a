import { evaluate } from 'satteri';
import type { Site } from '../core/site.ts';
import { Fragment, Html, jsx, type DocumentComponent } from './html.ts';
import { escapeHtml } from '../core/html.ts';
import { hasMarkup } from '../core/markup.ts';
import { inline } from './mdx.ts';
import { codeBlocks, headingIds, labelledCells, requestIds, siteLinks, writtenLinks, type Heading } from './plugins.ts';
import { backoffPlot } from './plots.ts';

/** A document as HTML, with its headings. */
export interface CompiledDocument {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** What hand-written prose for an error may use without importing it. */
const COMPONENTS: Readonly<Record<string, DocumentComponent>> = {
  CodeTabs: ({ children }) => new Html(`<div class="tabs">${children?.value ?? ''}</div>`),
  BackoffPlot: () => new Html(backoffPlot()),
};

/** Compiles MDX to HTML in memory. Throws with `name` in the message where the MDX is not valid. */
export function compileDocument(
  mdx: string,
  { name, site, base }: { name: string; site: Site; base: string },
): CompiledDocument {
  const data: { headings?: Heading[] } = {};
  try {
    const module = evaluate(mdx, {
      Fragment,
      jsx,
      jsxs: jsx,
      data,
      elementAttributeNameCase: 'html',
      optimizeStatic: { component: 'Fragment', prop: 'set:html' },
      mdastPlugins: [writtenLinks],
      hastPlugins: [headingIds, siteLinks(site, base), labelledCells, requestIds(site), codeBlocks],
    }) as { default: (props: object) => Html };
    const html = module.default({ components: { ...COMPONENTS, Fragment } }).value;
    return { html: wrapBlocks(html), headings: data.headings ?? [] };
  } catch (error) {
    throw new Error(`${name} is not valid MDX: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Puts each heading and what follows it into a `<section>`. Texts can't imitate a heading: their `<` is escaped. */
function wrapBlocks(html: string): string {
  return html
    .split(/(?=<h2 id=")/)
    .map((block) => (block.startsWith('<h2 ') ? `<section>${block.trimEnd()}</section>\n` : block))
    .join('');
}

/** An author's sentence as HTML for the inside of an element. */
export function compileInline(value: string, options: Parameters<typeof compileDocument>[1]): string {
  if (!hasMarkup(value)) return escapeHtml(value);
  return compileDocument(inline(value), options)
    .html.trim()
    .replaceAll(/^<p>|<\/p>$/g, '');
}
