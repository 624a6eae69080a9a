/** Names of errors: those that codes share, as `s3.NotFound` and `ec2.NotFound` are both called `NotFound`. */

/** So many errors of one name have a page that lists them. */
export const FAMILY_SIZE = 4;

const SHORTEST_NAME = 3;
const PARTING = /[/:.#\\]/;

/** The name of a code that has more before it: what follows the last `/`, `:`, `.`, `#` or `\`. */
export function lastPartOf(code: string): string | undefined {
  const parts = code.split(PARTING);
  const name = parts.at(-1) ?? '';
  return parts.length > 1 && name.length >= SHORTEST_NAME && /\p{L}/u.test(name) ? name : undefined;
}

/** Whether people write a text only where they mean the code: `card_declined`, `ORA-00942`, `AccountLocked`. */
export const isNoWord = (text: string): boolean => /[_./:]|-.*-|\p{N}|\p{Ll}\p{Lu}/u.test(text);
