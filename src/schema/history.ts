import { z } from 'zod';
import { RegistryError } from '../core/define.ts';
import { PAST_KINDS, type History } from '../core/history.ts';
import { parseWith } from './misfits.ts';

const text = z.string().min(1);
const value = z.union([z.string(), z.number(), z.boolean()]);

const historySchema: z.ZodType<History> = z.strictObject({
  releases: z.array(
    z.strictObject({
      version: text,
      date: z.iso.date(),
      changes: z.array(
        z.strictObject({
          kind: z.enum(PAST_KINDS),
          code: text.exactOptional(),
          field: text.exactOptional(),
          before: value.exactOptional(),
          after: value.exactOptional(),
        }),
      ),
    }),
  ),
});

/** Reads the history of a registry. Throws a {@link RegistryError} with each misfit. */
export function parseHistory(history: unknown, file: string): History {
  const parsed = parseWith(historySchema, history);
  if ('value' in parsed) return parsed.value;
  throw new RegistryError(parsed.misfits.map((misfit) => ({ file, ...misfit })));
}
