import type { RegisteredError } from '../core/define.ts';
import { escapeHtml } from '../core/html.ts';
import { slugOf } from '../core/url.ts';
import { compileBlocks, compileInline, type CompiledDocument } from './compile.ts';
import { composeBlocks, type Block, type DocumentContext } from './compose.ts';
import { supportFacts } from './support-facts.ts';

/** What the page of an error holds that is made from its entry alone: its document, and more as HTML. */
export interface ErrorPage extends CompiledDocument {
  /** The summary, for the inside of an element. */
  readonly summary: string;
  /** The facts for support as JSON, for the inside of an element. */
  readonly facts: string;
}

/** Makes the page of an error from the blocks of its document. Throws where hand-written prose is not valid MDX. */
export function makePage(
  error: RegisteredError,
  context: DocumentContext & { readonly base: string },
  blocks: readonly Block[] = composeBlocks(error, context),
): ErrorPage {
  const { site, words, base } = context;
  const { code, summary = '' } = error;
  const options = { name: `The page of ${code} (its prose is errors/${slugOf(code)}.mdx)`, site, words, base };
  return {
    summary: compileInline(summary, options),
    ...compileBlocks(blocks, options),
    facts: escapeHtml(JSON.stringify(supportFacts(error, site, words))),
  };
}
