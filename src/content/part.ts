import type { Content } from './load.ts';

/** Pages of ours in a site that Astro makes. */
export interface Part {
  /** What they are made from, which in dev changes. */
  readonly content: () => Content;
  /** The path below which they stand, without the base of the site; empty where all of the site is ours. */
  readonly at: string;
  /** Whether light or dark is ours to choose. */
  readonly hasTheme: boolean;
}
