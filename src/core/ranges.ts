/** Which team has which codes: ranges of numbers, and prefixes of names. */
import type { RegisteredError } from './define.ts';
import type { Link, Site } from './site.ts';
import { caselessSlug } from './url.ts';

/** What is said of a team beside its codes. */
interface Team {
  /** Its name, without spaces. */
  readonly team: string;
  /** Where it is asked: a channel, an address. */
  readonly contact?: Link;
  /** The team as CODEOWNERS names it, `@org/payments`; absent: the name, where that begins with `@`. */
  readonly owner?: string;
}

/** The whole numbers of a team, both ends included. */
export interface NumberRange extends Team {
  readonly from: number;
  readonly to: number;
}

/** The names of a team: those that begin with its prefix, and with no longer one. An empty prefix takes the others. */
export interface PrefixRange extends Team {
  readonly prefix: string;
}

/** Codes of a team. */
export type CodeRange = NumberRange | PrefixRange;

/** Whether a range is one of numbers. */
export const isNumberRange = (range: CodeRange): range is NumberRange => !('prefix' in range);

/** The number that a code is; `undefined` for a name. Zeros at its start don't make it another one. */
export function numberOfCode(code: string): number | undefined {
  return /^-?\d{1,15}$/.test(code) ? Number(code) : undefined;
}

/** Equal for two codes that can't both be: the same number, or names that differ by case alone. */
export function codeKey(code: string): string {
  const number = numberOfCode(code);
  return number === undefined ? caselessSlug(code) : `${number}`;
}

/** A range as sentences name it: `4000 to 4999`, `PAY_…`. */
export const describeRange = (range: CodeRange): string =>
  isNumberRange(range)
    ? range.from === range.to
      ? String(range.from)
      : `${range.from} to ${range.to}`
    : `${range.prefix}…`;

/** The ranges of a team, in their order. */
export const rangesOf = ({ ranges = [] }: Pick<Site, 'ranges'>, team: string): readonly CodeRange[] =>
  ranges.filter((range) => range.team === team);

/** The names of all teams, in the order of their ranges. */
export const teamsOf = ({ ranges = [] }: Pick<Site, 'ranges'>): readonly string[] => [
  ...new Set(ranges.map(({ team }) => team)),
];

/**
 * The team that has a code, with what any of its ranges says of it. Numbers belong to ranges of numbers, and names to the
 * longest prefix that they begin with. `undefined` where the code is in nobody's range.
 */
export function ownerOf(code: string, site: Pick<Site, 'ranges'>): Team | undefined {
  const range = rangeOf(code, site.ranges ?? []);
  if (range === undefined) return undefined;
  const { team } = range;
  const all = [range, ...rangesOf(site, team)];
  const contact = all.find((each) => each.contact !== undefined)?.contact;
  const owner = all.find((each) => each.owner !== undefined)?.owner ?? (team.startsWith('@') ? team : undefined);
  return { team, ...(contact === undefined ? {} : { contact }), ...(owner === undefined ? {} : { owner }) };
}

function rangeOf(code: string, ranges: readonly CodeRange[]): CodeRange | undefined {
  const number = numberOfCode(code);
  if (number !== undefined)
    return ranges.find((range) => isNumberRange(range) && range.from <= number && number <= range.to);
  const prefixes = ranges.filter((range): range is PrefixRange => !isNumberRange(range));
  return prefixes
    .filter(({ prefix }) => code.startsWith(prefix))
    .toSorted((one, other) => other.prefix.length - one.prefix.length)[0];
}

/** The team that has an error: a subcode is its parent's; one without a code, or of another registry, is in no range. */
export function ownerOfError(
  { code, parent, identifiedBy, registry }: Pick<RegisteredError, 'code' | 'parent' | 'identifiedBy' | 'registry'>,
  site: Pick<Site, 'ranges'>,
): Team | undefined {
  return identifiedBy === undefined && registry === undefined ? ownerOf(parent ?? code, site) : undefined;
}

/** Whether a code has the form of which ranges speak: numbers where there are ranges of numbers, names where there are prefixes. */
export function isRanged(code: string, { ranges = [] }: Pick<Site, 'ranges'>): boolean {
  const isNumber = numberOfCode(code) !== undefined;
  return ranges.some((range) => isNumberRange(range) === isNumber);
}

/** Something that contradicts itself in ranges; its path begins with the index of one. */
interface RangeFlaw {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What contradicts itself in ranges: ends in the wrong order, and codes of two teams. */
export function findRangeFlaws(ranges: readonly CodeRange[]): readonly RangeFlaw[] {
  return ranges.flatMap((range, index) => {
    if (isNumberRange(range) && range.from > range.to)
      return [{ path: [index, 'to'], message: `${range.to} comes before ${range.from}; exchange the two` }];
    const rival = ranges.slice(0, index).find((other) => other.team !== range.team && isShared(range, other));
    if (rival === undefined) return [];
    const said = isNumberRange(range) ? 'overlap' : 'have the same codes';
    const message = `${describeRange(rival)} of ${rival.team} and ${describeRange(range)} of ${range.team} ${said}; leave each code to one team`;
    return [{ path: [index], message }];
  });
}

/** Whether two ranges want one code. A prefix inside a shorter one doesn't: the longer takes its codes out of the shorter. */
function isShared(one: CodeRange, other: CodeRange): boolean {
  if (isNumberRange(one)) return isNumberRange(other) && one.from <= other.to && other.from <= one.to;
  return !isNumberRange(other) && one.prefix.toLowerCase() === other.prefix.toLowerCase();
}
