/** The closed vocabularies of the registry; types, JSON Schema, pages and filters are all made from these. */

/** Whether the same request may be sent again: shown on lists (`short`), on the page (`label`) and as a filter page (`title`). */
export const RETRY_KINDS = {
  'after-wait': { label: 'Yes, after a wait', short: 'After a wait', title: 'Can be retried' },
  'once-fixed': { label: 'Once the cause is fixed', short: 'Once fixed', title: 'Retry once fixed' },
  never: { label: 'No', short: 'Never', title: 'Never retry' },
} as const;

/** A key of {@link RETRY_KINDS}. */
export type RetryKind = keyof typeof RETRY_KINDS;

/** Who can remove the cause; `label` addresses the reader of a page, `named` speaks about the caller, as a ticket does. */
export const ACTORS = {
  caller: { label: 'You', named: 'The caller', title: 'You act' },
  admin: { label: 'Your account admin', named: 'The admin of the account', title: 'Your admin acts' },
  us: { label: 'Us, the API team', named: 'The API team', title: 'We act' },
} as const;

/** A key of {@link ACTORS}. */
export type Actor = keyof typeof ACTORS;

/** What may be known of an error, for the coverage of a registry. */
export const ASPECTS = {
  causes: 'Causes',
  checks: 'Checks for each cause',
  examples: 'Example response',
  userMessage: 'Text for users',
  samples: 'Code samples',
  reviewed: 'Review date',
} as const;

/** A key of {@link ASPECTS}. */
export type Aspect = keyof typeof ASPECTS;
