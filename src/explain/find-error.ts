import { hasCode, nameOf, type RegisteredError } from '../core/define.ts';
import { caselessSlug, slugOf } from '../core/url.ts';
import type { Name } from '../lookup/lookup-index.ts';
import { squash } from '../lookup/words.ts';
import type { Indexed } from './explanation.ts';

/** What a name says of its error, surest first: a code in another spelling says more than a title. */
const KINDS = [
  'code',
  'subcode',
  'former',
  'digits',
  'part',
  'alias',
  'title',
] as const satisfies readonly Name['kind'][];

/**
 * The errors that go by a name: one, where it is a code, a key or a slug, else those of which it is a code in another
 * spelling, a former code, a number, a part of a code, an alias or a title. None is guessed.
 */
export function findByName(given: string, { registry, index }: Indexed): readonly RegisteredError[] {
  const { errors } = registry;
  const name = given.trim();
  if (name === '') return [];
  const exact =
    errors.find(({ code }) => code === name) ?? errors.find(({ code }) => slugOf(code) === name) ?? undefined;
  if (exact !== undefined) return [exact];
  const former = errors.filter(({ formerly = [] }) => formerly.includes(name));
  if (former.length > 0) return former;
  const spelled = errors.filter(({ code }) => caselessSlug(code) === name.toLowerCase());
  if (spelled.length === 1) return spelled;
  const names = index.byKey.get(squash(name)) ?? [];
  for (const kind of KINDS) {
    const codes = new Set(names.filter((own) => own.kind === kind).map(({ error }) => error.code));
    if (codes.size > 0) return errors.filter(({ code }) => codes.has(code));
  }
  return errors.filter((error) => !hasCode(error) && nameOf(error) === name);
}
