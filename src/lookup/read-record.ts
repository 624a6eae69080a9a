/** What a record of a log tells: the errors that it names, what looks like a code and is none, or a status alone. */
import { hasCode, nameOf } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import { FAMILY_SIZE, lastPartOf } from '../core/names.ts';
import type { BodyFields } from './body-fields.ts';
import { createContextReader } from './code-context.ts';
import type { IndexedError } from './lookup-index.ts';
import { createProseIndex } from './prose-index.ts';
import { statusOf } from './record-status.ts';
import { scanTokens } from './scan-words.ts';
import { isPlainWord, isVariable, looksUnknown, LEVELS, SHOUTED } from './token-form.ts';
import { squash } from './words.ts';

/** A name that stands in a record, and where. */
export interface Found {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is the name that several codes share, and no code. */
  readonly isShared?: true;
}

/** What a record tells. */
export interface RecordFindings {
  /** Keys of errors and names that codes share, each once. */
  readonly known: readonly Found[];
  readonly unknown: readonly Found[];
  /** Names that are those of variables, whatever they look like elsewhere. */
  readonly variables: readonly string[];
  /** The HTTP status of a record that names nothing else. */
  readonly status?: Found;
}

/** Reads one record, cleaned. */
export type RecordReader = (text: string) => RecordFindings;

/** A text by which errors go, in its squashed form. */
interface Name {
  readonly text: string;
  readonly error: IndexedError;
  /** How much it says: the lowest wins. */
  readonly rank: number;
  /** Whether it tells the error wherever it stands, which a title of one everyday word doesn't. */
  readonly tells: boolean;
}

const RANKS = { code: 0, former: 1, subcode: 2, other: 3, lastPart: 4 } as const;
const MOST_REMEMBERED = 50_000;
const NOTHING: readonly TokenFinding[] = [];

/** What a part of a token is, and where in it. */
interface TokenFinding {
  readonly start: number;
  readonly text: string;
  readonly code?: string;
  /** Whether it is no more than the last part of a code, or of several. */
  readonly part?: 'own' | 'shared';
}

/** A reader that knows these errors; `bodyFields` says where bodies of the site hold codes. */
export function createRecordReader(errors: readonly IndexedError[], bodyFields: BodyFields = {}): RecordReader {
  const all = errors.flatMap(withVariants);
  const names = indexNames(all);
  const prose = createProseIndex(all);
  const readContext = createContextReader(all, bodyFields, (text) => names.has(squash(text)));
  // Logs repeat themselves: most tokens were already looked at.
  const remembered = new Map<string, readonly TokenFinding[]>();

  const readToken = (token: string): readonly TokenFinding[] => {
    const known = remembered.get(token);
    if (known !== undefined) return known;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const found = findInToken(token, names);
    remembered.set(token, found);
    return found;
  };
  return (text) => {
    const known: Found[] = [];
    const parts: Found[] = [];
    const unknown: Found[] = [];
    const variables: string[] = [];
    scanTokens(text, (from, to) => {
      for (const { start: offset, text: name, code, part } of readToken(text.slice(from, to))) {
        const [start, end] = [from + offset, from + offset + name.length];
        if (isVariable(text, start, name, code)) {
          if (code === undefined && SHOUTED.test(name)) variables.push(name);
        } else if (part !== undefined && code !== undefined)
          addOnce(parts, { name: code, start, end, ...(part === 'shared' ? { isShared: true } : {}) });
        else if (code !== undefined) addOnce(known, { name: code, start, end });
        else if (looksUnknown(text, start, name)) addOnce(unknown, { name, start, end });
      }
    });
    for (const { code, text: stated, start } of readContext(text))
      addOnce(code === undefined ? unknown : known, { name: code ?? stated, start, end: start + stated.length });
    if (known.length === 0) known.push(...parts);
    // What names a code says it better than the words of its message, which others may share.
    if (known.length === 0) known.push(...prose(text));
    const status = known.length === 0 && unknown.length === 0 ? statusOf(text) : undefined;
    return { known, unknown, variables, ...(status === undefined ? {} : { status }) };
  };
}

function addOnce(list: Found[], found: Found): void {
  if (!list.some(({ name }) => name === found.name)) list.push(found);
}

/** An error as often as it has forms: each with its own title and message. */
function withVariants(error: IndexedError): readonly IndexedError[] {
  const { variants = [], ...rest } = error;
  const forms = variants.filter(({ title, message }) => title !== undefined || message !== undefined);
  return [error, ...forms.map(({ title, message }) => ({ ...rest, title: title ?? '', message: message ?? '' }))];
}

function indexNames(errors: readonly IndexedError[]): ReadonlyMap<string, readonly Name[]> {
  const index = new Map<string, readonly Name[]>();
  for (const name of errors.flatMap(namesOf)) {
    const key = squash(name.text);
    const others = index.get(key) ?? [];
    const [first] = others;
    if (key === '' || others.some(({ error, rank }) => error.code === name.error.code && rank <= name.rank)) continue;
    if (first === undefined || name.rank < first.rank) index.set(key, [name]);
    else if (name.rank === first.rank) index.set(key, [...others, name]);
  }
  return index;
}

function namesOf(error: IndexedError): readonly Name[] {
  const { code, formerly = [], aliases = [], title = '' } = error;
  const { subcode } = codePartsOf(error);
  const name = (rank: number, text: string, tells: boolean): Name => ({ text, error, rank, tells });
  const coded = hasCode(error);
  const lastPart = coded ? lastPartOf(code) : undefined;
  return [
    name(coded ? RANKS.code : RANKS.other, code, coded),
    ...(coded ? [] : [name(RANKS.other, nameOf(error), false)]),
    ...formerly.map((text) => name(RANKS.former, text, true)),
    ...(subcode === undefined ? [] : [name(RANKS.subcode, subcode, coded)]),
    ...[title, ...aliases].map((text) => name(RANKS.other, text, isCompound(text))),
    ...(lastPart === undefined ? [] : [name(RANKS.lastPart, lastPart, isCompound(lastPart))]),
  ];
}

/** Whether an identifier has several words, and so is none that stands in any sentence. */
function isCompound(text: string): boolean {
  return /\p{Ll}\p{Lu}|[\p{L}\p{N}][_-][\p{L}\p{N}]|\p{L}\p{N}/u.test(text);
}

/** The codes that a token writes in one of their forms, and the parts that look like codes and have no other meaning. */
function findInToken(token: string, names: ReadonlyMap<string, readonly Name[]>): readonly TokenFinding[] {
  const found: TokenFinding[] = [];
  const look = (text: string, start: number, separators: readonly RegExp[]): void => {
    const meant = nameIn(text, names);
    if (meant !== undefined) {
      if (meant.code !== '') found.push({ text, start, ...meant });
      return;
    }
    const [separator, ...others] = separators;
    if (separator === undefined) {
      if (looksLikeCode(text)) found.push({ text, start });
      return;
    }
    let from = 0;
    for (const part of text.split(separator)) {
      const place = text.indexOf(part, from);
      if (part !== '') look(part, start + place, others);
      from = place + part.length;
    }
  };
  look(token.replace(/[.:/-]+$/, ''), 0, [/[.:/]+/, /-+/]);
  return found.length === 0 ? NOTHING : found;
}

function looksLikeCode(text: string): boolean {
  return /^\p{Lu}[\p{Lu}\p{N}]*(?:_[\p{Lu}\p{N}]+)+$/u.test(text) && text.length <= LONGEST_UNKNOWN;
}

const LONGEST_UNKNOWN = 80;

/** What a token writes in one of its forms; the code is empty where it is a name of the registry that tells no error. */
function nameIn(
  token: string,
  names: ReadonlyMap<string, readonly Name[]>,
): Pick<TokenFinding, 'code' | 'part'> | undefined {
  if (isPlainWord(token)) return undefined;
  for (const key of keysOf(token)) {
    const [first, ...others] = names.get(key) ?? [];
    if (first === undefined) continue;
    if (!first.tells || !tellsAs(token, first)) return { code: '' };
    const isPart = first.rank === RANKS.lastPart;
    if (others.length === 0) return { code: first.error.code, ...(isPart ? { part: 'own' } : {}) };
    const isFamily = others.length + 1 >= FAMILY_SIZE && others.every(({ text }) => text === first.text);
    return isPart && isFamily ? { code: first.text, part: 'shared' } : { code: '' };
  }
  return undefined;
}

/** A token squashed, then without what languages put before or behind the name of an error. */
function keysOf(token: string): readonly string[] {
  const key = squash(token);
  const affixed = [key.replace(/(?:errors?|err|exception|code)$/, ''), key.replace(/^(?:errors?|err)(?:code)?/, '')];
  return [key, ...affixed.filter((other) => other !== key && other !== '')];
}

/** A single word tells an error only as it is written, and not where it is a level of logs. */
function tellsAs(token: string, { text }: Name): boolean {
  if (isCompound(token)) return true;
  return token === text && /^[\p{Lu}\p{N}]{4,}$/u.test(token) && !LEVELS.has(token);
}
