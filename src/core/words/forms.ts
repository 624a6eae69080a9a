/** A text that depends on a `{count}`: its forms by the plural categories of the language. */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** A text with its plural forms. */
export const plural = (forms: Plural): Plural => forms;

/** How one value of a dimension is called: in a sentence of its own, on a list, and as the title of its page. */
export interface ValueWords {
  readonly label: string;
  readonly short: string;
  readonly title: string;
}
