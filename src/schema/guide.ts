import { z } from 'zod';

const guideFrontMatter = z.object({
  title: z.string().min(1),
  summary: z.string().min(1),
  order: z.number(),
  errors: z.array(z.string()).default([]),
});

/** The front matter of a guide. */
export type GuideFrontMatter = z.infer<typeof guideFrontMatter>;

/** Checks the front matter of a guide. Throws a sentence that names file and field. */
export function parseGuideFrontMatter(name: string, frontMatter: unknown): GuideFrontMatter {
  const result = guideFrontMatter.safeParse(frontMatter);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(
    `guides/${name}.mdx: the front matter's ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}.`,
  );
}
