import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Content } from '../content/load.ts';
import type { ThreadAnswer } from './content-thread.ts';
import { Mistake } from '../core/mistake.ts';
import type { Visibility } from '../core/vocabulary.ts';
import { ownModule } from '../content/own-files.ts';

/**
 * Makes a function that reads a content folder as it is now and holds it to the rules, each time anew. It throws a
 * {@link Mistake} with one line a problem. Without a visibility it is that of the environment.
 */
export function createContentReader(dir: string, visibility?: Visibility): () => Promise<Content> {
  const start = (): Worker => startThread(dir, visibility);
  // Node keeps each module that it ever imported, so every reading has a thread of its own. The next one already waits.
  let next: Worker | undefined;
  return async () => {
    const thread = next ?? start();
    next = start();
    thread.ref();
    thread.postMessage('read');
    try {
      const [answer] = (await once(thread, 'message')) as [ThreadAnswer];
      if ('content' in answer) return answer.content;
      const mistake = Object.assign(new Mistake(answer.mistake), { files: answer.files });
      // The dev server prints the stack of what it is told, and the author wants the sentence.
      mistake.stack = '';
      throw mistake;
    } finally {
      await thread.terminate();
    }
  };
}

function startThread(dir: string, visibility: Visibility | undefined): Worker {
  const env = { ...process.env, ...(visibility && { VISIBILITY: visibility }) };
  const thread = new Worker(ownModule('cli/content-thread'), { workerData: dir, env });
  thread.unref();
  return thread;
}
