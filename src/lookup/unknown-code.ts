/** What a text states as an error code that the registry does not hold, and how surely it states it. */
import { statusOfPhrase } from '../core/http.ts';
import { contextOf } from './context.ts';
import type { StatedCode } from './fields.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { Query } from './query.ts';
import { remembering } from './remember.ts';
import { scanTokens } from './scan-text.ts';
import { isSetting } from './settings.ts';
import { squash, splitWords } from './words.ts';

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
const CODE_BEFORE =
  /(?:error|err|errno|code|exception|fail\w{0,6}|fatal|fehler|reason|خطأ|رمز)\W{0,4}(?:\w{1,6}\s)?\W{0,2}$/i;
const STATUS_BEFORE = /(?<!\d)[45]\d\d[\s:,-]{1,3}$/;
// In telling words: what is short is about its code, and a longer text names fields, tables and variables in its form.
const MOST_AROUND_PLACED = 6;
const MOST_AROUND_SNAKE = 4;
/** Letters and numbers of standards, which name no error. */
const STANDARD = /^(?:SHA|ISO|RFC|UTF|HTTP|AES|RSA|MD|IPV|CVE|UTC|GMT|TLS|ES|ECMA)[-_]?\d/;
/** How the names of headers, ciphers and settings of machines start. */
const CONSTANT = /^(?:HTTP|CONTENT|ACCEPT|UTF|ISO|SHA|MD|AES|RSA|TLS|SSL|ECDHE?|NODE|NPM|JAVA|LC|FEATURE)[_-]/;
/** `en_US` */
const LOCALE = /^[a-z]{2}[-_][A-Z]{2}$/;
/** Numbers that clients take for a status or for nothing. */
const NO_CODE = /^(?:0|-?\d|[1-5]\d\d)$/;
/** Words of which one at least is in most names of errors, and seldom in those of other constants. */
const ERROR_WORDS = new Set(
  `ABORTED ALREADY BAD BANNED BLOCKED BROKEN BUSY CANCELED CANCELLED CANNOT CANT CLOSED CONFLICT CORRUPT CORRUPTED DECLINED DENIED
  DISABLED DISALLOWED DUPLICATE ERR ERROR ERRORS EXCEEDED EXCEPTION EXHAUSTED EXISTS EXPIRED FAIL FAILED FAILURE FORBIDDEN
  ILLEGAL INACTIVE INCOMPATIBLE INCORRECT INSUFFICIENT INVALID LIMIT LOCKED LOST MALFORMED MISMATCH MISSING NO NOT OUT OVERLOADED
  PROHIBITED REFUSED REJECTED REQUIRED RESTRICTED REVOKED STALE SUSPENDED TIMEOUT TIMEDOUT TOO UNAUTHENTICATED UNAUTHORIZED
  UNAVAILABLE UNDEFINED UNEXPECTED UNKNOWN UNPROCESSABLE UNREACHABLE UNRECOGNIZED UNSUPPORTED VIOLATION WRONG`.split(
    /\s+/,
  ),
);
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
  const tokens: string[] = [];
  scanTokens(text, (start, end) => tokens.push(text.slice(start, end)));
  return tokens;
}

/** Whether a token looks as error codes do: `ACCOUNT_LOCKED`, `account_locked`, `ORA-00942`, `AccountLocked`. */
export function isCodeLike(token: string): boolean {
  return token.length <= LONGEST_CODE && [SCREAMING, SNAKE, NUMBERED, CLASS, SHOUTED].some((form) => form.test(token));
}

/** A code that a text states, with the score that a known code would need to outrank it. */
export interface Unknown {
  readonly code: string;
  readonly score: number;
  /** Where in the text it stands. */
  readonly start: number;
  /** Whether it is the code of an error for sure, although most texts name none, as in logs. */
  readonly isSure: boolean;
}

/** How surely a text states a code, by where it does. */
const STATED = {
  own: 129,
  field: 117,
  address: 108,
  number: 96,
  prose: 95,
  /** A constant by whose words an error goes, wherever it stands. */
  named: 77,
  exception: 76,
  weakField: 76,
  aside: 75,
  snake: 58,
} as const;

/** From this score on a program stated the code, so that nothing else can have been meant. */
export const SURELY_STATED = STATED.aside;

/** The code that a text states most surely among those that the registry and the `messages` found in it do not hold. */
export function statedUnknown(query: Query, index: LookupIndex, messages: readonly string[]): Unknown | undefined {
  const isOneToken = query.raw === '' || !/\s/.test(query.raw);
  const typed = isOneToken ? inToken(query.raw) : inProse(query, index);
  const candidates = [...inFields(query, index), ...inAddresses(query), ...typed];
  const unknown = candidates.filter(
    ({ code }) => !isKnown(code, index) && !messages.some((message) => message.includes(code)),
  );
  return unknown.reduce<Unknown | undefined>(
    (best, one) => (best === undefined || one.score > best.score ? one : best),
    undefined,
  );
}

/** What a text has that looks like codes and is none of the registry. */
export interface Strangers {
  /** The codes that it states for sure. */
  readonly unknown: readonly Unknown[];
  /** The constants that it names as variables or settings. */
  readonly variables: readonly string[];
}

/** All that looks like codes in a text and is none of the registry. */
export function readStrangers(query: Query, index: LookupIndex): Strangers {
  const formed = readFormed(query.text);
  const candidates = [...inFields(query, index), ...inAddresses(query), ...scoreAll(formed, query, index)];
  return {
    unknown: candidates.filter(({ code, isSure }) => isSure && !isKnown(code, index)),
    variables: formed
      .filter(
        ({ form, token, start }) => form === 'constant' && isSetting(query.text, start, start + token.length, false),
      )
      .map(({ token }) => token),
  };
}

/** Whether anything of the registry goes by a name. */
function isKnown(name: string, { byKey }: LookupIndex): boolean {
  const keys = [name, name.replace(EXCEPTION_END, ''), name.split(/[.#:]/).at(-1) ?? ''].map(squash);
  return keys.some((key) => key !== '' && byKey.has(key));
}

function inFields({ text, codes }: Query, index: LookupIndex): readonly Unknown[] {
  return codes.flatMap((stated) => {
    const score = fieldScore(stated, index);
    if (score === undefined) return [];
    const { value, field } = stated;
    const start = text.indexOf(value, Math.max(0, text.indexOf(field.found)));
    const isSure = score >= STATED.number && (isCodeLike(value) || KEBAB.test(value) || /\d/.test(value));
    return [{ code: value, score, start, isSure }];
  });
}

function fieldScore({ value, rank, field }: StatedCode, index: LookupIndex): number | undefined {
  if (value.length > LONGEST_CODE || /[\s,;{}()<>=]/.test(value) || isNothing(value)) return undefined;
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
  return digits.length <= 10 && !NO_CODE.test(digits) && (hasNumbers || digits.length > 3);
}

function isNothing(value: string): boolean {
  return NOTHING.has(value.toLowerCase()) || LOCALE.test(value);
}

// Many times as fast as what it stands for.
const MAY_HOLD_ADDRESS = /[/?&#](?:err|code)/i;
const ADDRESS = /[/?&#](?:errors?|error[-_]codes?|codes?|err)[/#=]([\p{L}\p{N}_.~-]{3,80})/giu;

/** What an address of the web holds where a code stands: `/errors/ACCOUNT_LOCKED`. */
function inAddresses({ text }: Query): readonly Unknown[] {
  if (!MAY_HOLD_ADDRESS.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS), ({ 0: whole, 1: segment = '', index }) => ({
    code: segment.replace(/(?:\.(?:html?|md|json))?[.]*$/, ''),
    score: STATED.address,
    start: index + whole.length - segment.length,
    isSure: SCREAMING.test(segment),
  })).filter(({ code }) => isCodeLike(code) || KEBAB.test(code));
}

/** A text that is one token: a program may have written it, or a reader from memory. */
function inToken(raw: string): readonly Unknown[] {
  const code = raw.replace(/^[\s"'`([{<]+|[\s"'`)\]}>,;:.!]+$/g, '');
  if (code.length > LONGEST_CODE || !/^[\p{L}\p{N}_./:-]+$/u.test(code)) return [];
  const isCode = isCodeLike(code) || KEBAB.test(code) || EXCEPTION.test(code);
  return isCode ? [{ code, score: TYPED, start: 0, isSure: false }] : [];
}

/** The score of a code that is the whole text: any suggestion that resembles it outranks it. */
export const TYPED = 13;

/** What a token may be by its form alone. */
type Form = 'number' | 'exception' | 'constant' | 'numbered' | 'snake';

interface Formed {
  readonly token: string;
  readonly start: number;
  readonly form: Form;
}

const formOf = remembering((token: string): Form | undefined => {
  if (token.length > LONGEST_CODE) return undefined;
  if (/^\d+$/.test(token)) return token.length <= LONGEST_NUMBER ? 'number' : undefined;
  if (EXCEPTION_END.test(lastOf(token))) return 'exception';
  if (SCREAMING.test(token) && /[_-]/.test(token)) return 'constant';
  if (NUMBERED.test(token) && !STANDARD.test(token)) return 'numbered';
  return LOWER_SNAKE.test(token) ? 'snake' : undefined;
});

const LONGEST_NUMBER = 8;

/** The tokens of a text that may be codes by their form. */
function readFormed(text: string): readonly Formed[] {
  const formed: Formed[] = [];
  scanTokens(text, (start, end) => {
    if (isPlain(text, start, end)) return;
    const token = text.slice(start, end);
    const form = formOf(token);
    if (form !== undefined && formed.length < MOST_TOKENS) formed.push({ token, start, form });
  });
  return formed;
}

/** Whether a token is a word in lower case, but for its first letter, and so none of the forms: most tokens are. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let place = start + 1; place < end; place++) {
    const unit = text.charCodeAt(place);
    if (unit < LOWER_A || unit > LOWER_Z) return false;
  }
  return end - start > 1;
}

const LOWER_A = 97;
const LOWER_Z = 122;

/** The name of an exception without the packages before it. */
function lastOf(token: string): string {
  const last = token.split('.').at(-1) ?? token;
  return EXCEPTION_END.test(last) ? last : token;
}

function inProse(query: Query, index: LookupIndex): readonly Unknown[] {
  return scoreAll(readFormed(query.text), query, index);
}

function scoreAll(all: readonly Formed[], { text, telling }: Query, index: LookupIndex): readonly Unknown[] {
  return all.flatMap((formed) => {
    const stated = scoreFormed(formed, text, telling, index);
    return stated === undefined ? [] : [{ ...stated, code: lastOf(formed.token), start: formed.start }];
  });
}

type Scored = Pick<Unknown, 'score' | 'isSure'>;

function scoreFormed(
  { token, start, form }: Formed,
  text: string,
  telling: number,
  index: LookupIndex,
): Scored | undefined {
  const end = start + token.length;
  if (form === 'number') {
    const isCode = mayBeCode(token, index) && contextOf(text, start, end) === 'code';
    return isCode ? { score: STATED.number, isSure: index.hasNumbers } : undefined;
  }
  if (isSetting(text, start, end, false)) return undefined;
  if (form === 'exception') return isTelling(lastOf(token)) ? { score: STATED.exception, isSure: false } : undefined;
  const [before, after] = [text.slice(Math.max(0, start - 24), start), text.slice(end, end + 2)];
  const isAnnounced = CODE_BEFORE.test(before) || STATUS_BEFORE.test(before);
  const isPlaced =
    isAnnounced || telling <= MOST_AROUND_PLACED || /["'`([:]\s?$/.test(before) || /^["'`)\]:]/.test(after);
  if (form === 'constant') {
    const isNamed = token.split(/[_.-]/).some((word) => ERROR_WORDS.has(word));
    if (isAnnounced && (isNamed || !CONSTANT.test(token))) return { score: STATED.prose, isSure: true };
    if (isNamed) return { score: isPlaced ? STATED.prose : STATED.named, isSure: true };
    return { score: STATED.aside, isSure: false };
  }
  if (form === 'numbered') return { score: isPlaced ? STATED.prose : STATED.snake, isSure: isAnnounced };
  if (isAnnounced) return { score: STATED.prose, isSure: false };
  if (/^["'`]?\s?:/.test(text.slice(end, end + 3))) return undefined;
  return telling <= MOST_AROUND_SNAKE && !/["'`./\\]$/.test(before)
    ? { score: STATED.snake, isSure: false }
    : undefined;
}

/** Whether the name of a class says what happened: more than one of its words names no program. */
function isTelling(name: string): boolean {
  const own = name.replace(EXCEPTION_END, '');
  if (statusOfPhrase(squash(own)) !== undefined) return false;
  const words = splitWords(own).filter(({ text }) => text.length > 1 && !GENERIC.has(text));
  return words.length > 1 || words.some(({ text }) => /(?:ed|able)$/.test(text));
}
