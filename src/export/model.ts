/** A page as data, between the MDX that it is read from and the files of the hosts that it is written for. */

/** Where a link leads: to a page of the reference, by its path, or elsewhere. */
export type Target = { readonly page: string; readonly fragment?: string } | { readonly url: string };

/** Where a picture is: in a file of the export, by its path below the folder of that, or elsewhere. */
export type PictureSource = { readonly file: string } | { readonly url: string };

/** A piece of a sentence. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly target: Target; readonly inside: readonly Inline[] }
  | { readonly kind: 'image'; readonly source: PictureSource; readonly alt: string }
  | { readonly kind: 'break' }
  | Element<Inline>
  | Raw<Inline>;

/** An element of HTML, with the attributes that are plain texts. */
interface Element<Inside> {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly Inside[];
}

/** MDX of an author that only a compiler of MDX understands, and what stands inside it. */
interface Raw<Inside> {
  readonly kind: 'raw';
  readonly mdx: string;
  readonly inside: readonly Inside[];
}

/** Code with its caption, and the numbers of its marked lines. */
export interface Code {
  readonly kind: 'code';
  readonly lang: string;
  readonly title?: string;
  readonly marked: readonly number[];
  readonly body: string;
}

/** A piece of a page. */
export type Flow =
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'heading'; readonly depth: number; readonly id?: string; readonly inside: readonly Inline[] }
  | {
      readonly kind: 'list';
      /** The number of the first item, where items have numbers. */
      readonly start?: number;
      readonly items: readonly (readonly Flow[])[];
    }
  | { readonly kind: 'quote'; readonly inside: readonly Flow[] }
  | { readonly kind: 'tabs'; readonly codes: readonly Code[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' }
  | Code
  | Element<Flow>
  | Raw<Flow>;

/** What a page says below its title. */
export interface PageText {
  readonly flow: readonly Flow[];
  /** What the page imports and exports, as its author wrote it. */
  readonly modules: readonly string[];
  /** The ids of its headings. */
  readonly ids: ReadonlySet<string>;
}

/** A page to be written for a host. */
export interface Page extends PageText {
  /** Its path in the reference: `/errors/X/`. */
  readonly path: string;
  /** Its file below the folder of the export, without an ending: `errors/X`. */
  readonly file: string;
  readonly title: string;
  /** What it is called in a list of pages. */
  readonly label: string;
  readonly description?: string | undefined;
  /** Its place among the pages of its folder, from 0. */
  readonly order: number;
}

/** The pages that link to each other, and what they are called together. */
export interface Book {
  readonly title: string;
  /** The names of the folders, by the folder. */
  readonly folders: Readonly<Record<'errors' | 'guides', string>>;
  /** By path. */
  readonly pages: ReadonlyMap<string, Page>;
  /** Where the pictures of its pages are on the disk, by their paths below the folder of the export. */
  readonly pictures: ReadonlyMap<string, string>;
  /** The pictures that are not there, by what the text says and the file of the page without an ending. */
  readonly lostPictures: readonly { readonly file: string; readonly href: string }[];
}

/** The words of a sentence, without its markup. */
export function wordsIn(inside: readonly Inline[]): string {
  return inside
    .map((piece) => {
      if (piece.kind === 'text' || piece.kind === 'code') return piece.text;
      if (piece.kind === 'image') return piece.alt;
      return piece.kind === 'break' ? ' ' : wordsIn(piece.inside);
    })
    .join('');
}
