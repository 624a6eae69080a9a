import { HEAD, readPart, type CodeHead, type CodePart } from '../lookup/code-index.ts';
import { buildLookup, type IndexedError, type LookupIndex } from '../lookup/lookup-index.ts';

/** The code index as far as it is loaded. */
export interface CodeIndex {
  /** All that a text needs, or `undefined` while some of it is not loaded. */
  readonly ready: (text: string) => LookupIndex | undefined;
  /** Loads what a text needs. */
  readonly load: (text: string) => Promise<void>;
}

/** The code index of the site with this base; loads its first file at once. */
export function openIndex(base: string): CodeIndex {
  const loaded = new Set<string>();
  const errors = new Map<string, IndexedError>();
  const fetchFile = async (name: string): Promise<unknown> => {
    const response = await fetch(`${base}/lookup/${name}.json`);
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return response.json();
  };
  const keep = (part: CodePart): void => {
    for (const error of readPart(part)) errors.set(error.code, { ...errors.get(error.code), ...error });
  };
  let head: CodeHead | undefined;
  let index: LookupIndex | undefined;
  let missing = (_text: string): readonly string[] => [];
  const loadHead = async (): Promise<void> => {
    const file = (await fetchFile(HEAD)) as CodeHead;
    const { parts } = file;
    if (parts) {
      const { neededParts } = await import('../lookup/code-parts.ts');
      missing = (text) => neededParts(text, parts, file.fields).filter((name) => !loaded.has(name));
    }
    keep(file.rows);
    head = file;
  };
  let loading: Promise<void> | undefined;
  return {
    ready(text) {
      if (head === undefined || missing(text).length > 0) return undefined;
      return (index ??= buildLookup([...errors.values()], new Map(head.statuses), head.fields));
    },
    async load(text) {
      loading ??= loadHead();
      loading.catch(() => (loading = undefined)); // the next text tries again
      await loading;
      const names = missing(text);
      const parts = await Promise.all(names.map(fetchFile));
      for (const part of parts) keep(part as CodePart);
      for (const name of names) loaded.add(name);
      if (names.length > 0) index = undefined;
    },
  };
}
