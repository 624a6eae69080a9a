import { registryFiles, type MachineContent } from '../machine/files.ts';
import { runThread } from './run-thread.ts';

/** Files about fewer errors than this are composed before a thread is ready for them. */
const FEW = 500;

/** Composes the files about all errors, each with its path, on another core if there are many. */
export async function composeRegistryFiles({
  registry,
  site,
}: Omit<MachineContent, 'prose'>): Promise<Iterable<readonly [string, string]>> {
  if (registry.errors.length < FEW) return registryFiles({ registry, site });
  return runThread('registry-thread', { registry, site });
}
