import type { Invocation } from './errors.ts';
import { readContent } from './report.ts';

/** `check`: holds the registry to its rules; writes nothing. */
export async function check({ dir }: Invocation): Promise<void> {
  const { registry } = await readContent(dir);
  console.log(`${registry.errors.length} errors keep all rules.`);
}
