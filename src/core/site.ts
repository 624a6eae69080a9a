import type { Colors, ThemeColor } from './colors.ts';
import type { Api, Envelope, Envelopes, Placeholder } from './envelope.ts';
import type { Json } from './json.ts';
import type { CodeRange } from './ranges.ts';
import type { SampleLanguage } from './samples.ts';
import type { WordOverrides } from './say.ts';
import type { Aspect } from './vocabulary.ts';

/** A link with the words that name it. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** A way of grouping the errors that a team adds: its pages, chips and facts follow from it. */
export interface OwnDimension {
  readonly title: string;
  /** A sentence about the list of its values. */
  readonly about?: string;
  /** The values that entries may have, each with its words, in order. */
  readonly values: Readonly<Record<string, string>>;
}

/** What the addresses in the repository of a site may hold, each in braces. */
export const REPOSITORY_NAMES = ['code', 'category', 'title'] as const;

/** The pages that a site may keep for the team of the API: `teamGuides` are the guides whose front matter says `audience: team`. */
export const TEAM_PAGES = ['coverage', 'changes', 'teamGuides'] as const;

/** One of {@link TEAM_PAGES}. */
export type TeamPage = (typeof TEAM_PAGES)[number];

/** Pages that a team may do without: the desk of the support with its macros, the reader of logs, the endpoints, the guides, the files for clients. */
export const SPARE_PAGES = ['support', 'decode', 'endpoints', 'guides', 'clients'] as const;

/** Those to which no header leads. */
export const UNLINKED_PAGES: readonly SparePage[] = ['clients'];

/** One of {@link SPARE_PAGES}. */
export type SparePage = (typeof SPARE_PAGES)[number];

/** Whether a site has one of {@link SPARE_PAGES}. */
export const hasPage = ({ pages }: Pick<Site, 'pages'>, page: SparePage): boolean => pages?.[page] !== false;

/** A picture for the header. Its files lie in `public/` in the content folder: `/logo.svg` is `public/logo.svg`. */
export interface Logo {
  readonly src: string;
  /** The picture for the dark theme; absent where one serves both. */
  readonly dark?: string;
  /** What the picture says, where it holds the name of the site: the name doesn't stand beside it then. */
  readonly alt?: string;
}

/** A file of a font in `public/`. */
export interface FontFile {
  /** As in `/fonts/inter.woff2`. */
  readonly src: string;
  /** A weight, or the range of a variable font: `400`, `'100 900'`. Absent: 400. */
  readonly weight?: number | string;
  readonly style?: 'normal' | 'italic';
}

/** The code of the API that a team compares with its registry; paths are counted from the content folder. */
export interface SiteSources {
  /** Globs, of which those with a `!` take away: `['../src/**', '!../src/generated/**']`. */
  readonly files: readonly string[];
  /** Regular expressions whose first group is a code; absent: what looks like the registry's codes where errors are told. */
  readonly patterns?: readonly string[];
  /** A file of findings that are known, as `check --sources GLOB --format json` prints them. */
  readonly baseline?: string;
}

/** A font by its name; without files it is one that readers have installed. The fonts of the system stand behind it. */
export interface Font {
  readonly family: string;
  readonly files?: readonly FontFile[];
}

/** An element for the head of every page. A script has its text in a file: the policy lets nothing inline run. */
export interface HeadElement {
  readonly tag: 'script' | 'link' | 'meta';
  /** As in HTML; a path that begins with a slash is one of the site, as of a file in `public/`. */
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

/** The directives of the policy to which a site may add. */
export const POLICY_DIRECTIVES = [
  'script-src',
  'style-src',
  'img-src',
  'font-src',
  'connect-src',
  'frame-src',
  'media-src',
  'worker-src',
  'form-action',
  'frame-ancestors',
] as const;

/** Sources by directive that a site adds to the policy. */
export type Policy = Readonly<Partial<Record<(typeof POLICY_DIRECTIVES)[number], readonly string[]>>>;

/** Another registry whose errors the site shows beside its own. */
export interface Include {
  /** An `errors.json`, a `registry.json` or a content folder, counted from this content folder: `../billing/errors.json`. */
  readonly from: string;
  /** Stands before the names of its categories: with `billing`, `cards` becomes `billing-cards`. */
  readonly prefix: string;
  /** Who decides about its errors: `Billing team`. */
  readonly owner?: string;
}

/** How the team counts the errors of its API, and when it is told. */
export interface Operations {
  /** The counter: `http_errors_total`. */
  readonly metric: string;
  /** Its label that holds the code: `code`. */
  readonly label: string;
  /** When an alert fires, as PromQL: `{series}` is the counter of one code, as in `increase({series}[5m]) > 10`. */
  readonly expression: string;
}

/** What the site says about itself and the API; `content/site.ts` exports one. `Name` is the union of its own placeholders. */
export interface Site<Name extends string = string> extends Envelopes {
  /** Name of the reference, as in the header. */
  readonly name: string;
  /** One sentence for search engines and the home page. */
  readonly description: string;
  /** Where the site is published; its path is the base of all links. */
  readonly url: string;
  /** Base URL of the API, for examples. */
  readonly apiUrl: string;
  /** The version of the API, as its owners call it: `2.1`. */
  readonly version?: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Words of the interface that this site puts in the place of ours. */
  readonly words?: WordOverrides;
  /**
   * Ways of grouping the errors besides those of every site, by id: `{ severity: { title: 'Severity', values: { high:
   * 'High' } } }`. An entry states its value under `dimensions`.
   */
  readonly dimensions?: Readonly<Record<string, OwnDimension>>;
  /** Text or emoji of at most two characters in the header's mark, or a picture in its place. */
  readonly logo?: string | Logo;
  /** The picture in the tab of the browser, a file in `public/`: `/favicon.png`. Absent: `/favicon.svg`, ours or one in `public/`. */
  readonly favicon?: string;
  /** Fonts of texts and of code, with files in `public/`; absent: those of the reader's system, which cost no byte. */
  readonly font?: { readonly text?: Font; readonly code?: Font };
  /** Colours of links and focus, for each theme: a short form of `colors: { accent: … }`. */
  readonly accent?: ThemeColor;
  /**
   * Opaque CSS colours by what they are for, each for both themes: `{ page: { light: '#fff', dark: '#111' } }`. What is
   * read keeps 4.5:1 against the page and the surface of boxes; the check says where it doesn't.
   */
  readonly colors?: Colors;
  /** Links of yours in the header, behind those of the site; in the menu, where they leave the box no room. */
  readonly header?: { readonly links: readonly Link[] };
  /** Links of yours in the footer: an imprint, terms. */
  readonly footer?: { readonly links: readonly Link[] };
  /** Elements for the head of every page: `{ tag: 'script', attributes: { src: 'https://…', defer: true } }`. */
  readonly head?: readonly HeadElement[];
  /**
   * Sources that the Content-Security-Policy allows besides the site itself, by directive: `{ 'script-src':
   * ['https://plausible.io'], 'connect-src': ['https://plausible.io'] }`.
   */
  readonly policy?: Policy;
  /** Source repository: `editUrl` and `issueUrl` may hold `{code}`, `{category}` and `{title}`. */
  readonly repository?: { readonly url: string; readonly editUrl?: string; readonly issueUrl?: string };
  /**
   * Links of the menu for sharing that open an error's page in an assistant; absent: none. `{prompt}`, `{url}` and
   * `{markdownUrl}` in an address are a sentence that asks for help, the page, and the page as Markdown: `{ label: 'Ask
   * our assistant', href: 'https://assistant.example.com/?q={prompt}' }`.
   */
  readonly assistants?: readonly Link[];
  /** How alerts count the errors of the API, for `generate --for prometheus`; absent: it writes annotations alone. */
  readonly operations?: Operations;
  readonly support: Link;
  readonly statusPage?: Link;
  readonly accountSettings?: Link;
  /** Other registries whose errors stand here as well: `[{ from: '../billing/errors.json', prefix: 'billing' }]`. */
  readonly include?: readonly Include[];
  /** What is stated of the APIs of other registries, by the names that entries have in `registry`; `include` adds to it. */
  readonly registries?: Readonly<Record<string, Api>>;
  /** Old paths, each with the page that took its place: `{ '/guides/old/': '/guides/new/' }`. */
  readonly moved?: Readonly<Record<string, string>>;
  /** ISO dates of versions that `since` names, for the list of changes and the feed. */
  readonly releases?: Readonly<Record<string, string>>;
  /**
   * Which team has which codes: `{ team: 'payments', from: 4000, to: 4999 }` for numbers, `{ team: 'payments', prefix: 'PAY_' }`
   * for names. A team may have several. Of two prefixes the longer counts, and an empty one takes the names without another.
   */
  readonly ranges?: readonly CodeRange[];
  /** Percent of the errors that must have each aspect; the check fails below it. */
  readonly coverage?: Readonly<Partial<Record<Aspect, number>>>;
  /**
   * The pages that serve the team of the API, and would stand in the way of those who met an error: unless stated, no
   * search engine and only one link leads to them. `true` shows one to everybody, `false` makes none.
   * Changes that there are concern every caller: their list is hidden by `false` alone.
   * `false` also takes away what a team has no use for: `support`, `decode`, `endpoints`, `guides`, `clients`.
   */
  readonly pages?: Readonly<Partial<Record<TeamPage | SparePage, boolean>>>;
  /** The code of the API; `check` compares it with the registry. */
  readonly sources?: SiteSources;
  /** The languages of the code samples, in the order of their tabs; absent: curl, TypeScript, Python, Go and Java. */
  readonly samples?: readonly SampleLanguage[];
  /** The response header that carries the request id, if the API has one. */
  readonly requestIdHeader?: string;
  /**
   * The JSON of the error responses. A string that is exactly `{code}`, `{subcode}`, `{message}`, `{status}`,
   * `{statusText}`, `{title}`, `{details}`, `{docUrl}` or one of `placeholders` is replaced by that value; a key whose value
   * is missing is left out. Absent where nobody states it.
   */
  readonly envelope?: Json;
  /** Media type of these responses: `application/problem+json`; absent for `application/json`. */
  readonly mediaType?: string;
  /** Whether the API also answers with problem documents (RFC 9457) to who asks for them; absent: nobody says so. */
  readonly problemDocuments?: boolean;
  /** Further envelopes by name, for the entries that name one: `{ oauth: { body: { error: '{code}' } } }`. */
  readonly envelopes?: Readonly<Record<string, Envelope>>;
  /** Stated by whatever loads the content of an internal site, and by no author. */
  readonly visibility?: 'internal';
  /** The placeholders of envelopes besides those that every site has, by name. */
  readonly placeholders?: Readonly<Record<Name, Placeholder>>;
}

/** The colours that a site states. */
export const colorsOf = ({ accent, colors }: Pick<Site, 'accent' | 'colors'>): Colors => ({
  ...colors,
  ...(accent && { accent }),
});

/** Declares the site; the compiler checks the fields. */
export function defineSite<const Name extends string = never>(site: Site<Name>): Site<Name> {
  return site;
}
