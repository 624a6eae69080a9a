/**
 * What stands around a number or an everyday word, and whether it says that the number or the word is a code:
 * `"code": 50013`, `(error code: 50013)`, `DiscordAPIError[50013]`, `SQLSTATE 23505`, `ошибка 50013`.
 */
import { remembering } from './remember.ts';
import { startOfToken } from './scan-text.ts';
import { LEVELS } from './settings.ts';

/** How surely the place of a number or word says that it is a code. */
export type Context = 'code' | 'likely' | 'none';

const LONGEST_BEFORE = 48;
const LONGEST_AFTER = 16;

/** Names of fields that hold the code of an error: `error_code`, `errno`, `apiErrorCode`, `code`. */
const ERROR_CODE =
  /^(?:.*[._-])?(?:(?:api|sys|sub|my)?(?:err(?:or)?|exception|failure|fault|problem|reason|result|decline|fehler|fout)?[_-]?codes?|errno|sql_?state|fehlernummer|fehlernr)$/i;
/** How languages and programs say that an error comes. */
const ERROR_WORD =
  /(?:error|errno|err|exception|fault|fehler|erreur|errore|erro|fout|błąd|hata|c[oó]digo|ошибк[аиу]|помилк[аи]|код|خطأ|رمز|كود|エラー(?:コード)?|错误(?:代码|码)?|錯誤(?:代碼|碼)?|에러|오류)$/iu;
const OTHER_FIELD = /(?:code|type|reason)$/i;
/** These words make another thing of the code or the number behind them. */
const OTHER_CODE =
  /(?:exit|exited|status|http|https|returne?d?|returns|response|zip|post|postal|country|currency|lang|language|area|port|line|column|row|promo|coupon|discount|voucher|qr|bar|sort|verification|confirmation|security|source|machine|byte|char|key|product|tax|region|city|state|bank|otp|pin|invite|referral|tracking|booking|apartment|door|gate|entry|access|flat|beendet|خروج|الخروج|الحالة|حالة)(?:\s+(?:with|mit))?(?:\s+(?:the|an?))?[\s_.-]*$/iu;
/** What stands between an announcing word and its number: `error no. 5`, `error code is 5`, `رمز الخطأ: 5`. */
const LINKS = new Set('is was no no. nr nr. number № الخطأ ошибки'.split(' '));
/** What makes an amount of a number. */
const UNIT =
  /^(?:[%#°]|[\p{L}_]|[.,:/-]\d|\s?(?:ms|s|sec|seconds?|minutes?|times|x|[kmg]?b|bytes|rows|items|errors?|of)\b|\s--)/u;
const OPENS_FIELD = /(?:^|[^\p{L}\p{N} ]) *$|\b(?:err(?:or)?|exception|failure|fault|with|api|reason|fehler) +$/iu;

/** What a word before a number announces. */
type Announced = 'code' | 'plainCode' | 'error' | 'errorName' | 'level' | undefined;

const announced = remembering((name: string): Announced => {
  const spread = name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1_');
  if (OTHER_CODE.test(spread.replace(/(?:codes?|errno|error|err)$/i, '')) && !/sql_?state$/i.test(spread))
    return undefined;
  if (/^(?:code|codes|код|رمز|كود|código|codigo)$/i.test(name)) return 'plainCode';
  if (ERROR_CODE.test(spread)) return 'code';
  if (!ERROR_WORD.test(name) || OTHER_FIELD.test(name)) return undefined;
  if (LEVELS.has(name)) return 'level';
  return /^[\p{Ll}\p{Lo}\p{M}]+$|^\p{Lu}\p{Ll}+$/u.test(name) ? 'error' : 'errorName';
});

/** Reads the context of what stands from `start` to `end` of a text. */
export function contextOf(text: string, start: number, end: number): Context {
  const before = text.slice(Math.max(0, start - LONGEST_BEFORE), start);
  const after = text.slice(end, end + LONGEST_AFTER);
  const value = text.slice(start, end);
  const { name, prior, between } = announcerOf(before);
  const isNumber = /^-?\p{N}/u.test(value);
  if (isNumber && UNIT.test(after)) return 'none';
  const isBracketed = /[([<]["'`]?$/.test(between) && /^["'`]?[)\]>]/.test(after);
  const likely = isBracketed || /#$/.test(between) ? 'likely' : 'none';
  const kind = between === '' ? undefined : announced(name);
  if (kind !== undefined && !(kind === 'plainCode' && OTHER_CODE.test(prior))) {
    const isStated = isNumber
      ? statesNumber(kind, { prior, between, after, value, isBracketed })
      : /[:=#([<"'>]/.test(between) && !/^ \p{L}/u.test(after);
    if (!isStated) return 'likely';
    return isNumber && isSuccess(name, value, between, text) ? 'likely' : 'code';
  }
  if (!isNumber) return likely;
  if (isAskedFor(text, start, end)) return 'code';
  // `ResponseException: 50013: Missing Permissions`, and a line that starts with its number.
  const opensLine = before === '' || /\n\s*$/.test(before);
  if (opensLine && (after.startsWith(':') || /^ (?:[ :–]|-(?!-))/.test(after)))
    return value.length > 3 ? 'code' : 'likely';
  return likely;
}

interface NumberPlace {
  readonly prior: string;
  readonly between: string;
  readonly after: string;
  readonly value: string;
  readonly isBracketed: boolean;
}

/** Whether a number at a place is a code: `error 5:` is one, `ERROR 4242 ---` and `[error] 7#7` are not. */
function statesNumber(
  kind: NonNullable<Announced>,
  { prior, between, after, value, isBracketed }: NumberPlace,
): boolean {
  switch (kind) {
    case 'code':
      return true;
    case 'plainCode':
      return between.includes('=') || value.length > 3 || OPENS_FIELD.test(prior);
    // What follows a level is often the number of a process.
    case 'level':
      return /^\s?[:(]/.test(after);
    case 'error':
      return !/\[\s*$/.test(prior) || /^\s?[:(]/.test(after);
    case 'errorName':
      return isBracketed || /[:=#]/.test(between) || /^\s?[:)\]]/.test(after);
  }
}

/** Whether a number says that all went well: `"code": 200` and `errorCode=0` where nothing tells of an error. */
function isSuccess(name: string, value: string, between: string, text: string): boolean {
  if (/^0+$/.test(value)) return !/\[\s*$/.test(between) && !MESSAGE.test(text);
  return /^code$/i.test(name) && /^(?:20[0-6]|30[1-8])$/.test(value) && !/err|fail|exception/i.test(text);
}

const MESSAGE = /\b(?:message|msg|err(?:or)?_?msg)["']?\s{0,3}[:=]\s{0,3}["']?\p{L}/iu;

interface Announcer {
  /** The whole word that may announce a code: `error_code`, `DiscordAPIError`. */
  readonly name: string;
  readonly prior: string;
  readonly between: string;
}

/** The last word of a text, what stands before it, and the signs behind it. */
function announcerOf(before: string): Announcer {
  const direct = announcerBefore(before, before.length);
  const link = direct.name === '' ? before.slice(direct.end - 1, direct.end) : direct.name;
  if (!LINKS.has(link.toLowerCase())) return direct;
  const linked = announcerBefore(before, direct.end - link.length);
  return announced(linked.name) === undefined ? direct : linked;
}

function announcerBefore(before: string, from: number): Announcer & { readonly end: number } {
  const end = skipSigns(before, from);
  const start = startOfToken(before, end);
  return { name: before.slice(start, end), prior: before.slice(0, start), between: before.slice(end), end };
}

const SIGNS = ' \t\n\r\u00a0"\'`:=#([{<';

/** Where the signs that part a word from its value begin: `: "`, `["code"] = `, ` => `. */
function skipSigns(text: string, from: number): number {
  let place = from;
  for (; place > 0; place--) {
    const sign = text[place - 1] ?? '';
    if (SIGNS.includes(sign)) continue;
    if (sign === '>' && /[=-]/.test(text[place - 2] ?? '')) {
      place--;
      continue;
    }
    // The tag before a text: `<Code>50013`.
    if (sign === '>' && /<[\w:]{1,40}$/.test(text.slice(0, place - 1))) continue;
    if (sign === ']' && /["'`]/.test(text[place - 2] ?? '')) continue;
    break;
  }
  return place;
}

const LONGEST_QUESTION = 80;
// A question has no signs of a log, and its words no level: `ERROR worker 6 died` asks nothing.
const QUESTION = /^[\p{L}\p{M}\p{N}\s?!.,'’"-]+$/u;
const ASKED_WORD = /(?<!\p{L})(?:[Ee]rrors?|err|[Ee]xception|[Ff]ehler|[Оо]шибка|[Ee]rreur|خطأ|رمز)(?!\p{L})/u;
const OTHER_NUMBER =
  /(?<!\p{L})(?:exit(?:ed)?|status|http|port|line|row|column|page|step|ms|seconds?|minutes?|times?|codes?)(?!\p{L})/iu;

/** Whether a short text asks for the number: it has no other, and says that it is about an error. */
function isAskedFor(text: string, start: number, end: number): boolean {
  if (text.length > LONGEST_QUESTION || !QUESTION.test(text)) return false;
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (!/(?:^|\s)$/.test(before) || !/^(?:$|[\s,.!?])/.test(after)) return false;
  const rest = `${before} ${after}`;
  return !/\d/.test(rest) && ASKED_WORD.test(rest) && !OTHER_NUMBER.test(rest);
}
