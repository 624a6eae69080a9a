import type { Json, JsonObject } from './json.ts';

/** A small language that says, as plain data, what a value may be; each shape is tied to the type of its values. */

/**
 * How a text is read: as it is, as a sentence or longer text of the authors' markup, as a template of a message, as code
 * or a name in code, or as the code of another error.
 */
export type TextKind = 'literal' | 'sentence' | 'blocks' | 'template' | 'code' | 'reference';

/** What is known of a text besides its kind. */
interface TextOptions {
  /** The sentence that explains the field, here and in the JSON Schema. */
  readonly about?: string;
  /** Whether the text is the destination of a link. */
  readonly link?: true;
  /** Whether the text may be empty, as an example may mean it. */
  readonly empty?: true;
  /** The place of the text among those that the search finds, the most telling first; absent: it isn't searched. */
  readonly search?: number;
}

/** A text as data. */
export interface TextShape extends TextOptions {
  readonly kind: 'text';
  readonly is: TextKind;
}

/** An object as data; its optional fields say so. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly about?: string;
  readonly fields: Readonly<Record<string, Shape & { readonly optional?: true }>>;
}

/** What a value may be, as plain data. */
export type Shape =
  | TextShape
  | ObjectShape
  | {
      readonly kind: 'integer';
      readonly about?: string;
      readonly min: number;
      readonly max: number;
      /** What may stand in the place of a number. */
      readonly words: readonly string[];
    }
  | { readonly kind: 'flag' | 'scalar' | 'json' | 'jsonObject'; readonly about?: string }
  | { readonly kind: 'choice'; readonly about?: string; readonly words: readonly string[] }
  | { readonly kind: 'textOr'; readonly about?: string; readonly text: TextShape; readonly form: ObjectShape }
  | { readonly kind: 'list'; readonly about?: string; readonly item: Shape }
  | { readonly kind: 'record'; readonly about?: string; readonly key: TextShape; readonly value: Shape }
  | { readonly kind: 'oneOf'; readonly about?: string; readonly by: string; readonly forms: readonly ObjectShape[] };

declare const VALUE: unique symbol;
/** Ties a shape to the type of its values, both ways; nothing of it exists at run time. */
export interface Of<Value> {
  readonly [VALUE]?: (value: Value) => Value;
}

/** The shape of the values of a type. */
export type Field<Value> = Shape & Of<Value>;

type Optional<Value> = Field<Value> & { readonly optional: true };
type FieldsOf<Value> = {
  readonly [Key in keyof Required<Value>]: object extends Pick<Value, Key>
    ? Optional<Required<Value>[Key]>
    : Field<Value[Key]> & { readonly optional?: never };
};

/** A text of a kind. */
export function text(is: TextKind, options: TextOptions = {}): TextShape & Of<string> {
  return { kind: 'text', is, ...options };
}

/** A whole number within limits, or one of some words. */
export function integerOr<const Word extends string>(
  of: readonly Word[],
  min: number,
  max: number,
  about?: string,
): Field<number | Word> {
  return { kind: 'integer', words: of, min, max, ...words(about) };
}

/** `true` or `false`. */
export function flag(about?: string): Field<boolean> {
  return { kind: 'flag', ...words(about) };
}

/** A text, a number, or `true` or `false`. */
export function scalar(about?: string): Field<string | number | boolean> {
  return { kind: 'scalar', ...words(about) };
}

/** Any JSON. */
export function json(about?: string): Field<Json> {
  return { kind: 'json', ...words(about) };
}

/** Any JSON object. */
export function jsonObject(about?: string): Field<JsonObject> {
  return { kind: 'jsonObject', ...words(about) };
}

/** One of some words. */
export function choice<const Word extends string>(of: readonly Word[], about?: string): Field<Word> {
  return { kind: 'choice', words: of, ...words(about) };
}

/** A text, or an object that says more of it. */
export function textOr<Form>(bare: TextShape & Of<string>, form: ObjectShape & Of<Form>): Field<string | Form> {
  return { kind: 'textOr', text: bare, form };
}

/** A list. */
export function list<Item>(item: Field<Item>, about?: string): Field<readonly Item[]> {
  return { kind: 'list', item, ...words(about) };
}

/** Values by names that the author chooses. */
export function record<Value>(
  value: Field<Value>,
  about?: string,
  key: TextShape = NAME,
): Field<Readonly<Record<string, Value>>> {
  return { kind: 'record', key, value, ...words(about) };
}

/** An object: each field of the type has its shape, and is optional exactly where the type says so. */
export function object<Value>(fields: FieldsOf<Value>, about?: string): ObjectShape & Of<Value> {
  return { kind: 'object', fields: fields, ...words(about) };
}

/** A field of an object that may be absent. */
export function optional<Value>(field: Field<Value>): Optional<Value> {
  return { ...field, optional: true };
}

/** One of two objects; the words of the field `by` tell which. */
export function oneOf<First, Second>(
  by: keyof First & keyof Second & string,
  forms: readonly [ObjectShape & Of<First>, ObjectShape & Of<Second>],
  about?: string,
): Field<First | Second> {
  return { kind: 'oneOf', by, forms, ...words(about) };
}

const words = (about: string | undefined): { readonly about?: string } => (about === undefined ? {} : { about });

/** A name that an author chose; it may be empty, as JSON may have it. */
export const NAME: TextShape = text('code', { empty: true });
