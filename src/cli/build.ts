import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'astro';
import { contentDir } from '../content/load.ts';
import { buildFrom } from './build-mistakes.ts';
import { readContent, run } from './report.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
const root = resolve(import.meta.dirname, '../..');

await run(async () => {
  const started = performance.now();
  const content = await readContent(contentDir(root));
  await buildFrom(content, async () => {
    const removed = removeLastBuild(resolve(root, process.env['OUT'] ?? 'dist'));
    await build({ root, logLevel: 'silent' });
    await removed;
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages of ${content.registry.errors.length} errors in ${seconds} s.`);
});
// What a module of the folder, the bundler or the search index still does must not outlive the command.
process.exit();

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
