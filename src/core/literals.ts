import { escapeAttribute } from './html.ts';
import { isRecord } from './json.ts';

/** Texts as literals of the languages that the project generates, besides HTML and MDX. */

/** Controls but for tab and the ends of lines: they show nothing, and break feeds, terminals and sitemaps. */
export const CONTROLS = /[^\P{Cc}\t\n\r\u0085]/gu;

// JSON allows these as they are. YAML takes them for line breaks or refuses them, and older readers of TypeScript end a
// line at some of them.
const NOT_PLAIN = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A value as JSON on one line that is a literal of YAML as well; in TypeScript, {@link tsLiteral} also takes any key. */
export function jsonLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    NOT_PLAIN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON data as an expression of TypeScript; fields that are `undefined` are left out. */
export function tsLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tsLiteral).join(',')}]`;
  if (!isRecord(value)) return jsonLiteral(value ?? null);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${fields.map(([key, item]) => `${tsKey(key)}:${tsLiteral(item)}`).join(',')}}`;
}

/** A key of an object literal of TypeScript; a plain `"__proto__"` would set the prototype instead. */
export function tsKey(key: string): string {
  return key === '__proto__' ? '["__proto__"]' : jsonLiteral(key);
}

/** Text for a comment of TypeScript, in either form: it ends neither the line nor the comment. */
export function commentText(value: string): string {
  return value.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/');
}

// What spreadsheets start a formula with, in full width and small form as well; blanks, quotes and marks that show nothing
// may stand before it. A cell that starts with a tab or the end of a line is cut there and starts anew.
const FORMULA = /^(?:[\t\r\n]|[\s"'\p{Z}\p{Cf}\uff02\uff07]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])/u;

/** Text as a cell of CSV (RFC 4180). One that a spreadsheet could take for a formula gets an apostrophe before it. */
export function csvCell(value: string): string {
  return `"${FORMULA.test(value) ? "'" : ''}${value.replaceAll('"', '""')}"`;
}

// Everything but the characters of XML 1.0: most controls, halves of surrogate pairs, U+FFFE and U+FFFF.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text as text or a double-quoted attribute value of XML; what XML can't carry becomes U+FFFD. */
export function escapeXml(value: string): string {
  return escapeAttribute(value.replaceAll(NOT_XML, '\ufffd')).replaceAll('\r', '&#13;');
}
