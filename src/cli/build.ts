import type { AstroIntegration } from 'astro';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite } from '../build/build-site.ts';
import { lockTarget } from '../build/lock.ts';
import { checkTarget, locateTarget } from '../build/target.ts';
import { repairTarget } from '../build/workplace.ts';
import type { Site } from '../core/site.ts';
import { decodePath } from '../core/site-path.ts';
import { absoluteUrl, baseOf } from '../core/url.ts';
import { hasWellKnown, WELL_KNOWN } from '../machine/well-known.ts';
import { integrateReference } from '../integrations/error-reference.ts';
import { findHostLimits } from '../server/host-limits.ts';
import { buildFrom } from './build-mistakes.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { createContentReader } from './content-reader.ts';
import { readContent } from './report.ts';

export const options = {
  out: { type: 'string', value: 'DIR', about: 'the folder of the site; absent: dist' },
} as const satisfies VerbOptions;

/** `build`: writes the site of the content folder. */
export async function run({ args, dir }: Invocation): Promise<void> {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const started = performance.now();
  const root = process.cwd();
  const { out } = readOptions(
    args,
    options,
    '`build` takes --out DIR, --content DIR, --base /PATH and --visibility public|internal; correct the arguments.',
  );
  const target = locateTarget(out ?? process.env['OUT'], { root });
  await lockTarget(target);
  repairTarget(target);
  checkTarget(target, { root, content: dir });
  const content = await readContent(dir);
  const { visibility = 'public' } = content.site;
  const integrate = (from: string): AstroIntegration =>
    integrateReference({ content: from, visibility }, { createReader: createContentReader });
  // The build itself writes what stands beside the pages, and keeps what is as in the last site.
  const files = await buildFrom(content, () => buildSite({ target, content, integrate, say: console.log }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Built the pages of ${content.registry.errors.length} errors in ${seconds} s.`);
  if (!hasWellKnown(content.site)) console.log(tellWellKnown(content.site));
  const rules = readFileSync(join(target, '_redirects'), 'utf8');
  for (const line of findHostLimits({ rules, files })) console.log(line);
}

function tellWellKnown({ url }: Site): string {
  const base = decodePath(baseOf(url));
  return `The site is below ${base}, so ${WELL_KNOWN} is the host's to serve: { "registry": "${absoluteUrl(url, '/errors.json')}" }.`;
}
