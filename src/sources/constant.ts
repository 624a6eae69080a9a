/** A constant that a source names: a member of an enum, a named text or number, a variable that holds an error. */
export interface Constant {
  readonly name: string;
  /** What it is worth, where that is a text or a whole number. */
  readonly value?: string | number;
  /** What is stated beside it by name, as by the parameters of its constructor: `{ status: 404, message: '…' }`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Its comment, without the marks of the language. */
  readonly comment?: string;
  /** The type that lists it; absent for one that stands by itself. */
  readonly group?: string;
  /** From 1. */
  readonly line: number;
}

/** Whether a constant is known by its name or by its value, as payloads carry it. */
export type CodesFrom = 'name' | 'value';

/** A language whose constants are read. */
export interface SourceLanguage {
  readonly name: string;
  readonly endings: readonly string[];
  /** What payloads of this language carry unless somebody says otherwise. */
  readonly codes: CodesFrom;
  /** How its comments are written, where that is no plain text. */
  readonly markup?: 'markdown';
  /** Loads what reads it, for each parser takes its time. It reads a file as far as it can be read. */
  readonly load: () => Promise<(text: string) => readonly Constant[] | Promise<readonly Constant[]>>;
}

/** A source that can't be read; the message is a sentence. */
export class UnreadableSource extends Error {
  override readonly name = 'UnreadableSource';
}

/** Whether a constant of a list stands for no error: `OK`, `NONE`, or what Protocol Buffers ask for in the first place. */
export const isNoError = ({ name }: Constant): boolean =>
  /(?:^|_)(?:UNSPECIFIED|UNSET)$|^(?:ok|none|success|no_?error)$/i.test(name);

/** A constant without what is not known of it. */
export function constant(
  known: { readonly [Key in keyof Constant]: Constant[Key] | undefined } & Pick<Constant, 'name' | 'line'>,
): Constant {
  const { fields } = known;
  const filled = Object.entries({
    ...known,
    fields: fields === undefined || Object.keys(fields).length === 0 ? undefined : fields,
  }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(filled) as unknown as Constant;
}
