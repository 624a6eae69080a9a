import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'astro';
import { contentDir } from '../content/load.ts';
import { findHostLimits, readBuiltSite } from '../server/host-limits.ts';
import { Mistake, readContent, run } from './report.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
const root = resolve(import.meta.dirname, '../..');

await run(async () => {
  const started = performance.now();
  const { registry } = await readContent(contentDir(root));
  const out = resolve(root, process.env['OUT'] ?? 'dist');
  const removed = removeLastBuild(out);
  await build({ root, logLevel: 'silent' }).catch((error: unknown) => {
    throw isAuthors(error) ? new Mistake(describe(error)) : error;
  });
  await removed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages of ${registry.errors.length} errors in ${seconds} s.`);
  for (const line of findHostLimits(readBuiltSite(out))) console.log(line);
});

/** Removes the files of the last build on another core: among ten thousand pages that takes seconds. */
async function removeLastBuild(folder: string): Promise<void> {
  const old = `${folder}.old`;
  try {
    rmSync(old, { recursive: true, force: true });
    renameSync(folder, old);
  } catch {
    return; // there is none, or it can't be moved: the build empties the folder itself
  }
  const program = 'fs.rmSync(process.argv[1], { recursive: true, force: true })';
  await once(spawn(process.execPath, ['-e', program, old], { stdio: 'ignore' }), 'exit');
}

/** Whether the content is at fault. Pages are bundled with classes of their own, so the name tells a registry's error. */
function isAuthors(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'RegistryError' || /is not valid MDX: |\.mdx\b/.test(error.message));
}

/** The bundler's message about a guide, from its file on, without colours and traces. */
function describe({ message }: Error): string {
  const [text = message] = stripVTControlCharacters(message).split(/\n\s+at /);
  return text.replace(/^Build failed with \d+ errors?:\s*/, '').trim();
}
