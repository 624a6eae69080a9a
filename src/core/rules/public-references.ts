import { listTexts } from '../entry-texts.ts';
import { isPublic } from '../visibility.ts';
import type { Rule } from './rule.ts';

/** What the public reads refers to nothing that it may not see. */
export const publicReferences: Rule = {
  name: 'public-references',
  about: 'A public error names no internal one as its parent, look-alike, relative or successor.',
  check: ({ errors }) => {
    const internal = new Set(errors.filter((error) => !isPublic(error)).map(({ code }) => code));
    if (internal.size === 0) return [];
    return errors.filter(isPublic).flatMap((error) => {
      const { code } = error;
      return [...listTexts(error)].flatMap(({ field, text: other, shape }) =>
        shape.is === 'reference' && internal.has(other)
          ? [
              {
                ...{ code, field },
                message: `${other} is internal, and this error is public; leave it out here, or make one of them like the other.`,
              },
            ]
          : [],
      );
    });
  },
};
