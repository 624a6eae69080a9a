import type { RegisteredError, Registry } from '../core/define.ts';
import { ownValue } from '../core/json.ts';
import { say } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';

/** One change of the registry: an error was added, changed, deprecated or removed. */
export interface RegistryChange {
  readonly kind: keyof Words['changeKinds'];
  readonly error: RegisteredError;
  /** Version or ISO date, as the registry states it. */
  readonly since: string;
  /** ISO date; absent for a version that `site.releases` doesn't date. */
  readonly date: string | undefined;
  /** What changed, with inline markup. */
  readonly about: string | undefined;
}

/** A text as the date that it is; `undefined` where no calendar has that day. */
function dateFrom(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? undefined : text;
}

/** Every change that the registry's lifecycle data tells, newest first; undated ones last, in the order of the registry. */
export function listChanges({ errors }: Registry, { releases = {} }: Site, words: Words): readonly RegistryChange[] {
  const dateOf = (since: string): string | undefined => dateFrom(since) ?? dateFrom(ownValue(releases, since));
  return errors
    .flatMap((error) =>
      listOwnChanges(error, words).map(([kind, since, about]) => ({ kind, error, since, date: dateOf(since), about })),
    )
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '', 'en'));
}

function listOwnChanges(
  error: RegisteredError,
  { changes: words }: Words,
): readonly (readonly [RegistryChange['kind'], string, string | undefined])[] {
  const { since, changes = [], deprecated, removed } = error;
  const successor = (use: string | undefined): string | undefined => use && say(words.use, { code: `\`${use}\`` });
  return [
    ...(removed ? [['removed', removed.since, successor(removed.use)] as const] : []),
    ...(deprecated ? [['deprecated', deprecated.since, successor(deprecated.use)] as const] : []),
    ...changes.map((change) => ['changed', change.since, change.about] as const).reverse(),
    ...(since === undefined ? [] : [['added', since, undefined] as const]),
  ];
}
