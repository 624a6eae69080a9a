/** The ways of grouping the errors: one row each, from which pages, chips, facts, footer and data attributes follow. */
import { hasCode, statusesOf, type RegisteredError, type Registry } from '../core/define.ts';
import type { Api } from '../core/envelope.ts';
import {
  boundsOf,
  compareStatuses,
  isRegisteredStatus,
  listRegisteredStatuses,
  registeredLine,
  statusLine,
  STATUS_RANGES,
  type RegisteredStatus,
  type Status,
} from '../core/http.ts';
import { ownValue } from '../core/json.ts';
import { literal } from '../core/markup.ts';
import { FAMILY_SIZE, lastPartOf } from '../core/names.ts';
import { say, sayCount } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { slugOf } from '../core/url.ts';
import { ACTORS, LIFECYCLE, RETRY_KINDS, type LifecycleState } from '../core/vocabulary.ts';
import type { Words } from '../core/words.ts';
import { actorWords, familyWords, retryWords, statusAbout, statusName } from './facts.ts';
import { LONG_LIST } from './views.ts';

/** A way of grouping the errors. */
export interface Dimension {
  /** Names the dimension in `data-…` attributes and in the address of a filtered list. */
  readonly id: string;
  /** The page that lists the values: `/retry/`. */
  readonly path: string;
  readonly title: string;
  readonly about: string;
  /** The words of its link in the footer. */
  readonly link: string;
  /** What its values are, where the reader chooses by what to group. */
  readonly noun: string;
  /** What stands before its chips; its noun unless it is another. */
  readonly chips?: string;
  /** Whether its values are chips over lists. */
  readonly hasChips: boolean;
  /** Whether a team has added it, in its own words. */
  readonly isOwn: boolean;
  /** The direction of the titles of its values, where they are not in the language of the site. */
  readonly dir?: 'ltr';
  /** How it stands among the facts of an error: its words, and its place among the dimensions; absent where it doesn't. */
  readonly fact?: {
    readonly title: string;
    readonly rank: number;
    readonly isMain: boolean;
    readonly without?: string;
  };
  /** Those that occur, in their order. */
  readonly values: readonly Filter[];
  /** Those that no error has and whose pages say so; no list has them. */
  readonly unlisted: readonly Filter[];
  /** The errors without a value, where lists show them. */
  readonly rest:
    { readonly title: string; readonly about: string; readonly errors: readonly RegisteredError[] } | undefined;
  /** The values of an error, each with its path and its words as an author's sentence. */
  readonly valuesOf: (error: RegisteredError) => readonly FactValue[];
}

/** The value of one error in a dimension. */
export interface FactValue {
  readonly value: string;
  /** An author's sentence. */
  readonly label: string;
  readonly path: string;
}

/** A value of a dimension, with its own page. */
export interface Filter {
  readonly value: string;
  /** Title of its page. */
  readonly title: string;
  /** Where it stands below others of its kind; the title unless it is shorter. */
  readonly name: string;
  /** Shorter words, for a chip. */
  readonly chip: string;
  /** What follows the name on lists. */
  readonly about: string | undefined;
  /** The sentence below the title of its page. */
  readonly description: string;
  readonly path: string;
  readonly errors: readonly RegisteredError[];
  /** The status that its page explains. */
  readonly explains?: RegisteredStatus | undefined;
}

interface Row extends Omit<Dimension, 'path' | 'isOwn' | 'values' | 'unlisted' | 'rest' | 'valuesOf'> {
  /** First segment of the paths. */
  readonly segment: string;
  /** All values that there may be, in their order. */
  readonly values: readonly Value[];
  readonly unlisted?: readonly Value[];
  readonly rest?: { readonly title: string; readonly about: string };
  /** Several where an error comes in several forms. */
  readonly valuesOf: (error: RegisteredError) => readonly string[];
  /** What the value of an error is called on its page, where that depends on the error. */
  readonly labelOf?: (error: RegisteredError) => string | undefined;
  /** Whether it is shown though no error, or every error alike, has a value. */
  readonly isKept: (used: readonly string[]) => boolean;
}

interface Value extends Pick<Filter, 'value' | 'title' | 'explains'> {
  readonly label?: string;
  readonly name?: string;
  readonly chip?: string;
  readonly about?: string | undefined;
  readonly describe?: (count: number) => string;
}

interface Source {
  readonly registry: Registry;
  readonly site: Site;
  readonly words: Words;
}

const always = (): boolean => true;
const isUsed = (used: readonly string[]): boolean => used.length > 0;

/** Categories as their team orders them, or where there is too much to read through, by their titles. */
function inOrder(
  categories: Registry['categories'],
  errors: number,
  { lang }: Pick<Site, 'lang'>,
): Registry['categories'] {
  if (errors <= LONG_LIST) return categories;
  const { compare } = new Intl.Collator(lang, { numeric: true });
  return categories.toSorted((one, other) => compare(one.title, other.title));
}

const ROWS: readonly ((source: Source) => Row)[] = [
  ({ registry: { errors }, words }) => {
    const { without, withoutAbout, depends, page, fact, ...texts } = words.dimensions.status;
    const statuses = [...new Set(errors.flatMap(statusesOf))].sort(compareStatuses);
    const valueOf = (status: Status): Value => ({
      value: String(status),
      title: registeredLine(status),
      name: statusName(status, words),
      about: statusAbout(status, words),
      label: statusLine(status),
      explains: typeof status === 'number' && isRegisteredStatus(status) ? status : undefined,
    });
    return {
      ...{ id: 'status', segment: 'status', hasChips: false, dir: 'ltr', isKept: always, ...texts },
      fact: { title: fact, rank: 4, isMain: false, without: depends },
      rest: { title: without, about: withoutAbout },
      values: statuses.map((status) => ({
        ...valueOf(status),
        describe: (count) => sayCount(words, page, count, { family: familyWords(status, words) }),
      })),
      unlisted: listRegisteredStatuses()
        .filter((status) => !statuses.includes(status))
        .map((status) => ({ ...valueOf(status), describe: () => words.statuses.none })),
      valuesOf: (error) => statusesOf(error).map(String),
    };
  },
  ({ registry: { categories, errors }, site, words }) => {
    const { fact, ...texts } = words.dimensions.category;
    const registries = new Map(errors.map(({ category, registry }) => [category, registry]));
    return {
      ...{ id: 'category', segment: 'categories', hasChips: true, isKept: always, ...texts },
      fact: { title: fact, rank: 3, isMain: false },
      values: inOrder(categories, errors.length, site).map(({ name, title, about }) => ({
        value: name,
        title,
        chip: title.replace(/ errors$/i, ''),
        about: withRegistry(about, registries.get(name), site),
      })),
      valuesOf: ({ category }) => [category],
    };
  },
  ({ site, words }) => {
    const { fact, ...texts } = words.dimensions.registry;
    return {
      ...{ id: 'registry', segment: 'registries', hasChips: true, isKept: isUsed, ...texts },
      fact: { title: fact, rank: 5, isMain: true },
      rest: { title: site.name, about: site.version ?? '' },
      values: Object.entries(site.registries ?? {}).map(([value, api]) => ({
        value,
        title: api.name ?? value,
        label: literal(describeRegistry(value, api)),
        about: standingOf(api),
      })),
      valuesOf: ({ registry }) => (registry === undefined ? [] : [registry]),
    };
  },
  ({ words }) => {
    const { fact, ...texts } = words.dimensions.retry;
    return {
      ...{ id: 'retry', segment: 'retry', hasChips: true, isKept: isUsed, ...texts },
      fact: { title: fact, rank: 1, isMain: true },
      values: RETRY_KINDS.map((kind) => ({ value: kind, title: words.retry[kind].title })),
      valuesOf: ({ retry }) => (retry ? [retry.when] : []),
      labelOf: ({ retry }) => retry && retryWords(retry, words),
    };
  },
  ({ words }) => {
    const { fact, ...texts } = words.dimensions.actor;
    return {
      ...{ id: 'actor', segment: 'actor', hasChips: true, isKept: isUsed, ...texts },
      fact: { title: fact, rank: 2, isMain: true },
      values: ACTORS.map((actor) => ({
        value: actor,
        title: actorWords(actor, words),
      })),
      valuesOf: ({ actor }) => (actor ? [actor] : []),
    };
  },
  ({ words }) => ({
    ...{ id: 'lifecycle', segment: 'lifecycle', hasChips: true, ...words.dimensions.lifecycle },
    // Where everything is returned there is nothing to tell apart; the page of an error has its banner.
    isKept: (used) => used.some((state) => state !== ('live' satisfies LifecycleState)),
    values: LIFECYCLE.map((state) => ({ value: state, title: words.lifecycle[state].title })),
    valuesOf: (error) => [lifecycleOf(error)],
  }),
  ({ registry, words }) => {
    const { page, ...texts } = words.dimensions.name;
    const families = listFamilies(registry);
    return {
      ...{ id: 'name', segment: 'names', hasChips: false, dir: 'ltr', ...texts },
      isKept: isUsed,
      values: Array.from(families, ([value, title]) => ({
        value,
        title,
        describe: (count) => sayCount(words, page, count),
      })),
      valuesOf: (error) => [nameKeyOf(error) ?? []].flat().filter((key) => families.has(key)),
    };
  },
];

/** The name that the codes of a family share, whichever case each of them writes it in. */
function nameKeyOf(error: RegisteredError): string | undefined {
  return hasCode(error) ? lastPartOf(error.code)?.toLowerCase() : undefined;
}

/** The names that have a page, in their order, each as the first of its errors writes it. */
function listFamilies({ errors }: Registry): ReadonlyMap<string, string> {
  const groups = [...Map.groupBy(errors, nameKeyOf)].filter(([, family]) => family.length >= FAMILY_SIZE);
  const names = groups.flatMap(([key, [first]]) =>
    key === undefined || first === undefined ? [] : [[key, lastPartOf(first.code) ?? key] as const],
  );
  return new Map(names.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The ranges among the values of a dimension that hold a status which no error states. */
export function rangesAround({ explains, errors }: Filter, { values }: Dimension): readonly Filter[] {
  if (explains === undefined || errors.length > 0) return [];
  return values.filter(({ value }) => {
    const range = STATUS_RANGES.find((name) => name === value);
    const [first, last] = range === undefined ? [0, 0] : boundsOf(range);
    return first <= explains && explains <= last;
  });
}

/** Whether the API still returns an error. */
export function lifecycleOf({ deprecated, removed }: RegisteredError): LifecycleState {
  return removed ? 'removed' : deprecated ? 'deprecated' : 'live';
}

/** What is stated of a registry besides its name: its version and its owner. */
function standingOf({ version, owner }: Api): string | undefined {
  const stated = [version, owner].filter((part) => part !== undefined);
  return stated.length === 0 ? undefined : stated.join(' · ');
}

/** A registry with its version and its owner, where they are stated. */
function describeRegistry(id: string, api: Api): string {
  return [api.name ?? id, standingOf(api)].filter(Boolean).join(' · ');
}

/** What a list says of a category; of one from another registry it says from which. */
function withRegistry(about: string | undefined, registry: string | undefined, site: Site): string | undefined {
  const api = registry === undefined ? undefined : ownValue(site.registries, registry);
  if (registry === undefined || api === undefined) return about;
  return [describeRegistry(registry, api), about].filter(Boolean).join(' · ');
}

/** Ranks behind all others. */
const OWN_RANK = 6;

function ownRows({ site, words }: Source): readonly Row[] {
  return Object.entries(site.dimensions ?? {}).map(([id, { title, about, values }]) => ({
    ...{ id, segment: id, hasChips: true, isKept: isUsed, noun: title },
    title: say(words.dimensions.own.title, { title }),
    link: say(words.dimensions.own.link, { title }),
    about: about ?? title,
    fact: { title, rank: OWN_RANK, isMain: false },
    values: Object.entries(values).map(([value, name]) => ({ value, title: name })),
    valuesOf: ({ dimensions }) => {
      const value = ownValue(dimensions, id);
      return value === undefined ? [] : [value];
    },
  }));
}

/** The dimensions that a site shows: its own behind those of every site. */
export function listDimensions(registry: Registry, site: Site, words: Words): readonly Dimension[] {
  const source = { registry, site, words };
  const rows = [
    ...ROWS.map((row) => ({ ...row(source), isOwn: false })),
    ...ownRows(source).map((row) => ({ ...row, isOwn: true })),
  ];
  return rows.flatMap((row) => {
    const groups = groupByValues(registry.errors, row);
    const used = row.values.filter(({ value }) => groups.has(value));
    return row.isKept(used.map(({ value }) => value)) ? [toDimension(row, used, groups, words)] : [];
  });
}

/** The errors of each value, in their order; those without any under `undefined`. */
function groupByValues(
  errors: readonly RegisteredError[],
  { valuesOf }: Row,
): ReadonlyMap<string | undefined, readonly RegisteredError[]> {
  const pairs = errors.flatMap((error) => {
    const values: readonly (string | undefined)[] = valuesOf(error);
    return (values.length === 0 ? [undefined] : values).map((value) => ({ value, error }));
  });
  const groups = Map.groupBy(pairs, ({ value }) => value);
  return new Map(Array.from(groups, ([value, group]) => [value, group.map(({ error }) => error)]));
}

/** What the values of an error are called, besides what its own fields say. */
function toDimension(
  { segment, values: _, unlisted = [], rest, valuesOf, labelOf, isKept: __, ...row }: Row & Pick<Dimension, 'isOwn'>,
  used: readonly Value[],
  groups: ReadonlyMap<string | undefined, readonly RegisteredError[]>,
  words: Words,
): Dimension {
  const pathOf = (value: string): string => `/${segment}/${slugOf(value)}/`;
  const labels = new Map(used.map(({ value, title, label = title }) => [value, label]));
  const without = groups.get(undefined) ?? [];
  const toFilter = ({ value, title, name = title, chip = title, about, explains, describe }: Value): Filter => {
    const errors = groups.get(value) ?? [];
    const description = describe?.(errors.length) ?? describeCount(errors.length, about, words);
    return { value, title, name, chip, about, description, path: pathOf(value), errors, explains };
  };
  return {
    ...row,
    path: `/${segment}/`,
    rest: rest && without.length > 0 ? { ...rest, errors: without } : undefined,
    values: used.map(toFilter),
    unlisted: unlisted.map(toFilter),
    valuesOf: (error) =>
      valuesOf(error).flatMap((value) => {
        const label = labelOf?.(error) ?? labels.get(value);
        return label === undefined ? [] : [{ value, label, path: pathOf(value) }];
      }),
  };
}

function describeCount(count: number, about: string | undefined, words: Words): string {
  const { errors, errorsAbout } = words.lists;
  return about === undefined ? sayCount(words, errors, count) : sayCount(words, errorsAbout, count, { about });
}
