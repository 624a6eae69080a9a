import type { Problem, Rule } from './rule.ts';

/** The key of a subcode says below which code it stands. */
export const ownSubcodes: Rule = {
  name: 'own-subcodes',
  about: 'The key of a subcode is parent/subcode, and its parent is a code that is none itself.',
  check: ({ errors }) => {
    const byCode = new Map(errors.map((error) => [error.code, error]));
    return errors.flatMap(({ code, parent }): readonly Problem[] => {
      if (parent === undefined) return [];
      const field = ['parent'];
      if (!code.startsWith(`${parent}/`) || code.length === parent.length + 1)
        return [{ code, field, message: `The key doesn't start with its parent; write ${parent}/… as the key.` }];
      const above = byCode.get(parent);
      if (above?.parent !== undefined)
        return [{ code, field, message: `${parent} is a subcode itself; name the code ${above.parent}.` }];
      if (above?.identifiedBy !== undefined)
        return [{ code, field, message: `${parent} has no code that another one could stand below; remove parent.` }];
      return [];
    });
  },
};
