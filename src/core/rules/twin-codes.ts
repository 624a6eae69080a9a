import { caselessSlug } from '../url.ts';
import type { Problem, Rule } from './rule.ts';

const SUFFIXES = ['.json', '.md'];

/** Two codes, former ones included, never share a file: not where case is ignored, nor with the twin files of a page. */
export const twinCodes: Rule = {
  name: 'twin-codes',
  about: 'No codes of two errors differ only by case, and none is another one with .json or .md at its end.',
  check: ({ errors }) => {
    const owners = new Map<string, { readonly code: string; readonly name: string }>();
    const problems: Problem[] = [];
    const names = errors.flatMap(({ code, formerly = [] }) => [
      { code, name: code, field: [] },
      ...formerly.map((name, index) => ({ code, name, field: ['formerly', index] })),
    ]);
    for (const { code, name, field } of names) {
      const slug = caselessSlug(name);
      const owner = owners.get(slug);
      if (owner !== undefined && owner.name !== name && owner.code !== code) {
        problems.push({
          code,
          field,
          other: owner.code,
          message: `${name} differs from ${owner.name} only by case; rename one of the two.`,
        });
      }
      owners.set(slug, { code, name });
    }
    for (const { code, name, field } of names) {
      const slug = caselessSlug(name);
      const suffix = SUFFIXES.find((ending) => slug.endsWith(ending));
      const owner = suffix === undefined ? undefined : owners.get(slug.slice(0, -suffix.length));
      if (owner !== undefined) {
        problems.push({
          code,
          field,
          other: owner.code,
          message: `${name} has the address of ${owner.name}'s ${suffix} file; rename one of the two.`,
        });
      }
    }
    return problems;
  },
};
