import type { Problem, Rule } from './rule.ts';

/** An alias leads to one error. */
export const ownAliases: Rule = {
  name: 'own-aliases',
  about: 'No alias or former code is the code or the alias of another error.',
  check: ({ errors }) => {
    const owners = new Map(errors.map(({ code }) => [code.toLowerCase(), code]));
    const names = new Set(errors.map(({ code }) => code));
    const problems: Problem[] = [];
    for (const { code, aliases = [], formerly = [] } of errors) {
      for (const [name, list] of [
        ['aliases', aliases],
        ['formerly', formerly],
      ] as const) {
        for (const [index, alias] of list.entries()) {
          const owner = owners.get(alias.toLowerCase());
          // A code that got other letters of the same name had an address of its own all the same.
          const repeated = name === 'formerly' && names.has(alias);
          if (owner !== undefined && (owner !== code || repeated)) {
            problems.push({
              code,
              field: [name, index],
              other: owner,
              message: `"${alias}" already leads to ${owner}; keep it at one of the two.`,
            });
          }
          owners.set(alias.toLowerCase(), code);
          names.add(alias);
        }
      }
    }
    return problems;
  },
};
