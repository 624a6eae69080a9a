import { entryRule } from './rule.ts';

/** The header that states the wait is in the example, where a reader looks for it. */
export const statedWait = entryRule(
  'stated-wait',
  'The header that states the wait is in the example response.',
  ({ retry, example }) => {
    if (retry?.when !== 'after-wait' || retry.header === undefined || example === undefined) return [];
    const wanted = retry.header.toLowerCase();
    if (Object.keys(example.headers ?? {}).some((name) => name.toLowerCase() === wanted)) return [];
    return [
      { field: ['example'], message: `The example lacks the ${retry.header} header; add it to example.headers.` },
    ];
  },
);
