/** A thread that waits for a message, reads the content folder that it was given, and answers with {@link ThreadAnswer}. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { Content } from '../content/load.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

/** What was read, or the lines that tell what is wrong. */
export type ThreadAnswer =
  { readonly content: Content } | { readonly mistake: string; readonly files: readonly string[] };

async function answer(dir: string): Promise<ThreadAnswer> {
  try {
    return { content: await readContent(dir) };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { mistake: error.message, files: error.files };
  }
}

if (parentPort) {
  await once(parentPort, 'message');
  parentPort.postMessage(await answer(String(workerData)));
}
