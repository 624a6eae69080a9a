/** What pages are made from, besides the program and what is the same on every page: the same key, the same page. */
import { nameOf, statusesOf, type CategoryHead, type RegisteredError } from '../core/define.ts';
import type { DocumentContext } from './compose.ts';
import { digestOf } from './digest.ts';
import { lifecycleOf, type Dimension } from './dimensions.ts';
import { toldOnPage } from './told-errors.ts';
import { rowText } from './row-text.ts';
import { isParted, type ListPage, type Neighbours } from './views.ts';

/** All that an error's document is made from besides its entry and the site. */
export type DocumentSources = Pick<DocumentContext, 'errors' | 'prose'>;

/** All that an error's page is made from besides its entry and the site. */
export interface PageSources extends DocumentSources {
  readonly category: CategoryHead | undefined;
  readonly neighbours: Neighbours | undefined;
  /** Whether the API has HTTP statuses at all. */
  readonly hasStatuses: boolean;
}

/** A digest of all that an error's document says. */
export function documentKey(error: RegisteredError, { errors, prose }: DocumentSources): string {
  return digestOf(errorKey(error), prose, toldOnPage(error, errors));
}

/** A digest of all that an error's page shows. */
export function pageKey(
  error: RegisteredError,
  { category, neighbours, hasStatuses, ...sources }: PageSources,
): string {
  const around = [neighbours?.previous, neighbours?.next].map((other) => other && [other.code, nameOf(other)]);
  return digestOf(documentKey(error, sources), category, around, hasStatuses);
}

/** A digest of what a list shows of its errors, and of the `texts` around them. */
export function listKey(page: ListPage, dimensions: readonly Dimension[], ...texts: readonly unknown[]): string {
  const { path, part, errors, letters } = page;
  const shown = isParted(page) ? [] : errors.map((error) => listedKey(error, dimensions));
  return digestOf(path, part, letters, shown, texts);
}

/** A digest of what the line of an error shows on a list. */
export function listedKey(error: RegisteredError, dimensions: readonly Dimension[]): string {
  const values = dimensions.map(({ valuesOf }) => valuesOf(error).map(({ value }) => value));
  return digestOf(
    error.code,
    nameOf(error),
    rowText(error),
    statusesOf(error),
    error.retry,
    lifecycleOf(error),
    error.visibility,
    values,
  );
}

const keys = new WeakMap<RegisteredError, string>();

/** A digest of an entry. */
export function errorKey(error: RegisteredError): string {
  const known = keys.get(error) ?? digestOf(error);
  keys.set(error, known);
  return known;
}
