/** A thread that makes parts of the search index, one after the other. */
import { parentPort } from 'node:worker_threads';
import type { PagefindIndex } from 'pagefind';
import { addGuides, indexErrors, writeIndex, type Searched } from '../search/index-site.ts';

/** What is asked of the thread; it answers each message when it is done. */
export type SearchMessage =
  /** Index these errors. */
  | { readonly searched: Searched }
  /** Add guides, HTML by their paths, to what was indexed, and write it, with the program that reads it or without. */
  | { readonly guides: readonly (readonly [string, string])[]; readonly folder: string; readonly program: boolean };

let index: PagefindIndex | undefined;

async function answer(message: SearchMessage): Promise<void> {
  if ('searched' in message) {
    index = await indexErrors(message.searched);
  } else if (index !== undefined) {
    await addGuides(index, message.guides);
    await writeIndex(index, message.folder, message);
  }
  parentPort?.postMessage('done');
}

// What it rejects with ends the thread, which tells the build.
parentPort?.on('message', (message: SearchMessage) => void answer(message));
