import { entryRule } from './rule.ts';

/** A status is one that HTTP can carry; which words may stand in its place is a matter of the schema. */
export const statusRange = entryRule('status-range', 'A status is a whole number from 100 to 599.', ({ status }) => {
  if (typeof status !== 'number' || (Number.isInteger(status) && status >= 100 && status <= 599)) return [];
  return [
    { field: ['status'], message: `${status} is no HTTP status; write one from 100 to 599, or leave the field out.` },
  ];
});
