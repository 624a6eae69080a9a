import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSite } from '../build/build-site.ts';
import { lockTarget } from '../build/lock.ts';
import { checkTarget, locateTarget } from '../build/target.ts';
import { repairTarget } from '../build/workplace.ts';
import { contentDir } from '../content/load.ts';
import { findHostLimits } from '../server/host-limits.ts';
import { buildFrom } from './build-mistakes.ts';
import { readContent, run } from './report.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
const root = resolve(import.meta.dirname, '../..');

await run(async () => {
  const started = performance.now();
  const dir = contentDir(root);
  const target = locateTarget(process.env['OUT'], { root });
  await lockTarget(target);
  repairTarget(target);
  checkTarget(target, { root, content: dir });
  const content = await readContent(dir);
  const files = await buildFrom(content, () => buildSite({ root, target, content, say: console.log }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages of ${content.registry.errors.length} errors in ${seconds} s.`);
  const rules = readFileSync(join(target, '_redirects'), 'utf8');
  for (const line of findHostLimits({ rules, files })) console.log(line);
});
// What a module of the folder, the bundler or the search index still does must not outlive the command; what it said must.
for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
process.exit();
