import type { MDXInstance } from 'astro';
import { z } from 'zod';

const frontMatter = z.object({
  title: z.string().min(1),
  summary: z.string().min(1),
  order: z.number(),
  errors: z.array(z.string()).default([]),
});

/** A guide with its checked front matter. */
export type Guide = z.infer<typeof frontMatter> &
  Pick<MDXInstance<object>, 'Content' | 'getHeadings'> & { readonly name: string };

/** The guides in their order. Throws a sentence that names file and field where the front matter is wrong. */
export function readGuides(
  guides: readonly (MDXInstance<Record<string, unknown>> & { readonly name: string })[],
): readonly Guide[] {
  return guides
    .map(({ name, frontmatter, Content, getHeadings }) => {
      const result = frontMatter.safeParse(frontmatter);
      if (!result.success) {
        const [issue] = result.error.issues;
        throw new Error(`guides/${name}.mdx: front matter ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
      }
      return { ...result.data, name, Content, getHeadings };
    })
    .sort((a, b) => a.order - b.order);
}
