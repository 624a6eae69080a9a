import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ownModule } from '../content/own-files.ts';

/** Runs a thread of this folder, by its name, that answers once, and returns its answer. Rejects with what it throws. */
export async function runThread<Answer>(name: string, workerData: unknown): Promise<Answer> {
  const thread = new Worker(ownModule(`build/${name}`), { workerData });
  const [answer] = (await once(thread, 'message')) as [Answer];
  await thread.terminate();
  return answer;
}
