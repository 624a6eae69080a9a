import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Runs a thread of this folder that answers once, and returns its answer. Rejects with what it throws. */
export async function runThread<Answer>(file: string, workerData: unknown): Promise<Answer> {
  const thread = new Worker(new URL(file, import.meta.url), { workerData });
  const [answer] = (await once(thread, 'message')) as [Answer];
  await thread.terminate();
  return answer;
}
