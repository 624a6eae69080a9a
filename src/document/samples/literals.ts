/** Texts as literals of the languages: nothing in one ends it, and nothing in it runs. */
import { bracedEscape, quote, utf16Escape, utf32Escape } from './text.ts';

/** A text in Python, Go and C#. */
export const textLiteral = (value: string): string => quote(value, utf32Escape);

/** A text in Python between the quotes of which it holds fewer, as its formatter prefers them. */
export function pythonLiteral(value: string): string {
  const isSingle = value.split('"').length > value.split("'").length;
  if (!isSingle) return textLiteral(value);
  const inside = textLiteral(value).slice(1, -1);
  return `'${inside.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const NOT_IN_ASCII = /["\\]|[^ -~]/gu;

/** A text in Java: only ASCII, for the compiler reads a file in the encoding of the machine; control characters are octal. */
export function javaLiteral(value: string): string {
  return quote(
    value,
    // `\uXXXX` of a control character is replaced before the string is read: a line break would end it.
    (codePoint) => (codePoint < 0x80 ? `\\${codePoint.toString(8).padStart(3, '0')}` : utf16Escape(codePoint)),
    NOT_IN_ASCII,
  );
}

/** A text in Ruby: `#{`, `#$` and `#@` would run code. */
export const rubyLiteral = (value: string): string => quote(value, bracedEscape).replaceAll(/#(?=[{$@])/g, '\\#');

/** A text in PHP: in single quotes, as is usual, unless something needs an escape that only double quotes know. */
export function phpLiteral(value: string): string {
  if (/[\p{C}\u2028\u2029]/u.test(value)) return quote(value, bracedEscape).replaceAll('$', '\\$');
  return `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
}

/** A text in Kotlin: a dollar sign would begin a template. */
export const kotlinLiteral = (value: string): string => quote(value, utf16Escape).replaceAll('$', '\\$');

/** A text in Rust and Swift. */
export const bracedLiteral = (value: string): string => quote(value, bracedEscape);
