/** The components that hand-written MDX may use without importing them. */

/** Those of prose for an error. */
export const PROSE_COMPONENTS = ['CodeTabs', 'BackoffPlot'] as const;
/** Those of guides. */
export const GUIDE_COMPONENTS = ['Anatomy', 'BackoffPlot', 'CodeTabs', 'ErrorLink', 'SiteLink'] as const;

/** One value for each component of prose. */
export type ProseComponents<Component> = Readonly<Record<(typeof PROSE_COMPONENTS)[number], Component>>;
/** One value for each component of a guide. */
export type GuideComponents<Component> = Readonly<Record<(typeof GUIDE_COMPONENTS)[number], Component>>;
