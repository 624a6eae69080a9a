import { resolve } from 'node:path';
import { build } from 'astro';
import { contentDir } from '../content/load.ts';
import { Mistake, readContent, run } from './report.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
const root = resolve(import.meta.dirname, '../..');

await run(async () => {
  const started = performance.now();
  const { registry } = await readContent(contentDir(root));
  await build({ root, logLevel: 'warn' }).catch((error: unknown) => {
    throw isAuthors(error) ? new Mistake(error.message) : error;
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages of ${registry.errors.length} errors in ${seconds} s.`);
});

/** Whether the content is at fault. Pages are bundled with classes of their own, so the name tells a registry's error. */
function isAuthors(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'RegistryError' || error.message.includes(' is not valid MDX: '));
}
