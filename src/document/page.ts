import type { RegisteredError } from '../core/define.ts';
import { escapeHtml } from '../core/html.ts';
import { slugOf } from '../core/url.ts';
import { compileDocuments, compileInline, type CompiledError } from './compile.ts';
import { composeBlocks, type Block, type DocumentContext } from './compose.ts';
import { supportFacts } from './support-facts.ts';

/** What the page of an error holds that is made from its entry alone: its document, and more as HTML. */
export interface ErrorPage extends CompiledError {
  /** The summary, for the inside of an element. */
  readonly summary: string;
  /** The facts for support as JSON, for the inside of an element. */
  readonly facts: string;
}

/** An error with the blocks of its document. */
export interface ComposedError {
  readonly error: RegisteredError;
  readonly blocks: readonly Block[];
}

/** Makes the pages of errors. Throws where hand-written prose is not valid MDX. */
export function makePages(
  composed: readonly ComposedError[],
  { site, words, base }: Pick<DocumentContext, 'site' | 'words'> & { readonly base: string },
): readonly ErrorPage[] {
  const documents = composed.map(({ error, blocks }) => ({ name: nameOf(error), blocks }));
  return compileDocuments(documents, { site, words, base }).map((document, index) => {
    const { error } = composed[index] as ComposedError;
    return {
      summary: compileInline(error.summary ?? '', { name: nameOf(error), site, words, base }),
      ...document,
      facts: escapeHtml(JSON.stringify(supportFacts(error, site, words))),
    };
  });
}

/** As {@link makePages}, for one error. */
export function makePage(error: RegisteredError, context: DocumentContext & { readonly base: string }): ErrorPage {
  return makePages([{ error, blocks: composeBlocks(error, context) }], context)[0] as ErrorPage;
}

const nameOf = ({ code }: RegisteredError): string => `The page of ${code} (its prose is errors/${slugOf(code)}.mdx)`;
