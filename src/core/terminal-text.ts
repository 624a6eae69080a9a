// Controls but for the end of a line, marks that turn the direction of what follows, and the other separators of lines.
const UNSEEN = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text for a terminal: what could move its cursor, change its colours or turn its direction is written `\u001b`. */
export function terminalText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
