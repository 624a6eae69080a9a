import { createHash } from 'node:crypto';
import type { CategoryHead, RegisteredError } from '../core/define.ts';
import type { DocumentContext } from './compose.ts';
import type { Neighbours } from './views.ts';

/** All that an error's page is made from besides its entry and the program. */
export interface PageSources extends DocumentContext {
  readonly category: CategoryHead | undefined;
  readonly neighbours: Neighbours | undefined;
  readonly hasStatuses: boolean;
  readonly base: string;
}

/** A digest of all that an error's page shows: the same digest, the same page. */
export function pageKey(error: RegisteredError, sources: PageSources): string {
  const { category, neighbours, hasStatuses, base, site, errors, prose } = sources;
  const others = (error.confusedWith ?? []).map(({ code }) => errors.get(code)?.status);
  const shown = [
    error,
    prose,
    category,
    neighbours?.previous?.code,
    neighbours?.next?.code,
    others,
    hasStatuses,
    site,
    base,
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}
