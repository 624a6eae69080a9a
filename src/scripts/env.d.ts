/** The address of a stylesheet that a script loads. */
declare module '*.css?url' {
  const address: string;
  export default address;
}

declare module 'virtual:error-reference/words/box' {
  const words: import('../core/words.ts').Words['box'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/reasons' {
  const words: import('../core/words.ts').Words['reasons'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/copy' {
  const words: import('../core/words.ts').Words['copy'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/support' {
  const words: import('../core/words.ts').Words['support'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/unknown' {
  const words: import('../core/words.ts').Words['unknown'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/filled' {
  const words: import('../core/words.ts').Words['filled'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/tabs' {
  const words: import('../core/words.ts').Words['tabs'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/keys' {
  const words: import('../core/words.ts').Words['keys'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/decode' {
  const words: import('../core/words.ts').Words['decode'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/desk' {
  const words: import('../core/words.ts').Words['desk'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/theme' {
  const words: import('../core/words.ts').Words['theme'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/reply' {
  const words: import('../core/words.ts').Words['reply'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}

declare module 'virtual:error-reference/words/byHand' {
  const words: import('../core/words.ts').Words['byHand'];
  export default words;
  /** The language of the words. */
  export const lang: string;
}
