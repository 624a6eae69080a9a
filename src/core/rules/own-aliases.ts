import type { Problem, Rule } from './rule.ts';

/** An alias leads to one error. */
export const ownAliases: Rule = {
  name: 'own-aliases',
  about: 'No alias or former code is the code or the alias of another error.',
  check: ({ errors }) => {
    const owners = new Map(errors.map(({ code }) => [code.toLowerCase(), code]));
    const problems: Problem[] = [];
    for (const { code, aliases = [], formerly = [] } of errors) {
      for (const [name, list] of [
        ['aliases', aliases],
        ['formerly', formerly],
      ] as const) {
        for (const [index, alias] of list.entries()) {
          const owner = owners.get(alias.toLowerCase());
          if (owner !== undefined && (owner !== code || name === 'formerly')) {
            problems.push({
              code,
              field: [name, index],
              message: `"${alias}" already leads to ${owner}; keep it at one of the two.`,
            });
          }
          owners.set(alias.toLowerCase(), code);
        }
      }
    }
    return problems;
  },
};
