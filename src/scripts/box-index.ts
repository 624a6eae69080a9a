import type { Hit } from '../lookup/answer.ts';
import { HEAD, mergeErrors, readPart, unpackParts, type CodeHead, type CodePart } from '../lookup/code-index.ts';
import { buildLookup, type IndexedError, type LookupIndex } from '../lookup/lookup-index.ts';

/** The code index as far as it is loaded. */
export interface CodeIndex {
  /** What is there, and whether that is all that a text needs; `undefined` before anything is there. */
  readonly read: (text: string) => LoadedIndex | undefined;
  /** Loads what a text needs and what failed before; never rejects, and keeps what comes. */
  readonly load: (text: string) => Promise<void>;
  /** The errors nearest to a text by its words, for a text that means none for certain. */
  readonly nearest: (text: string, unknown?: string) => Promise<readonly Hit[]>;
}

/** What is loaded of the index. */
export interface LoadedIndex {
  readonly index: LookupIndex;
  /** Whether nothing is missing that the text needs. */
  readonly complete: boolean;
}

/** The code index of the site with this base. */
export function openIndex(base: string): CodeIndex {
  const loaded = new Set<string>();
  const loading = new Map<string, Promise<void>>();
  const errors = new Map<string, IndexedError>();
  let head: CodeHead | undefined;
  let statuses: ReadonlyMap<number, number> = new Map();
  let index: LookupIndex | undefined;
  /** The names of the parts that a text needs; `undefined` while nobody can tell. */
  let needed: ((text: string) => readonly string[]) | undefined;

  const fetchFile = async (name: string): Promise<unknown> => {
    const response = await fetch(`${base}/lookup/${name}.json`);
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return response.json();
  };
  const keep = (part: CodePart): void => {
    for (const error of readPart(part)) errors.set(error.code, mergeErrors(errors.get(error.code), error));
    index = undefined;
  };
  /** Does a thing once at a time; what failed is asked for again by the next text. */
  const once = (name: string, act: () => Promise<void>): Promise<void> => {
    const running =
      loading.get(name) ??
      act()
        .catch(() => undefined)
        .finally(() => loading.delete(name));
    loading.set(name, running);
    return running;
  };
  const loadHead = async (): Promise<void> => {
    const file = (await fetchFile(HEAD)) as CodeHead;
    statuses = new Map(file.statuses);
    keep(file.rows);
    head = file;
    if (file.parts === undefined) needed = () => [];
  };
  const loadPlan = async ({ parts, fields }: CodeHead): Promise<void> => {
    if (parts === undefined) return;
    const { neededParts } = await import('../lookup/code-parts.ts');
    const unpacked = unpackParts(parts);
    needed = (text) => neededParts(text, unpacked, fields);
  };
  const loadPart = async (name: string): Promise<void> => {
    keep((await fetchFile(name)) as CodePart);
    loaded.add(name);
  };
  const missing = (text: string): readonly string[] | undefined => needed?.(text).filter((name) => !loaded.has(name));
  return {
    read(text) {
      if (head === undefined) return undefined;
      index ??= buildLookup([...errors.values()], statuses, head.fields, head.parts === undefined);
      return { index, complete: missing(text)?.length === 0 };
    },
    async load(text) {
      if (head === undefined) await once(HEAD, loadHead);
      const known = head;
      if (known === undefined) return;
      if (needed === undefined) await once('plan', async () => loadPlan(known));
      await Promise.all((missing(text) ?? []).map(async (name) => once(name, async () => loadPart(name))));
    },
    async nearest(text, unknown) {
      if (head === undefined) return [];
      const { findNearest } = await import('../lookup/nearest.ts');
      return findNearest(text, head, fetchFile, unknown);
    },
  };
}
