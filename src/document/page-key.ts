import { createHash } from 'node:crypto';
import type { CategoryHead, RegisteredError } from '../core/define.ts';
import type { DocumentContext } from './compose.ts';
import type { Dimension } from './dimensions.ts';
import type { Neighbours } from './views.ts';

/** All that an error's page is made from besides its entry and the program. */
export interface PageSources extends DocumentContext {
  readonly category: CategoryHead | undefined;
  readonly dimensions: readonly Dimension[];
  readonly neighbours: Neighbours | undefined;
  /** Whether the API has HTTP statuses at all. */
  readonly hasStatuses: boolean;
  readonly base: string;
}

/** A digest of all that an error's page shows: the same digest, the same page. */
export function pageKey(error: RegisteredError, sources: PageSources): string {
  const { category, dimensions, neighbours, hasStatuses, base, site, errors, prose } = sources;
  const others = (error.confusedWith ?? []).map(({ code }) => errors.get(code)?.status);
  const shown = [
    error,
    prose,
    category,
    neighbours?.previous?.code,
    neighbours?.next?.code,
    others,
    // Which dimensions there are is in the footer; their words are in the site.
    dimensions.map(({ path }) => path),
    hasStatuses,
    site,
    base,
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}
