import { isSame } from '../../core/differences.ts';
import { ownValue } from '../../core/json.ts';
import { tellValue, type ShapeRule } from '../rule.ts';

/** The values that a placeholder of the site may have. */
export const placeholderValuesChanged: ShapeRule = {
  name: 'placeholder-values-changed',
  severity: 'noteworthy',
  why: 'A client that lists the values may meet one that it does not know, or waits for one that does not come.',
  find: ({ before: { placeholders: old = {} }, after: { placeholders: now = {} } }) =>
    Object.entries(old).flatMap(([name, { values }]) => {
      const next = ownValue(now, name);
      return next === undefined || isSame(values, next.values)
        ? []
        : [tellValue(['placeholders', name, 'values'], values, next.values)];
    }),
};
