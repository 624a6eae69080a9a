/** What is wrong with a value that an author wrote, in sentences: the schema finds the place, the shape tells what it takes. */
import type { z } from 'zod';
import { nearest } from '../core/distance.ts';
import type { ObjectShape, Shape } from '../core/shapes.ts';

type Path = readonly (string | number)[];

/** A place in a value, and what to do about it. */
export interface Mistake {
  readonly field: Path;
  readonly message: string;
}

/** The mistakes that an issue of a schema stands for; `shape` is that of `value`, in which the issue has its path. */
export function describeIssue(issue: z.core.$ZodIssue, shape: Shape, value: unknown): readonly Mistake[] {
  const field = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const own = shapeAt(shape, field);
  if (issue.code === 'unrecognized_keys') {
    const known = own === undefined ? [] : keysOf(own, valueAt(value, field));
    return issue.keys.map((key) => ({ field: [...field, key], message: describeKey(key, known) }));
  }
  if (own === undefined) return [{ field, message: `${issue.message}.` }];
  const found = valueAt(value, field);
  if (found === undefined) return [{ field, message: `It is missing; write ${describeShape(own)}.` }];
  return [{ field, message: `${show(found)} is wrong here; write ${describeShape(own)}.` }];
}

function describeKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  if (near !== undefined) return `There is no field ${key} here; ${near} is the nearest.`;
  return `There is no field ${key} here; remove it, or use one of ${known.join(', ')}.`;
}

const LONGEST_SHOWN = 40;

function show(value: unknown): string {
  const text =
    typeof value === 'string' ? `"${value}"` : ((JSON.stringify(value) as string | undefined) ?? String(value));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** The shape at a place; `undefined` where there is none. */
function shapeAt(shape: Shape | undefined, path: Path): Shape | undefined {
  const [step, ...rest] = path;
  if (shape === undefined || step === undefined) return shape;
  return shapeAt(stepInto(shape, String(step)), rest);
}

function stepInto(shape: Shape, step: string): Shape | undefined {
  switch (shape.kind) {
    case 'list':
      return shape.item;
    case 'record':
      return shape.value;
    case 'object':
      return fieldOf(shape, step);
    case 'oneOf': {
      const fields = shape.forms.flatMap((form) => fieldOf(form, step) ?? []);
      const words = fields.flatMap((field) => (field.kind === 'choice' ? field.words : []));
      return words.length > 0 ? { kind: 'choice', words } : fields[0];
    }
    default:
      return undefined;
  }
}

const fieldOf = ({ fields }: ObjectShape, name: string): Shape | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** The fields that a value may have; of several forms those of its own. */
function keysOf(shape: Shape, value: unknown): readonly string[] {
  if (shape.kind === 'object') return Object.keys(shape.fields);
  if (shape.kind !== 'oneOf') return [];
  const { by, forms } = shape;
  const stated = valueAt(value, [by]);
  const form = forms.find((candidate) => {
    const choice = fieldOf(candidate, by);
    return choice?.kind === 'choice' && choice.words.some((word) => word === stated);
  });
  return form === undefined ? [] : Object.keys(form.fields);
}

/** What a value may be, in words that follow "write". */
function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.is === 'reference' ? 'the code of another error' : 'a text';
    case 'integer':
      return `a whole number from ${shape.min} to ${shape.max}`;
    case 'flag':
      return 'true or false';
    case 'scalar':
      return 'a text, a number, true or false';
    case 'json':
      return 'a value that JSON can carry';
    case 'jsonObject':
      return 'an object that JSON can carry';
    case 'choice':
      return shape.words.length === 1 ? `"${shape.words[0] ?? ''}"` : `one of ${quote(shape.words)}`;
    case 'list':
      return `a list, each item ${describeShape(shape.item)}`;
    case 'record':
      return `an object with names of your own, each value ${describeShape(shape.value)}`;
    case 'object':
      return `an object with ${listFields(shape)}`;
    case 'oneOf': {
      const by = stepInto(shape, shape.by);
      return `an object with ${shape.by}: ${by?.kind === 'choice' ? quote(by.words) : ''}`;
    }
  }
}

const quote = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

function listFields({ fields }: ObjectShape): string {
  return Object.entries(fields)
    .map(([name, { optional }]) => (optional ? `${name}?` : name))
    .join(', ');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null
        ? (found as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  );
}
