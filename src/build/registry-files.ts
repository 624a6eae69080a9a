import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { registryFiles, type MachineContent } from '../machine/files.ts';

/** Files about fewer errors than this are composed before a thread is ready for them. */
const FEW = 500;

/** Composes the files about all errors, each with its path, on another core if there are many. */
export async function composeRegistryFiles({
  registry,
  site,
}: Omit<MachineContent, 'prose'>): Promise<Iterable<readonly [string, string]>> {
  if (registry.errors.length < FEW) return registryFiles({ registry, site });
  const thread = new Worker(new URL('registry-thread.ts', import.meta.url), { workerData: { registry, site } });
  const [files] = (await once(thread, 'message')) as [Iterable<readonly [string, string]>];
  await thread.terminate();
  return files;
}
