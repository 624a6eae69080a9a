/** What stands around a number or an everyday word, and whether it says that the number or the word is a code. */

/** How surely the place of a number or word says that it is a code. */
export type Context = 'code' | 'likely' | 'none';

const BEFORE = 48;
// In every language of the interface, and as programs write it.
const CODE_WORD =
  /(?:error|err|errno|code|codes|sqlstate|exception|fault|fehler|fehlercode|fehlernummer|ошибка|erreur|fehlernr|خطأ|الخطأ|رمز|الرمز|كود)$/iu;
// These words make another thing of the code or the number behind them.
const OTHER_CODE =
  /(?:exit(?:ed)?|exited with|with|return(?:ed)?|status|http|https|country|zip|area|postal|post|language|response|port|line|column|row|beendet mit|خروج|الخروج|الحالة|حالة)[\s_-]{0,3}(?:code|codes|status|رمز)?$/iu;
const ERROR_WORD = /(?:error|exception|fehler|fault|err)[\s_-]{0,3}(?:code|number|no\.?|nr\.?|رمز)?$/iu;
const ERROR_NAME = /(?:Error|Exception|Fault|Err|ERROR)$/;

/** Reads the context of what stands from `start` to `end` of a text. */
export function contextOf(text: string, start: number, end: number): Context {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const [next = '', second = ''] = text.slice(end, end + 2);
  const opener = /[[(#:={]?["'`]?$/.exec(before.trimEnd())?.[0][0] ?? '';
  const words = before
    .trimEnd()
    .replace(/[\s"'`:=#([{]+$/, '')
    .trimEnd();
  const direct = before.endsWith(' ') || opener !== '' || before === '';
  // `ERROR 4711 --- [main]`: the process that logs.
  if (/\bERROR$/.test(words) && /^ {1,2}--/.test(text.slice(end, end + 4))) return 'none';
  if (direct && CODE_WORD.test(words) && (ERROR_WORD.test(words) || !OTHER_CODE.test(words))) return 'code';
  if (opener === '[' && next === ']' && (ERROR_NAME.test(words) || /[:!]$/.test(before.slice(0, -1).trimEnd())))
    return 'code';
  // `ResponseException: 50013: Missing Permissions`, and a line that starts with its number.
  const opensLine = before === '' || /\n\s*$/.test(before) || /(?:Error|Exception)["']?:\s*$/.test(before);
  if (opensLine && (next === ':' || (next === ' ' && /[ :–-]/.test(second)))) return 'code';
  if (opensLine && ERROR_NAME.test(words)) return 'code';
  if (isAskedFor(text, start, end)) return 'code';
  if ((opener === '[' && next === ']') || (opener === '(' && next === ')') || opener === '#') return 'likely';
  return 'none';
}

const LONGEST_QUESTION = 80;
const ANY_ERROR_WORD = /(?<!\p{L})(?:errors?|err|exception|code|fehler|ошибка|erreur|خطأ|رمز)(?!\p{L})/iu;
const OTHER_NUMBER =
  /(?<!\p{L})(?:exit(?:ed)?|status|http|port|line|row|column|page|step|ms|seconds?|minutes?|times?)(?!\p{L})/iu;

/** Whether a short text asks for the number: it has no other, and says that it is about an error. */
function isAskedFor(text: string, start: number, end: number): boolean {
  if (
    text.length > LONGEST_QUESTION ||
    !/^$|[\s([#]$/.test(text.slice(0, start)) ||
    !/^(?:$|[\s)\],.!?])/.test(text.slice(end))
  )
    return false;
  const rest = `${text.slice(0, start)} ${text.slice(end)}`;
  return !/\d/.test(rest) && ANY_ERROR_WORD.test(rest) && !OTHER_NUMBER.test(rest);
}
