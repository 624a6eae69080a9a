import type { Envelope, Envelopes, Placeholder } from './envelope.ts';
import type { Json } from './json.ts';
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
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Words of the interface that this site puts in the place of ours. */
  readonly words?: WordOverrides;
  /**
   * Ways of grouping the errors besides those of every site, by id: `{ severity: { title: 'Severity', values: { high:
   * 'High' } } }`. An entry states its value under `dimensions`.
   */
  readonly dimensions?: Readonly<Record<string, OwnDimension>>;
  /** Text or emoji of at most two characters in the header's mark. */
  readonly logo?: string;
  /** CSS colours of links and focus, for each theme; must keep 4.5:1 against the page. */
  readonly accent?: { readonly light: string; readonly dark: string };
  /** Source repository: `editUrl` and `issueUrl` may hold `{code}`, `{category}` and `{title}`. */
  readonly repository?: { readonly url: string; readonly editUrl?: string; readonly issueUrl?: string };
  readonly support: Link;
  readonly statusPage?: Link;
  readonly accountSettings?: Link;
  /** Old paths, each with the page that took its place: `{ '/guides/old/': '/guides/new/' }`. */
  readonly moved?: Readonly<Record<string, string>>;
  /** ISO dates of versions that `since` names, for the list of changes and the feed. */
  readonly releases?: Readonly<Record<string, string>>;
  /** Percent of the errors that must have each aspect; the check fails below it. */
  readonly coverage?: Readonly<Partial<Record<Aspect, number>>>;
  /**
   * The pages that serve the team of the API, and would stand in the way of those who met an error: unless stated, no
   * search engine and only one link leads to them. `true` shows one to everybody, `false` makes none.
   * Changes that there are concern every caller: their list is hidden by `false` alone.
   */
  readonly pages?: Readonly<Partial<Record<TeamPage, boolean>>>;
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
  /** The placeholders of envelopes besides those that every site has, by name. */
  readonly placeholders?: Readonly<Record<Name, Placeholder>>;
}

/** Declares the site; the compiler checks the fields. */
export function defineSite<const Name extends string = never>(site: Site<Name>): Site<Name> {
  return site;
}
