interface ImportMetaEnv {
  /** What {@link import('./core/url.ts').baseOf} makes of the site's URL. */
  readonly SITE_BASE: string;
}

declare module 'virtual:content' {
  /** Every error of the content folder. */
  export const registry: import('./core/define.ts').Registry;
  /** The settings of the content folder. */
  export const site: import('./core/site.ts').Site;
  /** Whether the site has guides for everybody. */
  export const hasGuides: boolean;
  /** The names of the guides that only the team of the API is led to. */
  export const teamGuides: readonly string[];
  /** Hand-written MDX by slug. */
  export const prose: Readonly<Record<string, string>>;
}

declare module 'virtual:guides' {
  /** The guides of the content folder, by file name. */
  export const guides: readonly (import('astro').MDXInstance<Record<string, unknown>> & { readonly name: string })[];
}

declare module 'virtual:site.css';

declare module 'virtual:documents' {
  /** The page of an error, if a build makes its document; in dev there is none. */
  export function pageMadeAhead(code: string): Promise<import('./document/page.ts').ErrorPage> | undefined;
}
