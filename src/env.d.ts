declare module 'virtual:content' {
  /** Every error of the content folder. */
  export const registry: import('./core/define.ts').Registry;
  /** The settings of the content folder. */
  export const site: import('./core/site.ts').Site;
  /** Whether the content folder has guides. */
  export const hasGuides: boolean;
  /** Hand-written MDX by slug. */
  export const prose: Readonly<Record<string, string>>;
}

declare module 'virtual:guides' {
  /** The guides of the content folder, by file name. */
  export const guides: readonly (import('astro').MDXInstance<Record<string, unknown>> & { readonly name: string })[];
}

declare module 'virtual:accent.css';

declare module 'virtual:words/box' {
  const words: import('./core/words.ts').Words['box'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/reasons' {
  const words: import('./core/words.ts').Words['reasons'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/copy' {
  const words: import('./core/words.ts').Words['copy'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/support' {
  const words: import('./core/words.ts').Words['support'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/filled' {
  const words: import('./core/words.ts').Words['filled'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/tabs' {
  const words: import('./core/words.ts').Words['tabs'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/keys' {
  const words: import('./core/words.ts').Words['keys'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/decode' {
  const words: import('./core/words.ts').Words['decode'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/desk' {
  const words: import('./core/words.ts').Words['desk'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:words/theme' {
  const words: import('./core/words.ts').Words['theme'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}
