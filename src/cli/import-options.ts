import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Mistake } from '../core/mistake.ts';
import type { VerbOptions } from './invocation.ts';
import { MARKUPS, type Markup } from '../import/markup.ts';
import { KINDS } from '../import/sources.ts';
import type { CodesFrom } from '../sources/constant.ts';
import { parseMapping, type Mapping } from '../import/mapping.ts';

/** How a source is read. */
export interface Options {
  readonly file: string;
  readonly merge: boolean;
  /** Absent where it is left to the form of the source. */
  readonly markup: Markup | undefined;
  readonly mapping: Mapping;
  /** A file with the envelope of the API's errors. */
  readonly envelope: string | undefined;
  /** The folder within which references of the source may lead. */
  readonly root: string | undefined;
  /** The form of the source; absent: as its ending says. */
  readonly kind?: string | undefined;
  /** Whether constants are known by name or by value; absent: as their language has it. */
  readonly codes?: CodesFrom | undefined;
  /** Whether codes are also looked for in the prose of the source. */
  readonly codesInProse: boolean;
}

/** The arguments of an import. */
export interface Arguments {
  readonly file: string;
  readonly to: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly verbose: boolean;
  /** The options of reading that were given, by their names; what is not here is as it was last time. */
  readonly given: Given;
}

type Given = Readonly<Record<string, string | boolean>>;

const CODES = ['name', 'value'] as const satisfies readonly CodesFrom[];

const READING = {
  merge: { type: 'boolean', about: 'give a repeated code one page' },
  markup: { type: 'string', value: MARKUPS.join('|'), about: 'keep the safe markup of texts' },
  map: { type: 'string', value: 'FIELD=PATH,…', about: 'where fields stand: code=id,status=http.status' },
  envelope: { type: 'string', value: 'FILE', about: 'the envelope of an error, as JSON' },
  root: { type: 'string', value: 'DIR', about: 'the folder within which references may lead' },
  kind: { type: 'string', value: 'KIND', about: `what FILE is, where its ending does not tell: ${KINDS.join(', ')}` },
  codes: {
    type: 'string',
    value: CODES.join('|'),
    about: 'what of a constant payloads carry; absent: as its language has it',
  },
  'codes-in-prose': { type: 'boolean', about: 'take codes that only texts list' },
} as const satisfies VerbOptions;

/** What `import` takes. */
export const IMPORT_OPTIONS = {
  to: { type: 'string', value: 'DIR', about: 'the content folder to make or to bring up to date' },
  json: { type: 'boolean', about: 'write one file of JSON in place of modules' },
  'dry-run': { type: 'boolean', about: 'tell what would come, and write nothing' },
  verbose: { type: 'boolean', about: 'tell long lists whole' },
  ...READING,
} as const satisfies VerbOptions;

/** Options of {@link READING} that name a file or a folder. */
const PATHS = ['envelope', 'root'];

/** Reads the arguments of `import`. Throws a {@link Mistake} with one sentence. */
export function parseImport(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  const { to, json = false, 'dry-run': dryRun = false, verbose = false, ...given } = values;
  if (file === undefined || more.length > 0) throw new Mistake('Name one file: `import FILE --to DIR`.');
  if (to === undefined || to === '') throw new Mistake('Name the content folder to write: `import FILE --to DIR`.');
  return { file: resolve(file), to, json, dryRun, verbose, given };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: IMPORT_OPTIONS,
      allowPositionals: true,
      // `--no-merge` takes back what an earlier import was told.
      allowNegative: true,
    });
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}

/** What a record keeps of options: those given now and last time; paths are counted from the content folder. */
export function recordOptions({ given }: Arguments, dir: string, last: Readonly<Record<string, unknown>>): Given {
  const kept = Object.entries(last).filter(
    (option): option is [string, string | boolean] =>
      Object.hasOwn(READING, option[0]) &&
      option[0] !== 'envelope' &&
      typeof option[1] === READING[option[0] as keyof typeof READING].type,
  );
  // What an envelope was first, the site of the folder says from then on.
  const now = Object.entries(given)
    .filter(([name]) => name !== 'envelope')
    .map(
      ([name, value]) => [name, PATHS.includes(name) ? relative(dir, resolve(String(value))) || '.' : value] as const,
    );
  return Object.fromEntries([...kept, ...now]);
}

/** The options of reading that a record holds. Throws a {@link Mistake} where one is wrong. */
export function readOptions({ file, given }: Arguments, dir: string, recorded: Given): Options {
  const text = (name: keyof typeof READING): string | undefined =>
    typeof recorded[name] === 'string' ? recorded[name] : undefined;
  const path = (name: keyof typeof READING): string | undefined => {
    const value = text(name);
    return value === undefined ? undefined : resolve(dir, value);
  };
  return {
    file,
    kind: oneOf('kind', KINDS, text('kind')),
    codes: oneOf('codes', CODES, text('codes')),
    merge: recorded['merge'] === true,
    markup: oneOf('markup', MARKUPS, text('markup')),
    mapping: readMapping(text('map')),
    envelope: typeof given['envelope'] === 'string' ? resolve(given['envelope']) : undefined,
    root: path('root'),
    codesInProse: recorded['codes-in-prose'] === true,
  };
}

function oneOf<Word extends string>(
  option: string,
  words: readonly Word[],
  given: string | undefined,
): Word | undefined {
  const word = words.find((each) => each === given);
  if (word === undefined && given !== undefined)
    throw new Mistake(`--${option} ${given} is none of ${words.join(', ')}.`);
  return word;
}

function readMapping(map: string | undefined): Mapping {
  try {
    return map === undefined ? {} : parseMapping(map);
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}

/** Options of last time that an import takes over, as they are typed. */
export function listTakenOver({ given }: Arguments, recorded: Given): readonly string[] {
  return Object.entries(recorded).flatMap(([name, value]) =>
    Object.hasOwn(given, name) || value === false ? [] : [value === true ? `--${name}` : `--${name} ${value}`],
  );
}
