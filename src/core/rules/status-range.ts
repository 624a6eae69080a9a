import { entryRule } from './rule.ts';

/** A status is one that HTTP can carry; which words may stand in its place is a matter of the schema. */
export const statusRange = entryRule(
  'status-range',
  'A status is a whole number from 100 to 599.',
  ({ status, variants = [] }) =>
    [
      { field: ['status'], stated: status },
      ...variants.map((variant, index) => ({ field: ['variants', index, 'status'], stated: variant.status })),
    ].flatMap(({ field, stated }) =>
      typeof stated !== 'number' || (Number.isInteger(stated) && stated >= 100 && stated <= 599)
        ? []
        : [{ field, message: `${stated} is no HTTP status; write one from 100 to 599, or leave the field out.` }],
    ),
);
