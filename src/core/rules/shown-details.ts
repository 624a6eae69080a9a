import { entryRule } from './rule.ts';

/** The example of the details shows the fields that are explained, and no others. */
export const shownDetails = entryRule(
  'shown-details',
  'The example of details has exactly the fields that are explained.',
  ({ details }) => {
    if (details === undefined) return [];
    const explained = Object.keys(details.fields);
    const shown = Object.keys(details.example);
    return [
      ...shown
        .filter((name) => !explained.includes(name))
        .map((name) => ({
          field: ['details', 'example', name],
          message: `Nothing explains ${name}; add it to details.fields.`,
        })),
      ...explained
        .filter((name) => !shown.includes(name))
        .map((name) => ({
          field: ['details', 'fields', name],
          message: `The example lacks ${name}; add it to details.example.`,
        })),
    ];
  },
);
