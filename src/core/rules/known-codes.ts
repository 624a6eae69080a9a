import { listTexts } from '../entry-texts.ts';
import type { Rule } from './rule.ts';

/** References lead to another code of the registry. */
export const knownCodes: Rule = {
  name: 'known-codes',
  about: 'related, confusedWith and use name other codes of the registry.',
  check: ({ errors }) => {
    const known = new Set(errors.map(({ code }) => code));
    return errors.flatMap((error) => {
      const { code } = error;
      return [...listTexts(error)].flatMap(({ field, text: other, shape }) => {
        if (shape.is !== 'reference') return [];
        if (other === code)
          return [{ code, field, message: `${other} refers to itself; name another code, or remove the reference.` }];
        if (!known.has(other))
          return [
            { code, field, message: `${other} is not a code of this registry; correct it, or declare that error.` },
          ];
        return [];
      });
    });
  },
};
