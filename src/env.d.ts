declare module 'virtual:error-reference/content' {
  /** Every error of the content folder. */
  export const registry: import('./core/define.ts').Registry;
  /** The settings of the content folder. */
  export const site: import('./core/site.ts').Site;
  /** What became of the errors from version to version, where that is known. */
  export const history: import('./core/history.ts').History | undefined;
  /** Whether the site has guides for everybody. */
  export const hasGuides: boolean;
  /** The names of the guides that only the team of the API is led to. */
  export const teamGuides: readonly string[];
  /** Hand-written MDX by slug. */
  export const prose: Readonly<Record<string, string>>;
}

declare module 'virtual:error-reference/own-guides' {
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
  /** What has our pages among its own, a site with a layout or one made with Starlight; absent for a site of ours. */
  export const host: 'layout' | 'starlight' | undefined;
}

declare module 'virtual:error-reference/layout' {
  /** The layout of the site that has our pages among its own. */
  const Layout: (props: Readonly<Record<string, unknown>>) => unknown;
  export default Layout;
}

declare module 'virtual:starlight/components/PageTitle' {
  /** The title of a page, as the site has it. */
  const PageTitle: (props: Readonly<Record<string, unknown>>) => unknown;
  export default PageTitle;
}
