import type { Content } from '../content/load.ts';
import { Mistake } from '../core/mistake.ts';

/** The content that the site is made from. In dev it follows the folder. */
export interface ContentSource {
  /** The folder. */
  readonly dir: string;
  /** The last content that could be read. Throws nothing, so that settings stay when an entry is wrong. */
  latest(): Content;
  /** The content of the folder as it is now. Throws what is wrong with it. */
  current(): Content;
  /** The files and folders from which it is read, and those in which a mistake is to be mended. */
  watched(): readonly string[];
  /** Reads the folder anew, if the source can; what is wrong with it is thrown by {@link current}. */
  renew(): Promise<void>;
}

/** A source that starts with a content and reads it anew with `read`. */
export function createSource(first: Content, read: () => Promise<Content>): ContentSource {
  let latest = first;
  let mistake: Error | undefined;
  return {
    dir: first.dir,
    latest: () => latest,
    current: () => {
      if (mistake !== undefined) throw mistake;
      return latest;
    },
    watched: () => [
      latest.dir,
      ...latest.origins.map(({ path }) => path),
      ...(mistake instanceof Mistake ? mistake.files : []),
    ],
    renew: async () => {
      try {
        latest = await read();
        mistake = undefined;
      } catch (error) {
        mistake = error instanceof Error ? error : new Error(String(error));
      }
    },
  };
}
