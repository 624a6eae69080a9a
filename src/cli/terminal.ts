import { terminalText } from '../core/terminal-text.ts';

export { terminalText };

/** As {@link terminalText}, for text that has no line of its own: its line ends are written out as well. */
export function terminalLine(text: string): string {
  return terminalText(text).replaceAll('\n', '\\n');
}

/** A number with what it counts: `1 error`, `2,000 errors`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
