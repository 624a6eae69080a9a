import { host } from 'virtual:error-reference/frame';
import type { Heading } from '../document/plugins.ts';

/** A site that has our pages among its own: one with a layout, or one made with Starlight. */
export type Host = 'layout' | 'starlight';

/** What a page is in another form. */
export interface PageForm {
  readonly type: string;
  readonly title?: string;
  readonly href: string;
}

/** What a page tells the document around it. */
export interface FrameProps {
  readonly title: string;
  /** The title with the name of the site behind it. */
  readonly fullTitle: string;
  readonly description: string;
  /** The address of the page; absent where no search engine should list it. */
  readonly canonical: string | undefined;
  readonly forms: readonly PageForm[];
  /** Whether the lookup box stands above the page; the home page has its own. */
  readonly box: boolean;
  readonly headings: readonly Heading[];
  /** Whether the page is found by a search of the whole site. */
  readonly isSearched: boolean;
}

/** The id of a page's title, where the frame leads to it. */
export const titleId = host === 'starlight' ? '_top' : undefined;

/** Whether a page lists its headings itself. */
export const listsHeadings = host !== 'starlight';

/**
 * Marks the part of a page that is searched. One such mark of Pagefind's makes it leave out all pages without, which
 * another site's own may be.
 */
export const searched = host === undefined ? { 'data-pagefind-body': '' } : { 'data-searched': '' };
