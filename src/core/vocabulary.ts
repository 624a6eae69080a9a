/** The closed vocabularies of the registry; types, JSON Schema, pages and filters are all made from these. */

/** Whether the same request may be sent again. */
export const RETRY_KINDS = ['after-wait', 'once-fixed', 'never'] as const;

/** One of {@link RETRY_KINDS}. */
export type RetryKind = (typeof RETRY_KINDS)[number];

/** Who can remove the cause: the caller, an admin of the caller's account, or the team of the API. */
export const ACTORS = ['caller', 'admin', 'us'] as const;

/** One of {@link ACTORS}. */
export type Actor = (typeof ACTORS)[number];

/** Whether the API still returns an error. */
export const LIFECYCLE = ['live', 'deprecated', 'removed'] as const;

/** One of {@link LIFECYCLE}. */
export type LifecycleState = (typeof LIFECYCLE)[number];

/** Whom a site is for: everybody who uses the API, or the team that makes it. */
export const VISIBILITIES = ['public', 'internal'] as const;

/** One of {@link VISIBILITIES}. */
export type Visibility = (typeof VISIBILITIES)[number];

/** What may be known of an error, for the coverage of a registry. */
export const ASPECTS = ['causes', 'checks', 'examples', 'userMessage', 'samples', 'reviewed'] as const;

/** One of {@link ASPECTS}. */
export type Aspect = (typeof ASPECTS)[number];
