import { z } from 'zod';
import { RegistryError } from '../core/define.ts';
import type { Misfit } from '../core/misfit.ts';
import { parseWith } from './misfits.ts';

const guideFrontMatter = z.object({
  title: z.string().min(1),
  summary: z.string().min(1),
  order: z.number(),
  errors: z.array(z.string()).default([]),
  /** Whom it is for, where that is not everybody who uses the API. */
  audience: z.enum(['team']).optional(),
  /** Whether the internal site alone has it. */
  visibility: z.enum(['internal']).optional(),
});

/** The front matter of a guide. */
export type GuideFrontMatter = z.infer<typeof guideFrontMatter>;

/** Checks the front matter of a guide. Throws a {@link RegistryError} with each misfit. */
export function parseGuideFrontMatter(name: string, frontMatter: unknown): GuideFrontMatter {
  const parsed = parseWith(guideFrontMatter, frontMatter);
  if ('value' in parsed) return parsed.value;
  throw new RegistryError(parsed.misfits.map((misfit) => ({ file: `guides/${name}.mdx`, ...misfit })));
}

/** What is wrong with the front matter of a guide. */
export function findGuideMisfits(frontMatter: unknown): readonly Misfit[] {
  const parsed = parseWith(guideFrontMatter, frontMatter);
  return 'misfits' in parsed ? parsed.misfits : [];
}
