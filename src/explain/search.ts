import { type RegisteredError, statusesOf, stepsOf } from '../core/define.ts';
import { lastPartOf } from '../core/names.ts';
import type { Hit } from '../lookup/answer.ts';
import { errorHit } from '../lookup/hits.ts';
import { lookup } from '../lookup/lookup.ts';
import { findByWords, indexWords, type Postings, type WordedError } from '../lookup/nearest.ts';
import type { Indexed } from './explanation.ts';

/** Prepares the texts of a registry for {@link searchErrors}: steps, checks and fixes besides what names an error. */
export function indexTexts({ registry }: Pick<Indexed, 'registry'>): readonly Postings[] {
  return indexWords(registry.errors.map(withAdvice));
}

function withAdvice(error: RegisteredError): WordedError {
  const { causes = [] } = error;
  const advice = [...stepsOf(error), ...causes.flatMap(({ check, fix }) => [check, fix].flatMap((text) => text ?? []))];
  return { ...error, causes: [...causes, ...advice.map((cause) => ({ cause }))] };
}

/** A page of an error that a query means. */
export type ErrorHit = Hit & { readonly code: string };

/** The errors that a query names, then those that are nearest to its words, `most` of them; `texts` are of {@link indexTexts}. */
export function searchErrors(
  query: string,
  { registry, index }: Indexed,
  texts: readonly Postings[],
  most: number,
): readonly ErrorHit[] {
  const { errors } = registry;
  const found = new Map<string, ErrorHit>();
  const named = lookup(query, index).flatMap((hit) => errorsOf(hit, errors));
  for (const hit of [...named, ...findByWords(query, errors, texts, most)])
    if (hit.code !== undefined && !found.has(hit.code)) found.set(hit.code, { ...hit, code: hit.code });
  return [...found.values()].slice(0, most);
}

/** The errors that a page is about: one, or all of a status or of a name. */
function errorsOf(hit: Hit, errors: readonly RegisteredError[]): readonly Hit[] {
  const { code, name, status, reasons } = hit;
  if (code !== undefined) return [hit];
  const listed = errors.filter((error) =>
    name === undefined
      ? statusesOf(error).some((one) => one === status)
      : lastPartOf(error.code)?.toLowerCase() === name.toLowerCase(),
  );
  return listed.map((error) => errorHit(error, reasons));
}
