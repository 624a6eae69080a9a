/** What a text states as an error code that the registry does not hold, and how surely it states it. */
import { contextOf } from './context.ts';
import type { StatedCode } from './fields.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { Query } from './query.ts';
import { statusOfPhrase } from '../core/http.ts';
import { squash, splitWords } from './words.ts';

const TOKEN = /[\p{L}\p{N}]+(?:[_.-]+[\p{L}\p{N}]+)*/gu;
const SCREAMING = /^\p{Lu}[\p{Lu}\p{N}]*(?:[_.-][\p{Lu}\p{N}]+)+$/u;
const SNAKE = /^\p{L}[\p{L}\p{N}]*(?:_[\p{L}\p{N}]+)+$/u;
const LOWER_SNAKE = /^\p{Ll}+(?:_\p{Ll}+)+$/u;
const KEBAB = /^\p{Ll}[\p{Ll}\p{N}]*(?:[-/]\p{Ll}[\p{Ll}\p{N}]*)+$/u;
const NUMBERED = /^\p{Lu}{1,6}[-_]?\d{3,}$/u;
const CLASS = /^(?:\p{Lu}[\p{Ll}\p{N}]+){2,}$/u;
const EXCEPTION = /^(?:\p{Lu}+[\p{Ll}\p{N}]*){2,}$/u;
const EXCEPTION_END = /(?:Error|Exception|Fault)$/;
const SHOUTED = /^\p{Lu}{6,}$/u;
const LONGEST_CODE = 80;
const MOST_TOKENS = 400;
const CODE_BEFORE = /(?:error|code|exception|fail\w{0,6}|fatal|fehler|reason|خطأ|رمز)\W{0,4}(?:\w{1,6}\s)?\W{0,2}$/i;
const STATUS_BEFORE = /(?<!\d)[45]\d\d[\s:,-]{1,3}$/;
// In telling words: what is short is about its code, and a longer text names fields, tables and variables in its form.
const MOST_AROUND_PLACED = 6;
const MOST_AROUND_SNAKE = 4;
/** Letters and numbers of standards, which name no error. */
const STANDARD = /^(?:SHA|ISO|RFC|UTF|HTTP|AES|RSA|MD|IPV|CVE|UTC|GMT|TLS|ES|ECMA)[-_]?\d/;
const NOTHING = new Set(
  'null undefined none nil true false error errors exception failed failure fail unknown ok n/a'.split(' '),
);
/** What names the program that throws and not what happened. */
const GENERIC = new Set(
  `http https api rest client server request requests response service sdk rpc grpc js io db sql protocol network socket connection auth
  type value runtime syntax reference range base core internal unhandled fatal error errors exception pg`.split(/\s+/),
);
// Fields that hold a code and nothing else, whatever it looks like.
const STRONG_FIELD = /^(?:x)?(?:\w*code|sqlstate|errorname)$/;

/** The tokens of a text that could be identifiers, without quotes and other wrapping. */
export function readTokens(text: string): readonly string[] {
  return Array.from(text.matchAll(TOKEN), ([token]) => token);
}

/** Whether a token looks as error codes do: `ACCOUNT_LOCKED`, `account_locked`, `ORA-00942`, `AccountLocked`. */
export function isCodeLike(token: string): boolean {
  return token.length <= LONGEST_CODE && [SCREAMING, SNAKE, NUMBERED, CLASS, SHOUTED].some((form) => form.test(token));
}

/** A code that a text states, with the score that a known code would need to outrank it. */
export interface Unknown {
  readonly code: string;
  readonly score: number;
}

/** How surely a text states a code, by where it does. */
const STATED = {
  own: 129,
  field: 117,
  address: 108,
  number: 96,
  prose: 95,
  exception: 76,
  weakField: 76,
  aside: 75,
  snake: 58,
} as const;

/** From this score on a program stated the code, so that nothing else can have been meant. */
export const SURELY_STATED = STATED.aside;

/** The code that a text states most surely among those that the registry and the `messages` found in it do not hold. */
export function statedUnknown(query: Query, index: LookupIndex, messages: readonly string[]): Unknown | undefined {
  const candidates = [...inFields(query, index), ...inAddresses(query), ...inProse(query, index)];
  const unknown = candidates.filter(
    ({ code }) => !isKnown(code, index) && !messages.some((message) => message.includes(code)),
  );
  return unknown.reduce<Unknown | undefined>(
    (best, one) => (best === undefined || one.score > best.score ? one : best),
    undefined,
  );
}

/** Whether anything of the registry goes by a name. */
function isKnown(name: string, { byKey }: LookupIndex): boolean {
  const keys = [name, name.replace(EXCEPTION_END, ''), name.split(/[.#:]/).at(-1) ?? ''].map(squash);
  return keys.some((key) => key !== '' && byKey.has(key));
}

function inFields({ codes }: Query, index: LookupIndex): readonly Unknown[] {
  return codes.flatMap((stated) => {
    const score = fieldScore(stated, index);
    return score === undefined ? [] : [{ code: stated.value, score }];
  });
}

function fieldScore({ value, rank, field }: StatedCode, index: LookupIndex): number | undefined {
  if (value.length > LONGEST_CODE || /[\s,;{}()<>=]/.test(value) || NOTHING.has(value.toLowerCase())) return undefined;
  const strong = rank === 0 || STRONG_FIELD.test(field.name);
  if (/^-?\d+$/.test(value)) {
    return strong && mayBeCode(value, index) ? STATED.number : undefined;
  }
  if (rank === 0) return /\p{L}/u.test(value) ? STATED.own : undefined;
  if (strong) return isCodeLike(value) || KEBAB.test(value) || /\d/.test(value) ? STATED.field : undefined;
  if (CLASS.test(value) || EXCEPTION.test(value)) return isTelling(value) ? STATED.exception : undefined;
  return isCodeLike(value) ? STATED.weakField : undefined;
}

/** Whether a number may be a code: where codes are words, few digits are a status or the default of a library. */
function mayBeCode(digits: string, { hasNumbers }: LookupIndex): boolean {
  return digits.length <= 10 && (hasNumbers || digits.length > 3);
}

const ADDRESS = /[/?&#](?:errors?|error[-_]codes?|codes?|err)[/#=]([\p{L}\p{N}_.~-]{3,80})/giu;

/** What an address of the web holds where a code stands: `/errors/ACCOUNT_LOCKED`. */
function inAddresses({ text }: Query): readonly Unknown[] {
  return Array.from(text.matchAll(ADDRESS), ([, segment = '']) => segment.replace(/(?:\.(?:html?|md|json))?[.]*$/, ''))
    .filter((code) => isCodeLike(code) || KEBAB.test(code))
    .map((code) => ({ code, score: STATED.address }));
}

function inProse({ text, telling, raw }: Query, index: LookupIndex): readonly Unknown[] {
  if (raw === '' || !/\s/.test(raw)) return inToken(raw);
  const found: Unknown[] = [];
  let count = 0;
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    if (count++ > MOST_TOKENS) break;
    const score = token.length > LONGEST_CODE ? undefined : proseScore(token, start, text, telling, index);
    if (score !== undefined) found.push({ code: nameOf(token), score });
  }
  return found;
}

/** A text that is one token: a program may have written it, or a reader from memory. */
function inToken(raw: string): readonly Unknown[] {
  const code = raw.replace(/^[\s"'`([{<]+|[\s"'`)\]}>,;:.!]+$/g, '');
  if (code.length > LONGEST_CODE || !/^[\p{L}\p{N}_./:-]+$/u.test(code)) return [];
  return isCodeLike(code) || KEBAB.test(code) || EXCEPTION.test(code) ? [{ code, score: TYPED }] : [];
}

/** The score of a code that is the whole text: any suggestion that resembles it outranks it. */
export const TYPED = 13;

/** The name of an exception without the packages before it. */
function nameOf(token: string): string {
  const last = token.split('.').at(-1) ?? token;
  return EXCEPTION_END.test(last) ? last : token;
}

function proseScore(
  token: string,
  start: number,
  text: string,
  telling: number,
  index: LookupIndex,
): number | undefined {
  const end = start + token.length;
  if (/^\d+$/.test(token)) {
    return mayBeCode(token, index) && contextOf(text, start, end) === 'code' ? STATED.number : undefined;
  }
  const [before, after] = [text.slice(Math.max(0, start - 24), start), text.slice(end, end + 2)];
  // The settings of a machine, and the fields and flags of a program.
  if (/^["'`]?\s?=(?!>)/.test(text.slice(end, end + 4)) || /(?:[$%@]\{?|env[.[]"?|--?|export )$/i.test(before))
    return undefined;
  const last = nameOf(token);
  if (EXCEPTION_END.test(last)) return isTelling(last) ? STATED.exception : undefined;
  const placed =
    telling <= MOST_AROUND_PLACED ||
    CODE_BEFORE.test(before) ||
    STATUS_BEFORE.test(before) ||
    /["'`([:]\s?$/.test(before) ||
    /^["'`)\]:]/.test(after);
  if (SCREAMING.test(token) && /[_-]/.test(token)) return placed ? STATED.prose : STATED.aside;
  if (NUMBERED.test(token) && !STANDARD.test(token)) return placed ? STATED.prose : STATED.snake;
  if (!LOWER_SNAKE.test(token)) return undefined;
  if (CODE_BEFORE.test(before) || STATUS_BEFORE.test(before)) return STATED.prose;
  if (/^["'`]?\s?:/.test(text.slice(end, end + 3))) return undefined;
  return telling <= MOST_AROUND_SNAKE && !/["'`./\\]$/.test(before) ? STATED.snake : undefined;
}

/** Whether the name of a class says what happened: more than one of its words names no program. */
function isTelling(name: string): boolean {
  const own = name.replace(EXCEPTION_END, '');
  if (statusOfPhrase(squash(own)) !== undefined) return false;
  const words = splitWords(own).filter(({ text }) => text.length > 1 && !GENERIC.has(text));
  return words.length > 1 || words.some(({ text }) => /(?:ed|able)$/.test(text));
}
