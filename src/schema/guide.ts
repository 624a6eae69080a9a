import { z } from 'zod';
import { RegistryError } from '../core/define.ts';

const guideFrontMatter = z.object({
  title: z.string().min(1),
  summary: z.string().min(1),
  order: z.number(),
  errors: z.array(z.string()).default([]),
});

/** The front matter of a guide. */
export type GuideFrontMatter = z.infer<typeof guideFrontMatter>;

/** Checks the front matter of a guide. Throws a {@link RegistryError} that names file and field. */
export function parseGuideFrontMatter(name: string, frontMatter: unknown): GuideFrontMatter {
  const result = guideFrontMatter.safeParse(frontMatter);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RegistryError(
    `guides/${name}.mdx: the front matter's ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}.`,
  );
}

/** What is wrong with the front matter of a guide: the way to each value, and why. */
export function findGuideProblems(
  frontMatter: unknown,
): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  return guideFrontMatter.safeParse(frontMatter).error?.issues ?? [];
}
