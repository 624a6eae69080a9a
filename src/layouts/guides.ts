import type { MDXInstance } from 'astro';
import { parseGuideFrontMatter, type GuideFrontMatter } from '../schema/guide.ts';

type GuideModule = MDXInstance<Record<string, unknown>> & { readonly name: string };

/** A guide with its checked front matter. */
export type Guide = GuideFrontMatter & Pick<GuideModule, 'name' | 'Content' | 'getHeadings'>;

/** The guides in their order. Throws a sentence that names file and field where the front matter is wrong. */
export function readGuides(guides: readonly GuideModule[]): readonly Guide[] {
  return guides
    .map(({ name, frontmatter, Content, getHeadings }) => ({
      ...parseGuideFrontMatter(name, frontmatter),
      name,
      Content,
      getHeadings,
    }))
    .sort((a, b) => a.order - b.order);
}
