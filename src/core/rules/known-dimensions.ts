import { entryRule } from './rule.ts';

/** The dimensions of an entry are the site's own, and so are its values in them. */
export const knownDimensions = entryRule(
  'known-dimensions',
  'Every dimension of an entry, and its value there, is declared in the site.',
  ({ dimensions = {} }, _, site) => {
    if (site === undefined) return [];
    const declared = site.dimensions ?? {};
    return Object.entries(dimensions).flatMap(([id, value]) => {
      const field = ['dimensions', id];
      const dimension = Object.hasOwn(declared, id) ? declared[id] : undefined;
      if (dimension === undefined)
        return [
          { field, message: `${id} is no dimension of the site; declare it in dimensions of the site's settings.` },
        ];
      if (Object.hasOwn(dimension.values, value)) return [];
      const known = Object.keys(dimension.values).join(', ');
      return [{ field, message: `"${value}" is no value of ${id}; write one of ${known}, or declare it there.` }];
    });
  },
);
