import { evaluate, mdxToJs } from 'satteri';
import type { Site } from '../core/site.ts';
import { escapeAttribute, escapeHtml } from '../core/html.ts';
import { hasMarkup } from '../core/markup.ts';
import type { Words } from '../core/words.ts';
import { foreignLang } from '../core/say.ts';
import { RESERVED_IDS, sampleId, type Block, type BlockId } from './compose.ts';
import type { ProseComponents } from './given-components.ts';
import { Fragment, Html, jsx, refusePromise, type DocumentComponent } from './html.ts';
import { inline, splitFences, type Fence } from './mdx.ts';
import { pageElements, renderFigure, writtenLinks, type Heading } from './plugins.ts';
import { backoffPlot } from './plots.ts';

/** A document as HTML, with its headings. */
export interface CompiledDocument {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** The document of an error as HTML; what stands among its facts is apart, by the ids of its blocks. */
export interface CompiledError extends CompiledDocument {
  readonly remarks: Readonly<Partial<Record<BlockId, string>>>;
}

/** What MDX is compiled for. */
export interface CompileOptions {
  /** Names the MDX in messages. */
  readonly name: string;
  readonly site: Site;
  readonly words: Words;
  /** Base of the site's links. */
  readonly base: string;
  /** Ids that no heading takes from its words; absent: those of an error's blocks. */
  readonly reserved?: readonly string[];
}

/** What hand-written prose for an error may use without importing it. */
function proseComponents(words: Words): ProseComponents<DocumentComponent> {
  return {
    CodeTabs: ({ children }) => new Html(`<div class="er-tabs">${children?.value ?? ''}</div>`),
    BackoffPlot: () => new Html(backoffPlot(words)),
  };
}

/** Compiles MDX to HTML in memory. Throws with `name` in the message where the MDX is not valid. */
export function compileDocument(
  mdx: string,
  { name, ...options }: CompileOptions,
  components: Readonly<Record<string, DocumentComponent>> = {},
): CompiledDocument {
  const data: { headings?: Heading[] } = {};
  try {
    const module = evaluate(mdx, {
      Fragment,
      jsx,
      jsxs: jsx,
      data,
      elementAttributeNameCase: 'html',
      ...pluginsFor(options),
    }) as { default: (props: object) => Html };
    const made = module.default({ components: { ...proseComponents(options.words), ...components, Fragment } });
    return { html: refusePromise(made).value, headings: data.headings ?? [] };
  } catch (error) {
    throw new Error(`${name} is not valid MDX: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Compiles MDX without running it, so that it may import; returns its headings. Throws what the compiler throws. */
export function readHeadings(mdx: string, options: Omit<CompileOptions, 'name'>): readonly Heading[] {
  const data: { headings?: Heading[] } = {};
  // No plugin is asynchronous, so there is nothing to wait for.
  void mdxToJs(mdx, { data, ...pluginsFor(options) });
  return data.headings ?? [];
}

function pluginsFor({ site, words, base, reserved = RESERVED_IDS }: Omit<CompileOptions, 'name'>) {
  return {
    // Without it the compiler takes no HTML from a plugin, which figures of code are.
    optimizeStatic: { component: 'Fragment', prop: 'set:html' },
    mdastPlugins: [writtenLinks],
    hastPlugins: [pageElements({ site, words, base, reserved })],
  };
}

/**
 * Compiles the documents of errors, given as their blocks, to a `<section>` a block; prose, which may have several
 * headings, to one for each of them. Throws what is wrong with prose.
 */
export function compileDocuments(
  documents: readonly { readonly name: string; readonly blocks: readonly Block[] }[],
  options: Omit<CompileOptions, 'name'>,
): readonly CompiledError[] {
  const ours = documents.flatMap(({ blocks }) => blocks.filter(({ isProse, place }) => !isProse && place !== 'share'));
  const bodies = new Map(compileBodies(ours, options).map((html, index) => [ours[index], html]));
  const bodyOf = (block: Block): string => bodies.get(block) ?? '';
  return documents.map(({ name, blocks }) => {
    const hasExample = blocks.some(({ id }) => id === 'example');
    const joined = blocks.filter(({ place }) => hasExample && place === 'example');
    const ending = joined.map((block) => `<div id="${block.id ?? ''}">${bodyOf(block)}</div>`).join('');
    const sections = blocks.filter(
      (block) => (block.place === undefined || block.place === 'example') && !joined.includes(block),
    );
    const remarks: Partial<Record<BlockId, string>> = {};
    for (const block of blocks) if (block.id && block.place === 'facts') remarks[block.id] = bodyOf(block);
    const compiled = sections.map((block): CompiledDocument => {
      if (block.isProse) {
        const Block: DocumentComponent = ({ children = new Html('') }) => children;
        const { html, headings } = compileDocument(bound(block.body), { ...options, name }, { Block });
        return { html: wrapSections(html.trim()), headings };
      }
      const { id, title } = block;
      const body = bodyOf(block);
      if (id === undefined || title === undefined) return { html: body, headings: [] };
      const inner = heading({ id, title }, options) + body + (id === 'example' ? ending : '');
      return { html: section(inner, isHalf(id, body)), headings: [{ depth: 2, id, title }] };
    });
    return {
      html: compiled.map(({ html }) => html).join('\n'),
      headings: compiled.flatMap(({ headings }) => headings),
      remarks,
    };
  });
}

/** As {@link compileDocuments}, for one document. */
export function compileBlocks(blocks: readonly Block[], { name, ...options }: CompileOptions): CompiledError {
  return compileDocuments([{ name, blocks }], options)[0] as CompiledError;
}

/**
 * Compiles the bodies of our own blocks. A call of the compiler costs as much as a block, so there is one for all, each
 * within bounds of its own; and their code doesn't go through it.
 */
function compileBodies(blocks: readonly Block[], options: Omit<CompileOptions, 'name'>): readonly string[] {
  const bodies: string[] = [];
  const figures: string[] = [];
  const Block: DocumentComponent = ({ children }) => {
    bodies.push(children?.value.trim() ?? '');
    return new Html('');
  };
  const Figure: DocumentComponent = ({ at }) => new Html(figures[Number(at)] ?? '');
  const liftFence = (part: string | Fence, { id }: Block): string => {
    if (typeof part === 'string') return part;
    const own = id === 'handle-in-code' ? sampleId(id, part.lang) : undefined;
    figures.push(renderFigure({ ...part, id: own }, options.words.copyButtons));
    return `<Figure at="${figures.length - 1}" />`;
  };
  const bounded = blocks.map((block) =>
    bound(
      splitFences(block.body)
        .map((part) => liftFence(part, block))
        .join('\n'),
    ),
  );
  compileDocument(bounded.join('\n\n'), { ...options, name: 'A document' }, { Block, Figure });
  return bodies;
}

const bound = (mdx: string): string => `<Block>\n\n${mdx}\n\n</Block>`;

/** The heading of a block of ours, around a link to itself. */
function heading(
  { id, title }: Required<Pick<Block, 'id' | 'title'>>,
  { site, words }: Omit<CompileOptions, 'name'>,
): string {
  const lang = foreignLang(words, site);
  const text = escapeHtml(title);
  const marked = lang === undefined ? text : `<span lang="${escapeAttribute(lang)}">${text}</span>`;
  return `<h2 id="${id}"><a href="#${id}">${marked}</a></h2>`;
}

const section = (inner: string, half: boolean): string =>
  `<section${half ? ' class="er-half"' : ''}>${inner}</section>`;

const HALVES: ReadonlySet<BlockId> = new Set(['endpoints', 'not-this', 'support', 'history']);

/** Whether a block is short enough for another one beside it. */
const isHalf = (id: BlockId, body: string): boolean => HALVES.has(id) && !body.includes('<table>');

/** Puts each heading of prose and what follows it into a `<section>`. */
function wrapSections(html: string): string {
  return html
    .split(/(?=<h2 id=")/)
    .map((part) => (part.startsWith('<h2 ') ? `<section>${part.trimEnd()}</section>` : part))
    .join('\n');
}

/** An author's sentence as HTML for the inside of an element. */
export function compileInline(value: string, options: CompileOptions): string {
  if (!hasMarkup(value)) return escapeHtml(value);
  return compileDocument(inline(value), options)
    .html.trim()
    .replaceAll(/^<p>|<\/p>$/g, '');
}
