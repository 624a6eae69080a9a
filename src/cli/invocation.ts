import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Mistake } from '../core/mistake.ts';

/** What every verb gets: its arguments and the content folder. */
export interface Invocation {
  readonly args: readonly string[];
  readonly dir: string;
}

/** An option of a verb, as `parseArgs` of Node takes it, and as its help tells it. */
export type VerbOption = NonNullable<ParseArgsConfig['options']>[string] & {
  /** What the value is: `DIR`; absent where the option has none. */
  readonly value?: string;
  readonly about: string;
};

/** The options of a verb by their names. */
export type VerbOptions = Readonly<Record<string, VerbOption>>;

/** Reads arguments. Throws a {@link Mistake} with `sentence` where they are not what a verb takes. */
export function readArguments<const Options extends VerbOptions>(
  args: readonly string[],
  options: Options,
  sentence: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new Mistake(sentence);
  }
}

/** Reads the arguments of a verb that takes options only. */
export function readOptions<const Options extends VerbOptions>(
  args: readonly string[],
  options: Options,
  sentence: string,
) {
  const { values, positionals } = readArguments(args, options, sentence);
  if (positionals.length > 0) throw new Mistake(sentence);
  return values;
}
