import { z } from 'zod';
import type { Json, JsonObject } from '../core/json.ts';

/** Any JSON value. */
export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), jsonObject], {
    error: 'write JSON: texts, numbers, true, false, null, lists and objects of these',
  }),
);
/** A JSON object. */
export const jsonObject: z.ZodType<JsonObject> = z.lazy(() => z.record(z.string(), json));
