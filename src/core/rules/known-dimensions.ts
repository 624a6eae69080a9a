import { nearest } from '../distance.ts';
import { ownValue } from '../json.ts';
import { entryRule } from './rule.ts';

/** A value that the site doesn't declare would stand on no page and among no facts. */
export const knownDimensions = entryRule(
  'known-dimensions',
  'Each of an entry’s dimensions is one of the site, and its value one of those that the dimension has.',
  ({ dimensions = {}, registry }, _, site) => {
    // What another registry groups by is shown where the site declares it as well.
    if (site === undefined || registry !== undefined) return [];
    const known = site.dimensions ?? {};
    return Object.entries(dimensions).flatMap(([id, value]) => {
      const field = ['dimensions', id];
      const dimension = ownValue(known, id);
      if (dimension === undefined) {
        const advice = list(Object.keys(known), id, 'declare it under dimensions of the site');
        return [{ field, message: `${id} is no dimension of the site; ${advice}.` }];
      }
      if (Object.hasOwn(dimension.values, value)) return [];
      const advice = list(Object.keys(dimension.values), value, `declare it under dimensions.${id}.values of the site`);
      return [{ field, message: `${value} is no value of the dimension ${id}; ${advice}.` }];
    });
  },
);

function list(known: readonly string[], written: string, otherwise: string): string {
  const near = nearest(written, known);
  if (near !== undefined) return `${near} is the nearest`;
  return known.length === 0 ? otherwise : `write one of ${known.join(', ')}, or ${otherwise}`;
}
