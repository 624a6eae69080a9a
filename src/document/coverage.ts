import type { RegisteredError, Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { ASPECTS, type Aspect } from '../core/vocabulary.ts';
import type { Words } from '../core/words.ts';

/** How much is known of the errors of a category, or of all. */
export interface Coverage {
  readonly title: string;
  readonly total: number;
  /** How many errors have each aspect. */
  readonly counts: Readonly<Record<Aspect, number>>;
}

/** Whether people or a source stated each aspect of an error; what is generated is no knowledge of it. */
function aspectsOf(error: RegisteredError): Readonly<Record<Aspect, boolean>> {
  const { causes = [], message, variants = [], details, examples = [], userMessage, samples = {}, reviewed } = error;
  const hasCauses = causes.length > 0;
  return {
    causes: hasCauses,
    checks: hasCauses && causes.every(({ check }) => check !== undefined),
    examples: [message, details, examples[0], ...variants.map((variant) => variant.message)].some(isStated),
    userMessage: userMessage !== undefined,
    samples: Object.keys(samples).length > 0,
    reviewed: reviewed !== undefined,
  };
}

const isStated = (value: unknown): boolean => value !== undefined;

/** The coverage of all errors, then that of each category. */
export function measureCoverage({ categories, errors }: Registry, words: Words): readonly Coverage[] {
  const byCategory = Map.groupBy(errors, ({ category }) => category);
  return [
    measure(words.site.allErrors, errors),
    ...categories.map(({ name, title }) => measure(title, byCategory.get(name) ?? [])),
  ];
}

function measure(title: string, errors: readonly RegisteredError[]): Coverage {
  const known = errors.map(aspectsOf);
  const counts = ASPECTS.map((aspect) => [aspect, known.filter((aspects) => aspects[aspect]).length]);
  return { title, total: errors.length, counts: Object.fromEntries(counts) as Record<Aspect, number> };
}

/** The errors that lack an aspect, in the order of the registry. */
export function findLacking({ errors }: Registry, aspect: Aspect): readonly RegisteredError[] {
  return errors.filter((error) => !aspectsOf(error)[aspect]);
}

const MOST_CODES = 5;

/** Where the coverage is below the bar that the site sets, one sentence each. */
export function findShortfalls(registry: Registry, site: Site): readonly string[] {
  const total = registry.errors.length;
  return ASPECTS.flatMap((aspect) => {
    const bar = site.coverage?.[aspect];
    if (bar === undefined || total === 0) return [];
    const lacking = findLacking(registry, aspect).map(({ code }) => code);
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
