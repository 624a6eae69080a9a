/** What tokens are by their form and by what stands beside them. */

/** Words that say how grave a line of a log is. */
export const LEVELS: ReadonlySet<string> = new Set(
  'TRACE DEBUG INFO NOTICE WARN WARNING ERROR CRITICAL ALERT FATAL PANIC EMERGENCY SEVERE VERBOSE STATEMENT DETAIL HINT'.split(
    ' ',
  ),
);

/** Whether a token is a number or an everyday word, which is a code only where the text says so. */
export function isPlainWord(token: string): boolean {
  return /^(?:\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|[\p{N}.:/-]+)$/u.test(token);
}

const BEFORE_VARIABLE =
  /(?:\$\{?|%|-D|\bprocess\.env\.|\benv(?:iron(?:ment)?)?(?:\.|\[["']?)|\b(?:getenv|env)\(["']?|\b(?:export|set|unset|ENV|ARG)\s+|\benv(?:ironment)?(?:\s+var(?:iable)?s?)?\s+["'`]?)$/i;
const LONGEST_BEFORE = 32;
const LONGEST_SETTING = 8;
const LONGEST_PATH = 100;
/** `DB_HOST` */
export const SHOUTED = /^[\p{Lu}\p{N}_]+$/u;

/** Whether what stands at a place is the name of a variable, header, field or path rather than what happened. */
export function isVariable(text: string, start: number, name: string, code: string | undefined): boolean {
  const end = start + name.length;
  const after = text.slice(end, end + 4);
  if (/^=(?!=)/.test(after)) return true;
  if (BEFORE_VARIABLE.test(text.slice(Math.max(0, start - LONGEST_BEFORE), start))) return true;
  const isShouted = SHOUTED.test(name);
  // A setting: `rate_limit: 100`.
  if (/^["']?:\s?(?:\d|true|false|null)/.test(text.slice(end, end + LONGEST_SETTING))) return true;
  if (!isShouted && text[start - 1] === '/' && !/err/i.test(text.slice(Math.max(0, start - LONGEST_PATH), start)))
    return true;
  if (/^["']\s?:/.test(after)) return code === undefined || !isShouted;
  // A header: `Rate-Limit: 100`.
  return /^:\s/.test(after) && name.includes('-') && name !== code;
}

const ERROR_WORDS = new Set(
  `ABORTED ALREADY BAD BANNED BLOCKED BROKEN BUSY CANCELED CANCELLED CANNOT CANT CLOSED CONFLICT CORRUPT CORRUPTED DECLINED DENIED
  DISABLED DISALLOWED DUPLICATE ERR ERROR ERRORS EXCEEDED EXCEPTION EXHAUSTED EXISTS EXPIRED FAIL FAILED FAILURE FORBIDDEN
  ILLEGAL INACTIVE INCOMPATIBLE INCORRECT INSUFFICIENT INVALID LIMIT LOCKED LOST MALFORMED MISMATCH MISSING NO NOT OUT OVERLOADED
  PROHIBITED REFUSED REJECTED REQUIRED RESTRICTED REVOKED STALE SUSPENDED TIMEOUT TIMEDOUT TOO UNAUTHENTICATED UNAUTHORIZED
  UNAVAILABLE UNDEFINED UNEXPECTED UNKNOWN UNPROCESSABLE UNREACHABLE UNRECOGNIZED UNSUPPORTED VIOLATION WRONG`.split(
    /\s+/,
  ),
);
const CONSTANTS = /^(?:HTTP|CONTENT|ACCEPT|UTF|ISO|SHA|MD|AES|RSA|TLS|SSL|ECDHE?|NODE|NPM|JAVA|LC|FEATURE)_/;
const AFTER_ERROR =
  /(?:err(?:or|no)?s?|exception|code|fail(?:ed|ure)?|reason|fehler|\b[45]\d\d)["'\])]{0,3}\s{0,3}[:=([#-]{0,3}\s{0,3}["'`([]{0,3}$/i;

/** Whether a shouted name at a place looks like the code of an error: by its words, or by what stands before it. */
export function looksUnknown(text: string, start: number, name: string): boolean {
  if (name.split('_').some((word) => ERROR_WORDS.has(word))) return true;
  return !CONSTANTS.test(name) && AFTER_ERROR.test(text.slice(Math.max(0, start - LONGEST_BEFORE), start));
}
