import { dirname, relative } from 'node:path/posix';
import { errorPath } from '../core/url.ts';
import { sampleId } from '../document/compose.ts';
import type { Book, Page, PictureSource, Target } from './model.ts';

/** A generator of sites, and how it takes the pages of a reference. */
export interface Host {
  /** What people call it. */
  readonly title: string;
  /** The folder of a host's project that holds its pages, for messages. */
  readonly pagesFolder: string;
  /** The ending of its files, with the dot. */
  readonly extension: string;
  /** Whether components of an author are kept. */
  readonly isMdx: boolean;
  /** A page as the text of its file; `at` is the folder of the export among the pages of the host: `reference`. */
  readonly write: (page: Page, book: Book, at: string) => string;
  /** Files besides the pages, by their path below the folder of the export. */
  readonly extras?: (book: Book, at: string) => ReadonlyMap<string, string>;
  /** What is left to do after an export, as lines. */
  readonly next: (book: Book, at: string) => readonly string[];
}

/** Every file of an export, by its path below the folder of the export. */
export function exportFiles(book: Book, host: Host, at: string): ReadonlyMap<string, string> {
  return new Map([
    ...[...book.pages.values()].map((page) => [page.file + host.extension, host.write(page, book, at)] as const),
    ...(host.extras?.(book, at) ?? []),
  ]);
}

/** The pages that hold components or expressions of their author's own, which an export can't bring along. */
export function pagesWithOwnCode(book: Book): readonly Page[] {
  return [...book.pages.values()].filter(
    ({ flow, modules }) => modules.length > 0 || JSON.stringify(flow).includes('"kind":"raw"'),
  );
}

/** A link as a host writes it: `toPage` gives the address of a page, where that is not this page itself. */
export function linkWith(
  here: Page,
  book: Book,
  toPage: (page: Page) => string,
): (target: Target) => string | undefined {
  return (target) => {
    if ('url' in target) return target.url;
    const page = book.pages.get(target.page);
    if (page === undefined) return undefined;
    const fragment = fragmentOn(page, target.fragment);
    if (page !== here) return toPage(page) + (fragment === undefined ? '' : `#${fragment}`);
    return fragment === undefined ? undefined : `#${fragment}`;
  };
}

/** The id that a fragment means on a page: its own, or for one language of samples that of the block. */
function fragmentOn(page: Page, fragment: string | undefined): string | undefined {
  if (fragment === undefined) return undefined;
  const id = decodeFragment(fragment);
  if (page.ids.has(id)) return id;
  const block = 'handle-in-code';
  return id.startsWith(sampleId(block, '')) && page.ids.has(block) ? block : undefined;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The path from one file to another, which begins with a dot. */
export function relativePath(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The address of a picture from the file of a page, as all hosts take it, whatever the address of the page is. */
export const pictureFrom =
  (here: Page) =>
  (source: PictureSource): string =>
    'url' in source ? source.url : relativePath(here.file, source.file);

/** Whether a page is that of an error. */
export const isError = ({ path }: Page): boolean => path.startsWith(errorPath('').slice(0, -1));

/** The comment that tells people where a file comes from, for front matter. */
const MADE_HERE = '# Written by error-reference: change the registry and export again.';

/** Front matter with {@link MADE_HERE} in it. */
export const withOrigin = (head: string): string => head.replace('---\n', `---\n${MADE_HERE}\n`);
