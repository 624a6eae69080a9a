import { z } from 'zod';
import { findRangeFlaws, type CodeRange } from '../core/ranges.ts';
import type { Site } from '../core/site.ts';
import { link } from './brand.ts';
import type { Flaw } from './envelope.ts';

const end = z
  .int()
  .min(-(10 ** 15) + 1)
  .max(10 ** 15 - 1);

const fields = z
  .strictObject({
    team: z.string().regex(/^[\p{L}\p{N}@][\p{L}\p{N}._@/-]*$/u, 'write a name of letters, digits and . _ - /'),
    from: end.exactOptional(),
    to: end.exactOptional(),
    prefix: z
      .string()
      .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'write the letters that codes begin with')
      .refine((prefix) => !/^-?\d+$/.test(prefix), {
        error: ({ input }) => `${String(input)} is a number, of which no prefix speaks; write from and to`,
      })
      .exactOptional(),
    contact: link.exactOptional(),
    owner: z
      .string()
      .regex(/^(?:@[\w.-]+(?:\/[\w.-]+)*|[^\s@]+@[^\s@]+)$/, 'write the team as CODEOWNERS has it: @org/team')
      .exactOptional(),
  })
  .meta({
    oneOf: [
      { required: ['from', 'to'], properties: { prefix: false } },
      { required: ['prefix'], properties: { from: false, to: false } },
    ],
  });

/** The schema of the ranges of a site; {@link checkRanges} holds them to each other. */
export const ranges = z.array(fields) as unknown as z.ZodArray<z.ZodType<CodeRange>>;

/** Says where a range is none, and where two teams would have one code. */
export function checkRanges({ ranges: stated = [] }: Site): readonly Flaw[] {
  const incomplete = stated.flatMap((range, index): readonly Flaw[] => {
    const isNumbers = 'from' in range || 'to' in range;
    const isWhole = 'prefix' in range ? !isNumbers : 'from' in range && 'to' in range;
    if (isWhole) return [];
    const message = `The range of ${range.team} ${isNumbers && 'prefix' in range ? 'has numbers and a prefix' : 'says not which codes it holds'}; write from and to, or prefix`;
    return [{ input: range, path: ['ranges', index], message }];
  });
  if (incomplete.length > 0) return incomplete;
  return findRangeFlaws(stated).map(({ path, message }) => ({ input: stated, path: ['ranges', ...path], message }));
}
