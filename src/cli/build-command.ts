import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildSite } from '../build/build-site.ts';
import { lockTarget } from '../build/lock.ts';
import { findTarget } from '../build/target.ts';
import { contentDir } from '../content/load.ts';
import { findHostLimits } from '../server/host-limits.ts';
import { Mistake, readContent, run } from './report.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
const root = resolve(import.meta.dirname, '../..');

await run(async () => {
  const started = performance.now();
  const dir = contentDir(root);
  const target = findTarget(process.env['OUT'], { root, content: dir });
  await lockTarget(target);
  const content = await readContent(dir);
  // Astro keeps what it works with below the working directory.
  process.chdir(root);
  const files = await buildSite({ root, target, content, say: console.log }).catch((error: unknown) => {
    throw isAuthors(error) ? new Mistake(describe(error)) : error;
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages of ${content.registry.errors.length} errors in ${seconds} s.`);
  const rules = readFileSync(join(target, '_redirects'), 'utf8');
  for (const line of findHostLimits({ rules, files })) console.log(line);
});

/** Whether the content is at fault. Pages are bundled with classes of their own, so the name tells a registry's error. */
function isAuthors(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'RegistryError' || /is not valid MDX: |\.mdx\b/.test(error.message));
}

/** The bundler's message about a guide, from its file on, without colours and traces. */
function describe({ message }: Error): string {
  const [text = message] = stripVTControlCharacters(message).split(/\n\s+at /);
  return text.replace(/^Build failed with \d+ errors?:\s*/, '').trim();
}
