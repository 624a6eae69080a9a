import type { RegisteredError } from '../define.ts';
import type { Problem, Rule } from './rule.ts';

/** References lead to another code of the registry. */
export const knownCodes: Rule = {
  name: 'known-codes',
  about: 'related, confusedWith and use name other codes of the registry.',
  check: ({ errors }) => {
    const known = new Set(errors.map(({ code }) => code));
    return errors.flatMap((error) => checkReferences(error, known));
  },
};

function checkReferences(error: RegisteredError, known: ReadonlySet<string>): readonly Problem[] {
  const { code, related = [], confusedWith = [], deprecated, removed } = error;
  const references: (readonly [readonly (string | number)[], string | undefined])[] = [
    ...related.map((other, index) => [['related', index], other] as const),
    ...confusedWith.map((other, index) => [['confusedWith', index, 'code'], other.code] as const),
    [['deprecated', 'use'], deprecated?.use],
    [['removed', 'use'], removed?.use],
  ];
  return references.flatMap(([field, other]) => {
    if (other === undefined) return [];
    if (other === code)
      return [{ code, field, message: `${other} refers to itself; name another code, or remove the reference.` }];
    if (!known.has(other))
      return [{ code, field, message: `${other} is not a code of this registry; correct it, or declare that error.` }];
    return [];
  });
}
