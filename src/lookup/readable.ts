/** Takes the syntax out of a text that logs, terminals, programs and forms put around it, so that only the text is left. */

/** No text is read beyond this many characters. */
export const LONGEST_TEXT = 100_000;

// Colours and other sequences of terminals: with their escape character, with it spelled out as programs log it, or
// without it after a copy.
const TERMINAL =
  /(?:[\u001b\u009b]|\^\[|#033|\\(?:u001b|x1b|033|e))(?:\[[\d;:?]{0,40}[A-Za-z]|\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)|[()][A-Z0])|\u001b[A-Za-z]|\u009b[\d;:?]{0,40}[A-Za-z]|\[\d{1,3}(?:;\d{1,3}){0,8}m/gi;
// Zero-width characters, soft hyphens and marks of direction: invisible in what was copied.
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const NOT_ASCII = /[^\0-\u007f]/;
const ENTITY = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(quot|apos|amp|lt|gt|nbsp));/gi;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ' };
const PERCENT = /(?:%[\da-f]{2}){1,400}/gi;
const SINGLE_QUOTES = /[‘’‚‛′]/g;
const DOUBLE_QUOTES = /[“”„‟«»″]/g;
// JSON in JSON escapes its quotes once a level, CSV doubles them.
const ESCAPED_QUOTE = /\\{1,16}(["'`/])/g;
const DOUBLED_QUOTE = /""(?=[\p{L}\p{N}_{[])|(?<=[\p{L}\p{N}_.}\]])""/gu;
const ESCAPED_BREAK = /\\{1,16}[nrt]/g;
const ESCAPED_UNICODE = /\\{1,16}u([\da-f]{4})/gi;

/** The text without what nobody sees, in one Unicode form. */
export function cleanText(text: string): string {
  const cut = text.slice(0, LONGEST_TEXT).replace(TERMINAL, '');
  return (NOT_ASCII.test(cut) ? cut.normalize('NFKC').replace(INVISIBLE, '') : cut).trim();
}

/** A paste in three readings, each with less syntax than the one before. */
export interface Readings {
  /** Without what nobody sees. */
  readonly raw: string;
  /** Entities and encodings are resolved, and quotes are straight; what escapes a quote in a string still does. */
  readonly quoted: string;
  /** Escapes are resolved as well: JSON in JSON reads as JSON. */
  readonly text: string;
}

/** Reads a paste; at most {@link LONGEST_TEXT} characters of it. */
export function readPaste(input: string): Readings {
  const raw = cleanText(input);
  const decoded = raw.includes('&') ? decodeEntities(decodeEntities(raw)) : raw;
  const plain = decoded.includes('%') ? decoded.replace(PERCENT, decodePercent) : decoded;
  const quoted = NOT_ASCII.test(plain) ? plain.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"') : plain;
  const unescaped = quoted.includes('\\') ? unescape(quoted) : quoted;
  const text = unescaped.includes('""') ? unescaped.replace(DOUBLED_QUOTE, '"') : unescaped;
  return { raw, quoted, text };
}

function unescape(text: string): string {
  return text
    .replace(ESCAPED_UNICODE, (_, digits: string) => characterOf(Number.parseInt(digits, 16)))
    .replace(TERMINAL, '')
    .replace(ESCAPED_QUOTE, '$1')
    .replace(ESCAPED_BREAK, '\n');
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
    return characterOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

function characterOf(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

function decodePercent(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // per cent signs that encode nothing
  }
}
