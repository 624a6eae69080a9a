/**
 * Codes that count only where the text says that one comes: numbers and everyday words, as in `"code": 50013`,
 * `(error code: 50013)`, `DiscordAPIError[50013]`, `SQLSTATE 23505`, `ошибка 50013`.
 */
import { hasCode } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import { fieldName, keysOf, type BodyFields } from './body-fields.ts';
import type { IndexedError } from './lookup-index.ts';
import { lowerCase } from './scan-words.ts';
import { isPlainWord, LEVELS } from './token-form.ts';

/** What a text states as a code: one of the registry, or a text that is none. */
export interface StatedCode {
  readonly code?: string;
  readonly text: string;
  readonly start: number;
}

/** How languages and programs say that a code comes; what stands before it in the same word is looked at apart. */
const WORDS = [
  ...['code', 'errno', 'error', 'err', 'exception', 'sql_?state', 'reason', 'type'],
  ...['fehler(?:code|nummer)?', 'erreur', 'errore', 'erro', 'fout(?:code)?', 'błąd', 'hata', 'c[oó]digo'],
  ...[
    'ошибк[аиу]',
    'помилк[аи]',
    'код',
    'خطأ',
    'رمز',
    'エラー(?:コード)?',
    '错误(?:代码|码)?',
    '錯誤(?:代碼|碼)?',
    '에러',
    '오류',
  ],
];
const NUMBER_SIGN = '(?:no\\.?|nr\\.?|number|code|№|الخطأ|ошибки)';
const BETWEEN = `["'\\])]{0,3}\\s{0,3}(?:[:=]{1,3}>?|#|->|is|was|${NUMBER_SIGN}\\s{0,2}[:=#]?)?\\s{0,3}["'\`(\\[<#]{0,3}`;
const VALUE = String.raw`(-?\p{N}[\p{L}\p{N}.+-]{0,40}|[\p{L}_][\p{L}\p{N}_./:-]{0,99})`;

/** Finds the codes that a text states as such; `explains` tells whether a text is any name of the registry. */
export function createContextReader(
  errors: readonly IndexedError[],
  bodyFields: BodyFields,
  explains: (text: string) => boolean,
): (text: string) => readonly StatedCode[] {
  const codes = codesByText(errors);
  const hasNumbers = [...codes.keys()].some((code) => NUMBER.test(code));
  const own = ['code', 'subcode'].flatMap((name) => keysOf(bodyFields, name));
  const words = [...WORDS, ...own.filter((key) => /^[a-z]+$/.test(key))].join('|');
  const context = new RegExp(`(${words})(?![\\p{L}_])(${BETWEEN})${VALUE}`, 'gu');

  const read = (found: RegExpExecArray, text: string): StatedCode | undefined => {
    const [whole, word = '', between = '', lower = ''] = found;
    const start = found.index + whole.length - lower.length;
    const value = text.slice(start, start + lower.length).replace(/[.:/+-]+$/, '');
    const place: Place = {
      name: nameBefore(text, found.index) + text.slice(found.index, found.index + word.length),
      before: text.slice(Math.max(0, found.index - LONGEST_BEFORE), found.index),
      between,
      value,
      after: text.slice(start + value.length, start + value.length + LONGEST_AFTER),
    };
    const code = codes.get(value);
    const isOwn = own.includes(fieldName(place.name));
    if (between === '') return undefined;
    if (NUMBER.test(value)) {
      if (!statesNumber(place, isOwn) || isSuccess(place, text)) return undefined;
      if (code !== undefined) return { code, text: value, start };
      return hasNumbers && isField(place) && !/^(?:0|-?\d|[1-5]\d\d)$/.test(value) ? { text: value, start } : undefined;
    }
    if (isOther(place) || !(isField(place) || (NUMBERED.test(value) && place.after.startsWith(':')))) return undefined;
    if (code !== undefined) return { code, text: value, start };
    const namesCode = isOwn || NUMBERED.test(value) || /code$|^sql_?state$/i.test(place.name);
    return namesCode && isCodeValue(value) && !explains(value) ? { text: value, start } : undefined;
  };
  return (text) => {
    const whole = text.trim();
    const alone = isPlainWord(whole) && !/^.{0,3}$|^\p{L}/u.test(whole) ? codes.get(whole) : undefined;
    const stated: StatedCode[] = alone === undefined ? [] : [{ code: alone, text: whole, start: text.indexOf(whole) }];
    const lower = lowerCase(text);
    context.lastIndex = 0;
    for (let found = context.exec(lower); found !== null; found = context.exec(lower)) {
      const code = read(found, text);
      // What seemed to be a value may announce one: `Exception: …ResponseException: 10008`.
      context.lastIndex = found.index + found[0].length - (found[3]?.length ?? 0);
      if (code !== undefined) stated.push(code);
    }
    return stated;
  };
}

interface Place {
  /** The whole word that announces the code: `error_code`, `DiscordAPIError`. */
  readonly name: string;
  readonly before: string;
  readonly between: string;
  readonly value: string;
  readonly after: string;
}

const NUMBER = /^-?\p{N}[\p{N}.eE+-]*$/u;
/** `TS2322`, `ORA-00942` */
const NUMBERED = /^\p{Lu}{1,6}-?\p{N}{3,}$/u;
const LONGEST_BEFORE = 32;
const LONGEST_AFTER = 16;

/** Codes that other ways of finding leave out, and all others, by their exact text. */
function codesByText(errors: readonly IndexedError[]): ReadonlyMap<string, string> {
  const coded = errors.filter(hasCode);
  return new Map([
    ...coded.flatMap((error) => {
      const { subcode } = codePartsOf(error);
      return subcode === undefined ? [] : [[subcode, error.code] as const];
    }),
    ...coded.flatMap(({ code, formerly = [] }) => [...formerly, code].map((text) => [text, code] as const)),
  ]);
}

/** The letters, digits, dots and underscores right before a place. */
function nameBefore(text: string, end: number): string {
  return /[\p{L}\p{N}_.$-]*$/u.exec(text.slice(Math.max(0, end - LONGEST_BEFORE), end))?.[0] ?? '';
}

const ERROR_CODE =
  /^(?:.*[._-])?(?:(?:api|sys|sub|my)?(?:err(?:or)?|exception|failure|fault|problem|reason|result|decline|fehler|fout)?[_-]?code|errno|sql_?state)$/i;
const OTHER_CODE =
  /(?:exit|exited|status|http|return(?:ed|s)?|response|zip|postal|country|currency|lang(?:uage)?|area|promo|coupon|discount|voucher|qr|bar|sort|verification|confirmation|security|source|machine|byte|char|key|product|tax|region|city|state|bank|otp|pin|invite|referral|tracking|booking|apartment|door|gate|entry|access|flat)(?:\s+with)?(?:\s+(?:the|an?))?[\s_.-]*$/i;
const UNIT =
  /^(?:[%#°]|[\p{L}_]|[.,:/-]\d|\s?(?:ms|s|sec|seconds?|minutes?|times|x|[kmg]?b|bytes|rows|items|errors?|of)\b|\s-)/u;

/** Whether a number at a place is a code: `error 5:` is one, `exit code 1`, `ERROR 4242 ---` and `error 5 times` are not. */
function statesNumber(place: Place, isOwn: boolean): boolean {
  const { name, before, between, after, value } = place;
  if (UNIT.test(after) || isOther(place)) return false;
  if (isOwn) return true;
  if (ERROR_CODE.test(name))
    return !/^(?:code|код)$/i.test(name) || /=/.test(between) || value.length > 3 || opensField(before);
  if (/(?:code|type|reason)$/i.test(name)) return false;
  const isClosed = /[([<]\s*$/.test(between) || /^\s?[:)\]]/.test(after);
  // `ERROR` and `[error]` are levels: what follows is often the number of a process.
  if (LEVELS.has(name) || /\[\s*$/.test(before)) return /^\s?[:(]/.test(after);
  return /^[\p{Ll}\p{Lo}]+$|^\p{Lu}\p{Ll}+$/u.test(name) || isClosed;
}

/** Whether a bare `code` starts a field, or stands behind a word that makes it one of an error: `failed with code 5`. */
function opensField(before: string): boolean {
  return /(?:^|[^\p{L}\p{N} ]) *$|\b(?:err(?:or)?|exception|failure|fault|with|api|reason|fehler) +$/iu.test(before);
}

/** Whether a number says that all went well: `"code": 200` and `errorCode=0` where nothing tells of an error. */
function isSuccess({ name, value, between }: Place, text: string): boolean {
  if (/^0+$/.test(value)) return !/\[\s*$/.test(between) && !MESSAGE.test(text);
  return /^code$/i.test(name) && /^(?:20[0-6]|30[1-8])$/.test(value) && !/err|fail|exception/i.test(text);
}

const MESSAGE = /\b(?:message|msg|err(?:or)?_?msg)["']?\s{0,3}[:=]\s{0,3}["']?\p{L}/iu;

/** Whether what announces a code stands for one of another kind. */
function isOther({ name, before }: Place): boolean {
  if (/sql_?state$/i.test(name)) return false;
  return (
    OTHER_CODE.test(name.replace(/(?:code|errno|error|err)$/i, '')) || (/^code$/i.test(name) && OTHER_CODE.test(before))
  );
}

/** Whether a value is in a field or behind a sign, and not the next word of a sentence. */
function isField({ between }: Place): boolean {
  return /[:=#([<"'>]/.test(between);
}

function isCodeValue(value: string): boolean {
  if (value.length > 80 || isPlainWord(value) || /^[a-z]{2}[-_][A-Z]{2}$/.test(value)) return false;
  return CODE_VALUES.some((form) => form.test(value));
}

/** `lost_card`, `auth/no-user`, `ORA-00942`, `42P01`, `ECONNRESET`, `AccessDenied`. */
const CODE_VALUES = [
  /^\p{L}[\p{L}\p{N}]*(?:[_/.-][\p{L}\p{N}]+)*[_/-][\p{L}\p{N}]+(?:[_/.-][\p{L}\p{N}]+)*$/u,
  /^(?=.{0,12}\p{N})[\p{Lu}\p{N}]{2,12}$/u,
  /^\p{Lu}{5,}$/u,
  /^(?:\p{Lu}[\p{Ll}\p{N}]+){2,}$/u,
];
