/** The text of a record as it is read and shown: without what steers terminals, and without the escapes of JSON. */

// ESC [ … m and its like, also as `^[`, `#033` or `\u001b`, which is how some log it.
const CONTROLS =
  /(?:[\u001b\u009b]|\^\[|#033|\\(?:u001b|x1b|033|e))(?:\[[\d;:?]{0,40}[A-Za-z]|\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)|[()][A-Z0])|\u009b[\d;:?]{0,40}[A-Za-z]/gi;
// What is left of a colour where the invisible sign before it got lost.
const COLOURS = /\[\d{1,3}(?:;\d{1,3}){0,8}m/g;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** `%22`, where the text is an address: its ASCII says enough. */
const ENCODED = /%(?:2[2-9a-f]|3[a-f]|40|5[bdf]|7[b-e])/gi;
const ESCAPE = /\\+(?:u([0-9a-f]{4})|(["'/])|([nrt]))/gi;

/** Cleans the text of a record. */
export function cleanRecord(text: string): string {
  const plain = text.replace(CONTROLS, '').replace(COLOURS, '').replace(INVISIBLE, '');
  const decoded = plain.includes('%') ? plain.replace(ENCODED, (code) => decodeURIComponent(code)) : plain;
  return decoded.includes('\\') && decoded.includes('"') ? decoded.replace(ESCAPE, unescape) : decoded;
}

function unescape(_escape: string, code: string | undefined, sign: string | undefined): string {
  // A line end would count as one of the log.
  return code === undefined ? (sign ?? ' ') : String.fromCharCode(parseInt(code, 16));
}
