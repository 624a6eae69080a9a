import { stringify } from 'yaml';
import { digitsOf } from '../core/numbers.ts';

/** A value as YAML, which readers of 1.1 and 1.2 take for the same, in lines of any length; `head` are the lines of a comment above it. */
export function yamlText(value: unknown, head: readonly string[]): string {
  const comment = head.map((line) => `# ${line.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`.trimEnd());
  const text = stringify(plain(value), { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  return `${[...comment, ''].join('\n')}${text}`;
}

/** Numbers whose digits are kept become numbers that the library writes with them. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const digits = digitsOf(value);
  if (digits !== undefined) return /^-?\d+$/.test(digits) ? BigInt(digits) : Number(digits);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
