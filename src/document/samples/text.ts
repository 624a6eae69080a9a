import type { Mark } from '../../core/identity.ts';
import { digitsOf } from '../../core/numbers.ts';

/** Writing texts into programs: what all languages share; each language adds its own literals. */

type Part = string | undefined | readonly Part[];

/** Lines of code, lists of them joined and absent ones left out. */
export function lines(...parts: readonly Part[]): string {
  return flatten(parts).join('\n');
}

function flatten(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) =>
    part === undefined ? [] : typeof part === 'string' ? part.split('\n') : flatten(part),
  );
}

/** Lines of code, indented. */
export function indent(by: string, ...parts: readonly Part[]): string {
  return flatten(parts)
    .map((line) => (line === '' ? line : by + line))
    .join('\n');
}

// Line breaks of any language, and the marks that make code look like a comment or the other way round.
const NOT_IN_COMMENTS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A sentence for the rest of a line: nothing in it ends the line. */
export function comment(sentence: string): string {
  return sentence.toWellFormed().replaceAll(NOT_IN_COMMENTS, ' ').trim();
}

/** Quotes, backslashes, line breaks of any language, and characters that nobody sees in a source. */
const NOT_IN_STRINGS = /["\\\p{C}\u2028\u2029]/gu;

const COMMON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text between double quotes; `unicode` writes a character that has no shorter escape. */
export function quote(value: string, unicode: (codePoint: number) => string, escaped = NOT_IN_STRINGS): string {
  const inside = value
    .toWellFormed()
    .replaceAll(escaped, (character) => COMMON_ESCAPES[character] ?? unicode(character.codePointAt(0) ?? 0));
  return `"${inside}"`;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A character as JavaScript and Java escape it: `\uXXXX`, twice for those that need more digits. */
export function utf16Escape(codePoint: number): string {
  return Array.from({ length: codePoint > 0xffff ? 2 : 1 }, (_, index) => {
    return `\\u${hex(String.fromCodePoint(codePoint).charCodeAt(index), 4)}`;
  }).join('');
}

/** A character as Python, Go and C# escape it: `\uXXXX` or `\UXXXXXXXX`. */
export function utf32Escape(codePoint: number): string {
  return codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`;
}

/** A character as Ruby and PHP escape it: `\u{X}`. */
export function bracedEscape(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`;
}

/**
 * A regular expression, for grep -E as well as for Java, that finds a key with a value in a JSON text without parsing it,
 * or the value as an item of a list. Slashes and other letters than ASCII may be escaped in the text or not.
 */
export function jsonPattern({ path, value }: Mark): string {
  const key = path.at(-1);
  const digits = digitsOf(value);
  const isNumber = digits !== undefined;
  const wanted = isNumber ? escapePattern(digits) : jsonText(String(value));
  if (typeof key === 'string') return `${jsonText(key)} *: *${wanted}${isNumber ? '([^0-9.]|$)' : ''}`;
  return isNumber ? `(^|[^0-9."])${wanted}([^0-9."]|$)` : `${wanted} *([^ :]|$)`;
}

function jsonText(value: string): string {
  const inside = JSON.stringify(value.toWellFormed()).slice(1, -1);
  return `"${Array.from(inside, jsonCharacter).join('')}"`;
}

function jsonCharacter(character: string): string {
  if (character === '/') return '\\\\?/';
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return escapePattern(character);
  const escape = utf16Escape(codePoint).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(${character}|${escape.replaceAll('\\', '\\\\')})`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\.*+?()[{^$|]/g, '\\$&');
}
