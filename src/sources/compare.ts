import { constants } from 'node:os';
import { hasCode, type RegisteredError, type Registry } from '../core/define.ts';
import { isNoError, UnreadableSource, type Constant } from './constant.ts';
import { formsOf, type CodeForms } from './forms.ts';
import { languageOf } from './languages.ts';
import { isThrownOfList, tellsError } from './places.ts';
import { lineAt, readTokens, withoutComments } from './tokens.ts';

/** A code that a source names, at its first place in a file. */
export interface NamedCode {
  readonly code: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What the registry calls the error now, where this is a former code of it. */
  readonly now?: string;
}

/** What sources and registry have in common, and what not. */
export interface SourceComparison {
  /** Codes that sources name and the registry lacks, by file and line. */
  readonly unknown: readonly NamedCode[];
  /** Errors that no source names, in the order of the registry. */
  readonly unnamed: readonly RegisteredError[];
}

/** A source with its path, as it is told. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/**
 * Compares sources with the registry. What looks like a code is told by `patterns`, whose first group is the code; without
 * any, by the forms of the registry's own codes, at places that tell an error and in lists of which most are known.
 */
export async function compareSources(
  sources: Iterable<SourceText>,
  registry: Registry,
  patterns: readonly RegExp[],
): Promise<SourceComparison> {
  const known = knowCodes(registry);
  const named = new Set<RegisteredError>();
  const unknown: NamedCode[] = [];
  for (const source of sources) {
    const found = scan(source, known, patterns);
    const mayCount = known.hasNumbers && COUNTED.test(source.text);
    const members = mayCount || isTelling(found.named, known) ? await readMembers(source, known) : [];
    const counted = mayCount ? members.flatMap(({ value }) => known.errors.get(String(value)) ?? []) : [];
    for (const error of [...found.named, ...counted]) named.add(error);
    const listed = patterns.length === 0 ? findListed(source, members, known) : [];
    unknown.push(...firstOfEach([...found.unknown, ...listed]));
  }
  const mustBeNamed = registry.errors.filter((error) => hasCode(error) && isOwn(error) && error.removed === undefined);
  return { unknown, unnamed: mustBeNamed.filter((error) => !named.has(error)) };
}

/** So many codes must be known before they show that somebody lists the codes of this registry. */
const FEWEST_KNOWN = 3;
/** Among short numbers, which stand anywhere, so large a part of the registry. */
const SHORT_PART = 0.5;

/** Whether errors are so many that they don't stand together by accident. */
function isTelling(named: ReadonlySet<RegisteredError>, { size }: Known): boolean {
  const long = [...named].filter((error) => !/^-?\d{1,3}$/.test(lastCode(error)));
  return long.length >= FEWEST_KNOWN || (named.size >= FEWEST_KNOWN && named.size >= size * SHORT_PART);
}

/** Where languages count: the numbers of such lists stand nowhere. */
const COUNTED = /\b(?:iota|enum|Enum|IntEnum)\b/;

interface Known {
  readonly size: number;
  readonly hasNumbers: boolean;
  /** By every name under which a source may have an error. */
  readonly errors: ReadonlyMap<string, readonly RegisteredError[]>;
  /** The present codes by former ones. */
  readonly former: ReadonlyMap<string, string>;
  readonly forms: CodeForms;
}

function knowCodes({ errors }: Registry): Known {
  const pairs = errors.flatMap((error) => namesOf(error).map((name) => [name, error] as const));
  const groups = Map.groupBy(pairs, ([name]) => name);
  return {
    size: errors.length,
    hasNumbers: errors.some(({ numeric }) => numeric),
    errors: new Map([...groups].map(([name, group]) => [name, group.map(([, error]) => error)])),
    former: new Map(errors.flatMap(({ code, formerly = [] }) => formerly.map((former) => [former, code] as const))),
    forms: formsOf(errors.filter(hasCode).map(lastCode)),
  };
}

/** An entry that another registry brings along is named by the code of that one. */
const isOwn = (error: RegisteredError): boolean => !('registry' in error);

/** A subcode stands by itself in a source. */
const lastCode = ({ code, parent }: RegisteredError): string =>
  parent === undefined ? code : code.slice(code.lastIndexOf('/') + 1);

const namesOf = (error: RegisteredError): readonly string[] => [
  ...new Set([error.code, lastCode(error), ...(error.aliases ?? [])]),
];

interface Scanned {
  readonly named: ReadonlySet<RegisteredError>;
  readonly unknown: readonly NamedCode[];
}

function scan({ file, text }: SourceText, known: Known, patterns: readonly RegExp[]): Scanned {
  const named = new Set<RegisteredError>();
  const unknown: NamedCode[] = [];
  const name = (code: string): boolean => {
    const errors = known.errors.get(code) ?? [];
    for (const error of errors) named.add(error);
    return errors.length > 0;
  };
  const tell = (code: string, start: number): void => {
    if (!known.errors.has(code)) unknown.push(withPresent({ code, file, line: lineAt(text, start) }, known));
  };
  for (const { kind, text: said, start } of readTokens(file, text)) {
    if (name(said)) continue;
    if (kind === 'literal') for (const word of wordsOf(said)) name(word);
    if (patterns.length > 0) continue;
    if (
      kind === 'literal'
        ? isUnknownText(said, text, start, known)
        : kind === 'word' && isUnknownName(said, text, start, known)
    )
      tell(said, start);
  }
  if (patterns.length > 0) {
    const plain = withoutComments(file, text);
    for (const pattern of patterns)
      for (const { 0: whole, 1: code = whole, index } of plain.matchAll(pattern)) {
        name(code);
        tell(code, index + whole.indexOf(code));
      }
  }
  return { named, unknown };
}

/** The words of a text that may be codes: one in small letters alone is a word of any sentence. */
const wordsOf = (text: string): readonly string[] =>
  text.length > LONGEST ? [] : (text.match(/[\w$-]+(?:[./:][\w$-]+)*/g) ?? []).filter((word) => !/^[a-z]+$/.test(word));

const LONGEST = 10_000;

function isUnknownText(said: string, source: string, start: number, { forms, former }: Known): boolean {
  if (former.has(said)) return tellsError(source, start);
  if (!forms.isLike(said) || SYSTEM.has(said)) return false;
  return forms.isSurely(said) || tellsError(source, start);
}

const isUnknownName = (said: string, source: string, start: number, { forms }: Known): boolean =>
  forms.isLike(said) && isThrownOfList(source, start);

/** Codes of the operating system, which are nobody's own. */
const SYSTEM: ReadonlySet<string> = new Set(Object.keys(constants.errno));

/** Members of lists most of which the registry knows. */
function findListed({ file }: SourceText, members: readonly Constant[], known: Known): readonly NamedCode[] {
  return [...Map.groupBy(members, ({ group = '' }) => group).values()].flatMap((group) => {
    const side = sideOf(group, known);
    if (side === undefined) return [];
    return group.flatMap((member) => {
      const code = side(member);
      const isKnown = sidesOf(member).some(([, value]) => known.errors.has(value));
      if (code === undefined || isKnown || isNoError(member)) return [];
      const isNumber = /^-?\d+$/.test(code);
      return isNumber || known.forms.isLike(code) || isPlain(code)
        ? [withPresent({ code, file, line: member.line }, known)]
        : [];
    });
  });
}

const isPlain = (code: string): boolean => /^[\w$]+$/.test(code);

async function readMembers(source: SourceText, { forms }: Known): Promise<readonly Constant[]> {
  const { file, text } = source;
  const language = languageOf(file);
  if (language === undefined) return listAssigned(source, forms);
  try {
    return await (
      await language.load()
    )(text);
  } catch (error) {
    if (error instanceof UnreadableSource) return [];
    throw error;
  }
}

/** Of a language that no reader knows, what has a form of the codes and is given to a name is a list: `const GONE = 'gone_for_good'`. */
function listAssigned({ file, text }: SourceText, { isLike }: CodeForms): readonly Constant[] {
  return [...readTokens(file, text)].flatMap(({ kind, text: said, start }) =>
    kind === 'literal' && isLike(said) && ASSIGNED.test(text.slice(Math.max(0, start - LONGEST_NAME), start))
      ? [{ name: said, value: said, line: lineAt(text, start) }]
      : [],
  );
}

const ASSIGNED = /[A-Za-z_]\w*\s*(?:=|=>|:)\s*$/;
const LONGEST_NAME = 100;

/** So large a part of a list must be known before its other members count. */
const KNOWN_PART = 0.5;

type Side = (member: Constant) => string | undefined;

/** Where the members of a list have their codes: in their name, their value, or a field of theirs; `undefined` where few are known. */
function sideOf(group: readonly Constant[], known: Known): Side | undefined {
  const found = new Map<string, Set<RegisteredError>>();
  for (const [name, value] of group.flatMap(sidesOf))
    for (const error of known.errors.get(value) ?? []) found.set(name, (found.get(name) ?? new Set()).add(error));
  const [best] = [...found].sort(([, one], [, other]) => other.size - one.size);
  if (best === undefined || !isTelling(best[1], known) || best[1].size < group.length * KNOWN_PART) return undefined;
  return (member) => sidesOf(member).find(([name]) => name === best[0])?.[1];
}

/** What a member may be known by. */
function sidesOf({ name, value, fields = {} }: Constant): readonly (readonly [side: string, value: string])[] {
  const stated = Object.entries(fields).filter(([, each]) => typeof each === 'string' || typeof each === 'number');
  return [
    ...(value === undefined ? [] : [['=', String(value)] as const]),
    ['', name],
    ...stated.map(([field, each]) => [field, String(each)] as const),
  ];
}

function withPresent(found: NamedCode, { former }: Known): NamedCode {
  const now = former.get(found.code);
  return now === undefined ? found : { ...found, now };
}

/** A code is told once a file, where it stands first. */
function firstOfEach(found: readonly NamedCode[]): readonly NamedCode[] {
  const sorted = found.toSorted((one, other) => one.line - other.line);
  return [...Map.groupBy(sorted, ({ code }) => code).values()].flatMap(([first]) => first ?? []);
}
