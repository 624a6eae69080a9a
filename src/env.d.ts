declare module 'virtual:error-reference/content' {
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

declare module 'virtual:error-reference/guides' {
  /** The guides of the content folder, by file name. */
  export const guides: readonly (import('astro').MDXInstance<Record<string, unknown>> & { readonly name: string })[];
}

declare module 'virtual:error-reference/site.css';

declare module 'virtual:error-reference/documents' {
  /** The page of an error, if a build makes its document; in dev there is none. */
  export function pageMadeAhead(code: string): Promise<import('./document/page.ts').ErrorPage> | undefined;
}

declare module 'virtual:error-reference/frame' {
  /** The document around a page: that of a site of ours, or that of the site which has our pages among its own. */
  const Frame: (props: import('./layouts/frame.ts').FrameProps) => unknown;
  export default Frame;
  /** What has our pages among its own; absent for a site of ours. */
  export const host: import('./layouts/frame.ts').Host | undefined;
}

declare module 'virtual:error-reference/layout' {
  /** The layout of the site that has our pages among its own. */
  const Layout: (props: Readonly<Record<string, unknown>>) => unknown;
  export default Layout;
}
