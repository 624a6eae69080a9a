import type { RegisteredError, Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { ASPECTS, type Aspect } from '../core/vocabulary.ts';
import type { Words } from '../core/words.ts';
import { sampleLanguages } from './samples/index.ts';

/** How much is known of the errors of a category, or of all. */
export interface Coverage {
  readonly title: string;
  readonly total: number;
  /** How many errors have each aspect. */
  readonly counts: Readonly<Record<Aspect, number>>;
}

/** Whether an error has each aspect. */
function aspectsOf(error: RegisteredError, site: Site): Readonly<Record<Aspect, boolean>> {
  const { causes = [], message, details, examples = [], userMessage, reviewed } = error;
  const hasCauses = causes.length > 0;
  return {
    causes: hasCauses,
    checks: hasCauses && causes.every(({ check }) => check !== undefined),
    examples: message !== undefined || details !== undefined || examples.length > 0,
    userMessage: userMessage !== undefined,
    // Samples branch on the code, so an envelope without it leaves only those that an author wrote.
    samples: sampleLanguages(error, site).length > 0,
    reviewed: reviewed !== undefined,
  };
}

/** The coverage of all errors, then that of each category. */
export function measureCoverage({ categories, errors }: Registry, site: Site, words: Words): readonly Coverage[] {
  const byCategory = Map.groupBy(errors, ({ category }) => category);
  return [
    measure(words.site.allErrors, errors, site),
    ...categories.map(({ name, title }) => measure(title, byCategory.get(name) ?? [], site)),
  ];
}

function measure(title: string, errors: readonly RegisteredError[], site: Site): Coverage {
  const known = errors.map((error) => aspectsOf(error, site));
  const counts = ASPECTS.map((aspect) => [aspect, known.filter((aspects) => aspects[aspect]).length]);
  return { title, total: errors.length, counts: Object.fromEntries(counts) as Record<Aspect, number> };
}

/** The codes that lack an aspect, in the order of the registry. */
export function findLacking({ errors }: Registry, site: Site, aspect: Aspect): readonly string[] {
  return errors.filter((error) => !aspectsOf(error, site)[aspect]).map(({ code }) => code);
}

const MOST_CODES = 5;

/** Where the coverage is below the bar that the site sets, one sentence each. */
export function findShortfalls(registry: Registry, site: Site): readonly string[] {
  const total = registry.errors.length;
  return ASPECTS.flatMap((aspect) => {
    const bar = site.coverage?.[aspect];
    if (bar === undefined || total === 0) return [];
    const lacking = findLacking(registry, site, aspect);
    const percent = percentOf(total - lacking.length, total);
    if (percent >= bar) return [];
    const few = lacking.slice(0, MOST_CODES).join(', ') + (lacking.length > MOST_CODES ? ' …' : '');
    return [
      `site.ts  coverage.${aspect}: ${percent} % of the errors have it, ${bar} % are asked for; add it to ${few}.`,
    ];
  });
}

/** A share in whole percent, rounded down: 100 means all. */
export function percentOf(count: number, total: number): number {
  return total === 0 ? 100 : Math.floor((100 * count) / total);
}
