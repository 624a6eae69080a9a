import { z } from 'zod';
import { nearest } from '../core/distance.ts';
import { valueAt } from '../core/json.ts';
import type { Misfit } from '../core/misfit.ts';

/** A value as its schema returns it, or all that is wrong with it. */
export type Parsed<Value> = { readonly value: Value } | { readonly misfits: readonly Misfit[] };

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** Holds a value to a schema. Messages of schemas say what to write; those of refinements are whole sentences. */
export function parseWith<Value>(schema: z.ZodType<Value>, value: unknown): Parsed<Value> {
  // An issue lists the unknown names, and only what raised it tells the known ones.
  const namesBeside = new Map<readonly string[], readonly string[]>();
  const result = schema.safeParse(value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') namesBeside.set(issue.keys, namesOf(issue.inst));
      return `write ${describeWanted(issue)}`;
    },
  });
  if (result.success) return { value: result.data };
  return {
    misfits: result.error.issues.flatMap((issue): readonly Misfit[] => {
      const field = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
      if (issue.code !== 'unrecognized_keys') return [{ field, message: `${describeIssue(issue, field, value)}.` }];
      const known = namesBeside.get(issue.keys) ?? [];
      const present = Object.keys(Object(valueAt(value, field.map(String))) as object);
      const free = known.filter((name) => !present.includes(name));
      return issue.keys.map((name) => ({ field: [...field, name], message: describeUnknown(name, known, free) }));
    }),
  };
}

function describeIssue(issue: z.core.$ZodIssue, field: Misfit['field'], value: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    if (inner?.code === 'custom') return inner.message;
    return `${JSON.stringify(field.at(-1))} can't be a name here; ${inner?.message ?? ''}`;
  }
  return `${nameValue(valueAt(value, field.map(String)))}; ${issue.message}`;
}

const FEW = 12;

function describeUnknown(name: string, known: readonly string[], free: readonly string[]): string {
  const near = nearest(name, free);
  if (near !== undefined) return `Nothing is called ${name} here; did you mean ${near}?`;
  const listed = known.length > 0 && known.length <= FEW ? `, or write one of ${known.join(', ')}` : '';
  return `Nothing is called ${name} here; remove it${listed}.`;
}

/** The names that the object or the record which raised an issue knows. */
function namesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
}

function describeWanted(issue: RawIssue): string {
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return oneOf(Array.isArray(issue.options) ? issue.options : []);
  return describeSchema(issue.schema ?? issue.inst);
}

/** What a schema takes, in words. */
function describeSchema(schema: unknown): string {
  if (schema instanceof z.ZodString) return (schema.minLength ?? 0) > 0 ? 'a text that is not empty' : 'a text';
  if (schema instanceof z.ZodNumber) return describeNumber(schema);
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodEnum) return oneOf(schema.options);
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values]);
  if (schema instanceof z.ZodArray) return 'a list [ … ]';
  if (schema instanceof z.ZodRecord) return 'an object { name: … }';
  if (schema instanceof z.ZodObject) return `an object with ${listFields(schema)}`;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const names = [...schema.options].flatMap((option) => {
      const part = option instanceof z.ZodObject ? (option.shape as Record<string, unknown>) : {};
      const by = part[schema.def.discriminator];
      return by instanceof z.ZodEnum ? by.options : by instanceof z.ZodLiteral ? [...by.values] : [];
    });
    return `an object with ${schema.def.discriminator}, which is ${oneOf(names)}`;
  }
  if (schema instanceof z.ZodUnion) return schema.options.map(describeSchema).join(' or ');
  return 'what is documented';
}

function describeNumber({ minValue, maxValue, format }: z.ZodNumber): string {
  const [least, most] = [minValue ?? -Infinity, maxValue ?? Infinity];
  const kind = format === 'safeint' ? 'a whole number' : 'a number';
  const isBounded = least > Number.MIN_SAFE_INTEGER && most < Number.MAX_SAFE_INTEGER;
  return isBounded ? `${kind} from ${least} to ${most}` : kind;
}

function listFields({ shape }: z.ZodObject): string {
  const names = Object.keys(shape);
  const needed = names.filter((name) => !isOptional(shape[name]));
  const others = names.filter((name) => !needed.includes(name));
  if (names.length > FEW) return needed.join(', ');
  if (needed.length === 0) return `any of ${others.join(', ')}`;
  return others.length === 0 ? needed.join(', ') : `${needed.join(', ')} and perhaps ${others.join(', ')}`;
}

const isOptional = (schema: unknown): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault;

const oneOf = (words: readonly unknown[]): string =>
  words.length === 1 ? String(words[0]) : `one of ${words.join(', ')}`;

const LONGEST = 40;

function nameValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'A value is missing';
    case 'string': {
      const letters = Array.from(value);
      const shown = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : value;
      return `${JSON.stringify(shown)} can't stand here`;
    }
    case 'object':
      if (value === null) return "null can't stand here";
      return Array.isArray(value) ? "A list can't stand here" : "An object can't stand here";
    case 'function':
    case 'symbol':
      return `A ${typeof value} can't stand here`;
    default:
      return `${String(value)} can't stand here`;
  }
}
