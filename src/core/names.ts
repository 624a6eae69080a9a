/** The names that codes share: `s3.NotFound` and `ec2.NotFound` are both called `NotFound`. */

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
