import type { Content } from '../content/load.ts';
import { listSeenGuides } from '../content/load.ts';
import { indexByCode } from '../core/define.ts';
import type { Finding } from './finding.ts';
import { findLostPicture, isPicture, readGuide, readProseFile, type ReadText } from './texts.ts';

/** The guides of a content folder, read as they are before a build. */
export async function readGuides({ dir, site, registry }: Content): Promise<readonly ReadText[]> {
  const errors = indexByCode(registry);
  const names = await listSeenGuides({ dir, site });
  return Promise.all(
    names.map(async (name) => {
      const guide = await readGuide(`guides/${name}.mdx`, { dir, site, errors });
      const pictures = (guide.mdx?.links ?? []).filter((link) => isPicture(link, guide.file));
      const lost = pictures.flatMap((picture) => findLostPicture(guide.file, picture, dir));
      return { ...guide, findings: [...guide.findings, ...lost] };
    }),
  );
}

/**
 * What is wrong with prose that its page would not tell: imports are left out of it, and bytes that stand for no
 * character are shown as such.
 */
export async function checkProse(content: Content): Promise<readonly Finding[]> {
  return checkSome(content, (mdx) => /^(?:import|export)\b|\uFFFD/m.test(mdx));
}

/** All that is wrong with prose by itself, with its lines. */
export async function checkProseOfPages(content: Content): Promise<readonly Finding[]> {
  // Markdown is never wrong; what can be begins with one of these.
  return checkSome(content, (mdx) => /[{<]|^export\b/m.test(mdx));
}

/** Reading a text takes a millisecond, and there may be ten thousand: code, which is most of them, is not looked at. */
const CODE = /^```[^]*?^```/gm;

async function checkSome(
  { dir, site, registry, prose }: Content,
  isSuspect: (mdx: string) => boolean,
): Promise<readonly Finding[]> {
  const errors = indexByCode(registry);
  const suspects = Object.entries(prose).filter(([, mdx]) => isSuspect(mdx.replaceAll(CODE, '')));
  const texts = await Promise.all(suspects.map(([slug]) => readProseFile(`errors/${slug}.mdx`, { dir, site, errors })));
  return texts.flatMap(({ findings }) => findings);
}
