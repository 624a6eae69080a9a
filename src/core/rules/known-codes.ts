import { entryRule } from './rule.ts';

/** References lead to another code of the registry. */
export const knownCodes = entryRule(
  'known-codes',
  'related, confusedWith and use name other codes of the registry.',
  (error, { errors }) => {
    const { code, related = [], confusedWith = [], deprecated, removed } = error;
    const references: (readonly [readonly (string | number)[], string | undefined])[] = [
      ...related.map((other, index) => [['related', index], other] as const),
      ...confusedWith.map((other, index) => [['confusedWith', index, 'code'], other.code] as const),
      [['deprecated', 'use'], deprecated?.use],
      [['removed', 'use'], removed?.use],
    ];
    const known = new Set(
      references.length > 2 || references.some(([, other]) => other) ? errors.map((other) => other.code) : [],
    );
    return references.flatMap(([field, other]) => {
      if (other === undefined) return [];
      if (other === code)
        return [{ field, message: `${other} refers to itself; name another code, or remove the reference.` }];
      if (!known.has(other))
        return [{ field, message: `${other} is not a code of this registry; correct it, or declare that error.` }];
      return [];
    });
  },
);
