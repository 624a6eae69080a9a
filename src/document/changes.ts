import type { RegisteredError, Registry } from '../core/define.ts';
import { isSameVersion, type History, type PastChange, type Release } from '../core/history.ts';
import { ownValue } from '../core/json.ts';
import { plainText } from '../core/markup.ts';
import { say } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';

/** One change of the registry: an error was added, changed, deprecated or removed. */
export interface RegistryChange {
  readonly kind: keyof Words['changeKinds'];
  /** The error, absent where it has no entry any more, or all errors changed. */
  readonly error?: RegisteredError;
  /** The code of an error without an entry. */
  readonly code?: string;
  /** Version or ISO date, as the registry states it. */
  readonly since: string;
  /** ISO date; absent for a version that nothing dates. */
  readonly date: string | undefined;
  /** What changed, as plain text. */
  readonly about: string | undefined;
}

/** A text as the date that it is; `undefined` where no calendar has that day. */
function dateFrom(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? undefined : text;
}

/**
 * Every change that the entries of a registry state, and that its history has besides, newest first; undated ones last, in
 * the order of the registry.
 */
export function listChanges(
  registry: Registry,
  { releases = {} }: Site,
  words: Words,
  history: History = { releases: [] },
): readonly RegistryChange[] {
  const dateOf = (since: string): string | undefined =>
    dateFrom(since) ??
    dateFrom(ownValue(releases, since)) ??
    history.releases.find(({ version }) => isSameVersion(version, since))?.date;
  const own = registry.errors.flatMap((error) =>
    listOwnChanges(error, words).map(([kind, since, about]) => ({
      kind,
      error,
      since,
      date: dateOf(since),
      about: about === undefined ? undefined : plainText(about),
    })),
  );
  const spellings = [...new Set([...own.map(({ since }) => since), ...Object.keys(releases)])];
  const past = history.releases.toReversed().flatMap((release): readonly RegistryChange[] => {
    const since = spellings.find((name) => isSameVersion(name, release.version)) ?? release.version;
    return listPastChanges(release, registry).map((change) => ({
      ...change,
      since,
      date: dateOf(since) ?? release.date,
    }));
  });
  return [...own, ...past].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '', 'en'));
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

/** The changes of a release that no entry states itself; those of one kind in an error are one. */
function listPastChanges(
  release: Release,
  { errors }: Registry,
): readonly Pick<RegistryChange, 'kind' | 'error' | 'code' | 'about'>[] {
  const groups = Map.groupBy(release.changes, ({ kind, code }) => JSON.stringify([kind, code]));
  return [...groups.values()].flatMap((group) => {
    const [{ kind, code } = { kind: 'changed' as const, code: undefined }] = group;
    const error =
      errors.find((each) => each.code === code) ?? errors.find(({ formerly }) => formerly?.includes(code ?? ''));
    if (error !== undefined && isStated(kind, error, release)) return [];
    const about = group.flatMap(tellPastChange).join('; ');
    return [
      {
        kind,
        ...(error === undefined ? {} : { error }),
        ...(error !== undefined || code === undefined ? {} : { code }),
        about: about === '' ? undefined : about,
      },
    ];
  });
}

/** Whether an entry says itself when that was; it is added, deprecated and removed once, and changed once a version. */
function isStated(kind: PastChange['kind'], error: RegisteredError, { version, date }: Release): boolean {
  const { since, deprecated, removed, changes = [] } = error;
  if (kind === 'added') return since !== undefined;
  if (kind === 'deprecated') return deprecated !== undefined;
  if (kind === 'removed') return removed !== undefined;
  return changes.some((change) => change.since === date || isSameVersion(change.since, version));
}

/** What changed, in the names and values of the data, which are the same in all languages. */
function tellPastChange({ field, before, after }: PastChange): readonly string[] {
  if (field === undefined) return [];
  if (before === undefined && after === undefined) return [field];
  const [old, now] = [before, after].map((value) => (value === undefined ? '–' : String(value)));
  return [`${field}: ${old ?? ''} → ${now ?? ''}`];
}
