// Controls but for the end of a line, marks that turn the direction of what follows, and the other separators of lines.
const UNSEEN = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text for a terminal: what could move its cursor, change its colours or turn its direction is written `\u001b`. */
export function terminalText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** As {@link terminalText}, for text that has no line of its own: its line ends are written out as well. */
export function terminalLine(text: string): string {
  return terminalText(text).replaceAll('\n', '\\n');
}

/** A number with what it counts: `1 error`, `2,000 errors`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
