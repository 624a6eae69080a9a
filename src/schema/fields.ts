import { z } from 'zod';
import type { ObjectShape, Shape } from '../core/shapes.ts';
import { json, jsonObject } from './json.ts';

/** The schema of a shape, with its words. */
export function schemaOf(shape: Shape): z.ZodType {
  const schema = buildBare(shape);
  return shape.about === undefined ? schema : schema.describe(shape.about);
}

function buildBare(shape: Shape): z.ZodType {
  switch (shape.kind) {
    case 'text':
      return z.string();
    case 'integer':
      return z.union([z.int().min(shape.min).max(shape.max), z.enum(shape.words as [string, ...string[]])]);
    case 'flag':
      return z.boolean();
    case 'scalar':
      return z.union([z.string(), z.number(), z.boolean()]);
    case 'json':
      return json;
    case 'jsonObject':
      return jsonObject;
    case 'choice':
      return shape.words.length === 1 ? z.literal(shape.words[0] ?? '') : z.enum(shape.words as [string, ...string[]]);
    case 'textOr':
      return z.union([schemaOf(shape.text), buildObject(shape.form)]);
    case 'list':
      return z.array(schemaOf(shape.item));
    case 'record':
      return z.record(z.string(), schemaOf(shape.value));
    case 'object':
      return buildObject(shape);
    case 'oneOf': {
      const [first, ...others] = shape.forms.map(buildObject);
      return z.discriminatedUnion(shape.by, [first ?? z.strictObject({}), ...others]);
    }
  }
}

function buildObject({ fields }: ObjectShape): z.ZodObject {
  const parts = Object.entries(fields).map(([name, part]) => {
    const schema = schemaOf(part);
    return [name, part.optional ? schema.exactOptional() : schema] as const;
  });
  return z.strictObject(Object.fromEntries(parts));
}
