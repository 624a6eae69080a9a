/** The code that `new` and `reserve` are asked for: found, completed, or refused in one sentence. */
import { loadReservations } from '../content/reservations.ts';
import type { Content } from '../content/load.ts';
import { describeStranger, listClaims, nextFree, type Claim } from '../core/claims.ts';
import type { Registry } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import { codeKey, describeRange, isNumberRange, isRanged, numberOfCode, ownerOf, rangesOf } from '../core/ranges.ts';
import type { Site } from '../core/site.ts';

/** What is asked for: a code, a team, or both. */
export interface Wish {
  readonly code: string | undefined;
  readonly team: string | undefined;
}

/** A code with who has it by now. */
export interface Allocation {
  readonly code: string;
  /** Whoever the code is for: the team that is named, or the owner of its range. */
  readonly team: string | undefined;
  /** What took the code before, if anything did. */
  readonly claim: Claim | undefined;
  /** The text of the file of reservations. */
  readonly reserved: string;
}

/** Finds the code of a wish. Throws a {@link Mistake} where the team can't have it, or there is none. */
export async function allocate({ code: wanted, team }: Wish, { dir, registry, site }: Content): Promise<Allocation> {
  const { text: reserved, reservations } = await loadReservations(dir);
  const claims = listClaims(registry, reservations);
  const code = wanted === undefined ? findFree(team, site, claims) : complete(wanted, team, site);
  const ranged = parentIn(code, registry) ?? code;
  const stranger = team === undefined ? describeNobody(ranged, site) : describeStranger(ranged, team, site);
  if (stranger !== undefined) throw new Mistake(`${stranger}.`);
  return {
    code,
    team: team ?? ownerOf(ranged, site)?.team,
    claim: claims.find(({ name }) => codeKey(name) === codeKey(code)),
    reserved,
  };
}

/** The code below which a subcode stands. */
const parentIn = (code: string, { errors }: Registry): string | undefined =>
  errors.find((error) => error.parent === undefined && code.startsWith(`${error.code}/`))?.code;

function describeNobody(code: string, site: Site): string | undefined {
  if (!isRanged(code, site) || ownerOf(code, site) !== undefined) return undefined;
  return `${code} is in nobody's range; name a code of a team, or state in \`ranges\` of the site who has it`;
}

function findFree(team: string | undefined, site: Site, claims: readonly Claim[]): string {
  if (team === undefined) throw new Mistake('A code or a team is missing; name one of the two.');
  if (site.ranges === undefined)
    throw new Mistake(`The site states no ranges, so no number is known to be one of ${team}; name a code.`);
  const ranges = rangesOf(site, team);
  if (ranges.length === 0) throw new Mistake(`${describeStranger('', team, site) ?? ''}.`);
  const numbers = ranges.filter(isNumberRange).map(describeRange).join(', ');
  if (numbers === '')
    throw new Mistake(`${team} has names and no numbers: ${ranges.map(describeRange).join(', ')}; name a code.`);
  const free = nextFree(team, site, claims);
  if (free === undefined)
    throw new Mistake(
      `No number of ${team} is free (${numbers}); give the team another range in \`ranges\` of the site.`,
    );
  return String(free);
}

/** A name with the prefix of its team, where it lacks it. */
function complete(code: string, team: string | undefined, site: Site): string {
  if (team === undefined || numberOfCode(code) !== undefined || ownerOf(code, site)?.team === team) return code;
  const prefixes = rangesOf(site, team).flatMap((range) => (isNumberRange(range) ? [] : [range.prefix]));
  const [prefix, ...others] = new Set(prefixes);
  if (others.length > 0)
    throw new Mistake(`${team} has several prefixes, ${prefixes.join(', ')}; write the code with one of them.`);
  return (prefix ?? '') + code;
}
