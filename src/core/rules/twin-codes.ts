import { slugOf } from '../url.ts';
import type { Problem, Rule } from './rule.ts';

const SUFFIXES = ['.json', '.md'];

/** Two codes never share a file: not on a file system that ignores case, and not with the twin files of a page. */
export const twinCodes: Rule = {
  name: 'twin-codes',
  about: 'No two codes differ only by case, and none is another one with .json or .md at its end.',
  check: ({ errors }) => {
    const owners = new Map<string, string>();
    const problems: Problem[] = [];
    for (const { code } of errors) {
      const slug = slugOf(code).toLowerCase();
      const owner = owners.get(slug);
      if (owner !== undefined) {
        problems.push({
          code,
          field: [],
          message: `The code differs from ${owner} only by case; rename one of the two.`,
        });
      }
      owners.set(slug, code);
    }
    for (const { code } of errors) {
      const slug = slugOf(code).toLowerCase();
      const suffix = SUFFIXES.find((ending) => slug.endsWith(ending));
      const owner = suffix === undefined ? undefined : owners.get(slug.slice(0, -suffix.length));
      if (owner !== undefined) {
        problems.push({
          code,
          field: [],
          message: `The code has the address of ${owner}'s ${suffix} file; rename one of the two.`,
        });
      }
    }
    return problems;
  },
};
