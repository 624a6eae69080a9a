import type { CategoryHead, RegisteredError, Registry } from '../core/define.ts';
import { listTexts } from '../core/entry-texts.ts';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import { isJsonNumber } from '../core/numbers.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { caselessSlug } from '../core/url.ts';
import { digest, digestFields, listChanged, mergeFields, type ImportRecord } from './keep.ts';
import { matchesCode, RULES_FILE, type ImportRules } from './rules.ts';
import type { Skipped } from './source.ts';

/** A content folder before an import: its registry, what earlier imports wrote, and what people say of codes. */
export interface Before {
  readonly current: Registry | undefined;
  readonly last: ImportRecord['entries'];
  readonly rules: ImportRules;
}

/** What an import makes of a folder's registry. */
export interface Update {
  readonly registry: Registry;
  /** What the record of the import holds. */
  readonly entries: ImportRecord['entries'];
  readonly added: readonly string[];
  readonly updated: readonly string[];
  /** Entries of which at least one field was written by people. */
  readonly kept: readonly string[];
  /** Entries of earlier imports that the source no longer has; they stay. */
  readonly gone: readonly string[];
  /** Codes of the source whose entries people deleted; they stay away. */
  readonly deleted: readonly string[];
  /** Codes of the source that people don't want. */
  readonly ignored: readonly string[];
  /** What contradicts the folder's own entries, and was left out. */
  readonly skipped: readonly Skipped[];
  /** What the rules name and the source doesn't have. */
  readonly idle: readonly string[];
}

/**
 * Takes from the source what is new there, and leaves all as it is that people wrote, changed, renamed, moved or deleted.
 * Throws a {@link Mistake} where their rules contradict the source.
 */
export function updateRegistry(fresh: Registry, before: Before): Update {
  const { current, last, rules } = before;
  const nameOf = createNaming(
    fresh.errors.map(({ code }) => code),
    before,
  );
  const written = new Map(current?.errors.map((error) => [error.code, error]));
  const ownOf = (source: string): RegisteredError | undefined => written.get(nameOf(source)) ?? written.get(source);
  const isIgnored = (code: string): boolean => rules.ignore.some((pattern) => matchesCode(pattern, code));
  const isDeleted = (source: string): boolean => last.has(source) && ownOf(source) === undefined;

  const codes = fresh.errors.map(({ code }) => code);
  const wanted = fresh.errors.filter(({ code }) => !isIgnored(code));
  const arriving = refuseTwins(
    wanted.filter(({ code }) => !isDeleted(code)),
    nameOf,
  );
  const renamed = new Map(codes.map((code) => [code, nameOf(code)]));
  const arrivals = arriving.map((error): Arrival => {
    const own = ownOf(error.code);
    const theirs = renameReferences(withCode(error, nameOf(error.code)), renamed);
    const changed = own === undefined ? new Set<string>() : listChanged(own, last.get(error.code) ?? {});
    return { source: error.code, theirs, own, changed };
  });
  const homes = findHomes(fresh, before, nameOf);
  const build = (some: readonly Arrival[]): Registry => joinEntries(some, { fresh, current, homes });
  const settled = settle(arrivals, build);
  const registry = build(settled.arrivals);

  const known = settled.arrivals.filter(({ own }) => own !== undefined);
  const results = new Map(registry.errors.map((error) => [error.code, error]));
  const isListed = new Set(codes);
  return {
    registry,
    entries: new Map([
      ...[...last].map(([code, digests]) => [code, ownOf(code) === undefined ? {} : digests] as const),
      ...settled.arrivals.map(({ source, theirs }) => [source, digestFields(theirs)] as const),
    ]),
    added: settled.arrivals.flatMap(({ own, theirs }) => (own === undefined ? [theirs.code] : [])),
    updated: known.flatMap(({ own, theirs: { code } }) => (digest(own) === digest(results.get(code)) ? [] : [code])),
    kept: known.flatMap(({ changed, theirs }) =>
      [...changed].some((name) => name !== 'category') ? [theirs.code] : [],
    ),
    gone: [...last.entries()].flatMap(([code, digests]) =>
      !isListed.has(code) && Object.keys(digests).length > 0 ? (ownOf(code)?.code ?? []) : [],
    ),
    deleted: wanted.flatMap(({ code }) => (isDeleted(code) ? [code] : [])),
    ignored: codes.filter(isIgnored),
    skipped: settled.skipped,
    idle: [
      ...rules.ignore.filter((pattern) => !codes.some((code) => matchesCode(pattern, code))),
      ...[...rules.rename.keys()].filter((code) => !isListed.has(code)),
    ],
  };
}

/** An entry of the source on its way into a folder. */
interface Arrival {
  /** Its code in the source. */
  readonly source: string;
  /** What the source says, under the code that the entry has in the folder. */
  readonly theirs: RegisteredError;
  /** The folder's entry. */
  readonly own: RegisteredError | undefined;
  /** The names of its fields that people wrote or changed. */
  readonly changed: ReadonlySet<string>;
}

/**
 * What people decided of the keys of a source: tells the name that each has in the folder, `undefined` for one that they
 * ignore or deleted.
 */
export function createCuration(keys: readonly string[], before: Before): (key: string) => string | undefined {
  const { current, last, rules } = before;
  const nameOf = createNaming(keys, before);
  const own = new Set(current?.errors.map(({ code }) => code));
  return (key) => {
    const name = nameOf(key);
    const isIgnored = rules.ignore.some((pattern) => matchesCode(pattern, key));
    const isDeleted = last.has(key) && !own.has(name) && !own.has(key);
    return isIgnored || isDeleted ? undefined : name;
  };
}

/** Tells which code a source's code has in the folder: by the rules, or as the former code of an entry there. */
function createNaming(keys: readonly string[], { current, rules }: Before): (source: string) => string {
  const own = new Set(current?.errors.map(({ code }) => code));
  const listed = new Set(keys);
  const owners = new Map(
    current?.errors.flatMap(({ code, formerly = [] }) => formerly.map((former) => [former, code] as const)),
  );
  return (source) => {
    const ruled = rules.rename.get(source);
    if (ruled !== undefined || own.has(source)) return ruled ?? source;
    const owner = owners.get(source);
    return owner === undefined || listed.has(owner) ? source : owner;
  };
}

function refuseTwins(
  errors: readonly RegisteredError[],
  nameOf: (source: string) => string,
): readonly RegisteredError[] {
  const groups = Map.groupBy(errors, ({ code }) => nameOf(code));
  for (const [name, [one, other]] of groups) {
    if (one !== undefined && other !== undefined)
      throw new Mistake(
        `The source’s ${one.code} and ${other.code} are both ${name} here; name one of them under ignore in ${RULES_FILE}.`,
      );
  }
  return errors;
}

function withCode(error: RegisteredError, code: string): RegisteredError {
  if (code === error.code) return error;
  const { numeric, ...rest } = error;
  return { ...rest, code, ...(numeric && isJsonNumber(code) ? { numeric } : {}) };
}

function renameReferences(error: RegisteredError, names: ReadonlyMap<string, string>): RegisteredError {
  return [...listTexts(error)]
    .filter(({ shape, text }) => shape.is === 'reference' && (names.get(text) ?? text) !== text)
    .reduce((entry, { field, text }) => replaceAt(entry, field, () => names.get(text)) as RegisteredError, error);
}

/** A value with what a path leads to replaced; what becomes `undefined` is left out, and what it leaves empty. */
function replaceAt(
  value: unknown,
  [step, ...rest]: readonly (string | number)[],
  replace: (value: unknown) => unknown,
): unknown {
  if (step === undefined) return replace(value);
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    const place = Number(step);
    const item = replaceAt(items[place], rest, replace);
    const left = item === undefined ? items.toSpliced(place, 1) : items.with(place, item);
    return left.length === 0 ? undefined : left;
  }
  if (!isRecord(value)) return value;
  const { [step]: item, ...others } = value;
  const next = replaceAt(item, rest, replace);
  return next === undefined ? others : { ...value, [step]: next };
}

/**
 * Where the entries of a source's category went that people renamed, merged into another or divided: to the one that has
 * most of them, by the source's names.
 */
function findHomes(
  { categories }: Registry,
  { current, last }: Before,
  nameOf: (source: string) => string,
): ReadonlyMap<string, string> {
  const own = new Set(current?.categories.map(({ name }) => name));
  const places = new Map(current?.errors.map(({ code, category }) => [code, category]));
  return new Map(
    categories.flatMap(({ name }): readonly (readonly [string, string])[] => {
      if (own.has(name)) return [];
      const digested = digest(name);
      const former = [...last].filter(([, { category }]) => category === digested);
      const homes = Map.groupBy(
        former.flatMap(([code]) => places.get(nameOf(code)) ?? []),
        (home) => home,
      );
      const [home] = [...homes.values()].sort((a, b) => b.length - a.length);
      return home?.[0] === undefined ? [] : [[name, home[0]]];
    }),
  );
}

interface Frame {
  readonly fresh: Registry;
  readonly current: Registry | undefined;
  readonly homes: ReadonlyMap<string, string>;
}

/** The folder's registry with what arrives: entries in their old order, and new ones behind them. */
function joinEntries(arrivals: readonly Arrival[], { fresh, current, homes }: Frame): Registry {
  const byOwn = new Map(arrivals.flatMap((arrival) => (arrival.own ? [[arrival.own.code, arrival] as const] : [])));
  const moved = new Map([...byOwn].map(([code, { theirs }]) => [code, theirs.code]));
  const settleIn = ({ theirs, own, changed }: Arrival): RegisteredError => {
    const housed = { ...theirs, category: homes.get(theirs.category) ?? theirs.category };
    if (own === undefined) return housed;
    const merged = mergeFields(housed, own, changed);
    // Its address was that of the code, and leads on.
    return own.code === theirs.code ? merged : { ...merged, formerly: [...(merged.formerly ?? []), own.code] };
  };
  const kept = (current?.errors ?? []).map((error) => {
    const arrival = byOwn.get(error.code);
    return renameReferences(arrival === undefined ? error : settleIn(arrival), moved);
  });
  const errors = [...kept, ...arrivals.filter(({ own }) => own === undefined).map(settleIn)];
  return { categories: joinCategories(errors, fresh, current), errors };
}

/** The folder's categories, but for those that the import emptied, and the source's that are new and needed. */
function joinCategories(
  errors: readonly RegisteredError[],
  fresh: Registry,
  current: Registry | undefined,
): readonly CategoryHead[] {
  const used = new Set(errors.map(({ category }) => category));
  const filled = new Set(current?.errors.map(({ category }) => category));
  const own = current?.categories.filter(({ name }) => used.has(name) || !filled.has(name)) ?? [];
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...fresh.categories.filter(({ name }) => used.has(name) && !names.has(name))];
}

interface Settled {
  readonly arrivals: readonly Arrival[];
  readonly skipped: readonly Skipped[];
}

/** Leaves out of what arrives what the rules refuse beside the folder's own entries: those never give way. */
function settle(arrivals: readonly Arrival[], build: (arrivals: readonly Arrival[]) => Registry): Settled {
  const registry = build(arrivals);
  const problems = checkRegistry(registry);
  if (problems.length === 0) return { arrivals, skipped: [] };
  const skipped: Skipped[] = [];
  const blamed = Map.groupBy(problems, ({ code }) => code);
  let left = arrivals.flatMap((arrival) => {
    const next = giveWay(arrival, blamed.get(arrival.theirs.code) ?? [], skipped);
    return next === undefined ? [] : [next];
  });
  if (skipped.length === 0) {
    const disputed = new Map(problems.flatMap((problem) => listDisputed(registry, problem)));
    left = arrivals.filter(({ own, theirs: { code } }) => {
      const owner = own === undefined ? disputed.get(caselessSlug(code)) : undefined;
      if (owner !== undefined) skipped.push({ place: code, reason: `${owner} has the name already` });
      return owner === undefined;
    });
  }
  if (skipped.length === 0) return { arrivals, skipped };
  const rest = settle(left, build);
  return { arrivals: rest.arrivals, skipped: [...skipped, ...rest.skipped] };
}

type Problem = ReturnType<typeof checkRegistry>[number];

function giveWay(arrival: Arrival, problems: readonly Problem[], skipped: Skipped[]): Arrival | undefined {
  const { own, changed, theirs } = arrival;
  const [whole] = problems.filter(({ field }) => field.length === 0);
  if (whole !== undefined && own === undefined) {
    skipped.push({ place: theirs.code, reason: reasonOf(whole) });
    return undefined;
  }
  const removable = problems.filter(
    ({ field: [name] }) => name !== undefined && !changed.has(String(name)) && Object.hasOwn(theirs, name),
  );
  skipped.push(
    ...removable.map((problem) => ({ place: theirs.code, field: problem.field.join('.'), reason: reasonOf(problem) })),
  );
  const paths = [
    ...new Map(removable.map(({ field }) => partOf(field)).map((path) => [path.join('\n'), path])).values(),
  ];
  // From the end, for an item that is left out moves those behind it.
  const reduced = paths
    .sort((a, b) => Number(b.at(-1)) - Number(a.at(-1)))
    .reduce((entry, path) => replaceAt(entry, path, () => undefined) as RegisteredError, theirs);
  return { ...arrival, theirs: reduced };
}

const reasonOf = ({ message }: Problem): string => message.replace(/\.$/, '');

/** What is left out where something in a field is refused: an item of a list, a successor, or else the field. */
function partOf(field: Problem['field']): Problem['field'] {
  const item = field.findIndex((step) => typeof step === 'number');
  if (item >= 0) return field.slice(0, item + 1);
  return field.at(-1) === 'use' ? field : field.slice(0, 1);
}

/** The name that an entry of people's claims in a list, by how addresses have it, with that entry's code. */
function listDisputed(
  { errors }: Registry,
  { code, field: [name, index] }: Problem,
): readonly (readonly [string, string])[] {
  if ((name !== 'aliases' && name !== 'formerly') || typeof index !== 'number') return [];
  const claimed = errors.find((error) => error.code === code)?.[name]?.[index];
  return claimed === undefined ? [] : [[caselessSlug(claimed), code]];
}
