/** What the index step writes into the metadata of a page and the browser reads from it. */
export interface PageMeta {
  readonly title?: string;
  /** The description of the page; guides show it. */
  readonly summary?: string;
  /** The key of an error. */
  readonly code?: string;
  /** What names an error that has no code. */
  readonly name?: string;
  readonly status?: string;
  /** The written forms and other names of a code. */
  readonly names?: string;
}

/** The folder of the search index, below the base. */
export const INDEX_FOLDER = '/pagefind/';
