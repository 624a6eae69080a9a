import type { RegisteredError, Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { wordsOf } from '../core/say.ts';
import type { Words } from '../core/words.ts';
import { indexRegistry, type Indexed } from '../explain/explanation.ts';
import { indexTexts } from '../explain/search.ts';
import type { Postings } from '../lookup/nearest.ts';

/** What agents are told of: a registry, however it was read. */
export interface AgentContent {
  readonly registry: Registry;
  readonly site: Site;
  /** The page of an error as Markdown. */
  readonly pageOf: (error: RegisteredError) => Promise<string>;
  /** Why it is not as its source is now, in a sentence; absent where it is. */
  readonly isStale?: string;
}

/** A registry with what is made of it once. */
export interface PreparedContent extends AgentContent {
  readonly words: Words;
  readonly indexed: Indexed;
  /** Made when they are first asked for. */
  readonly texts: () => readonly Postings[];
}

/** Prepares content, once for as long as it stays the same. */
export function createPreparer(read: () => Promise<AgentContent>): () => Promise<PreparedContent> {
  let last: { readonly registry: Registry; readonly prepared: Omit<PreparedContent, keyof AgentContent> } | undefined;
  return async () => {
    const content = await read();
    if (last?.registry !== content.registry) last = { registry: content.registry, prepared: prepare(content) };
    return { ...content, ...last.prepared };
  };
}

function prepare({ registry, site }: AgentContent): Omit<PreparedContent, keyof AgentContent> {
  const indexed = indexRegistry(registry, site);
  let texts: readonly Postings[] | undefined;
  return { words: wordsOf(site), indexed, texts: () => (texts ??= indexTexts(indexed)) };
}
