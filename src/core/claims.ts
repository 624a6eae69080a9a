/** Who has which code: an error, one that was renamed, another name, or a reservation. */
import type { RegisteredError, Registry } from './define.ts';
import { codeKey, describeRange, isNumberRange, numberOfCode, ownerOf, rangesOf, isRanged, teamsOf } from './ranges.ts';
import { findDisorder, formatReservation, type PlacedReservation, type ReservationFlaw } from './reservations.ts';
import type { Site } from './site.ts';

/** The ways in which a code is taken. */
export type ClaimKind = 'code' | 'former' | 'alias' | 'reservation';

/** A code that is taken. */
export interface Claim {
  readonly kind: ClaimKind;
  /** The code that is taken. */
  readonly name: string;
  /** The error that has it, or the code itself of a reservation. */
  readonly code: string;
  /** The way to it in the entry. */
  readonly field: readonly (string | number)[];
  readonly error?: RegisteredError;
  readonly reservation?: PlacedReservation;
}

/** All that is taken; of one code its error comes first. */
export function listClaims({ errors }: Registry, reservations: readonly PlacedReservation[]): readonly Claim[] {
  const named = (kind: 'former' | 'alias', field: 'formerly' | 'aliases'): readonly Claim[] =>
    errors.flatMap((error) =>
      (error[field] ?? []).map((name, index) => ({ kind, name, code: error.code, field: [field, index], error })),
    );
  return [
    ...errors.map((error): Claim => ({ kind: 'code', name: error.code, code: error.code, field: [], error })),
    ...named('former', 'formerly'),
    ...named('alias', 'aliases'),
    ...reservations.map((reservation): Claim => ({
      kind: 'reservation',
      name: reservation.code,
      code: reservation.code,
      field: [],
      reservation,
    })),
  ];
}

/** What took a code, as the end of a sentence that begins with the code. */
export function describeClaim({ kind, code, reservation }: Claim): string {
  switch (kind) {
    case 'code':
      return 'is a code of this registry already';
    case 'former':
      return `was the code of ${code} once`;
    case 'alias':
      return `leads to ${code} as another name`;
    case 'reservation':
      return `is reserved by ${reservation?.team ?? ''} for "${reservation?.what ?? ''}" since ${reservation?.date ?? ''}`;
  }
}

/** The lowest number in the first range of a team that has a free one; `undefined` where they are full, or it has none. */
export function nextFree(team: string, site: Pick<Site, 'ranges'>, claims: readonly Claim[]): number | undefined {
  const taken = new Set(claims.map(({ name }) => numberOfCode(name)));
  for (const range of rangesOf(site, team).filter(isNumberRange))
    for (let number = range.from; number <= range.to; number += 1) if (!taken.has(number)) return number;
  return undefined;
}

/** A code that two sides took since they parted. */
export interface Collision {
  readonly here: Claim;
  readonly there: Claim;
}

/** The codes that two sides took since `base`, each in another way. `textOf` is all that an entry says. */
export function findCollisions(
  sides: { readonly base: readonly Claim[]; readonly here: readonly Claim[]; readonly there: readonly Claim[] },
  textOf: (error: RegisteredError) => string,
): readonly Collision[] {
  const old = new Set(sides.base.map(identify));
  const [here, there] = [sides.here, sides.there].map((claims) => new Set(claims.map(describe)));
  const added = (claims: readonly Claim[], other: ReadonlySet<string> | undefined): ReadonlyMap<string, Claim> => {
    const own = claims.filter((claim) => !old.has(identify(claim)) && !other?.has(describe(claim)));
    // The first of a code is the error itself, if there is one.
    return new Map(own.map((claim) => [codeKey(claim.name), claim] as const).toReversed());
  };
  const theirs = added(sides.there, here);
  return [...added(sides.here, there)].toReversed().flatMap(([key, claim]) => {
    const rival = theirs.get(key);
    return rival === undefined ? [] : [{ here: claim, there: rival }];
  });

  /** Equal for two claims that say the same. */
  function describe({ kind, name, code, error, reservation }: Claim): string {
    const said =
      kind === 'code' && error !== undefined
        ? textOf(error)
        : reservation === undefined
          ? code
          : formatReservation(reservation);
    return JSON.stringify([kind, name, said]);
  }
}

const identify = ({ kind, name, code }: Claim): string => JSON.stringify([kind, codeKey(name), code]);

/** What the reservations of a folder come to. */
export interface ReservationReport {
  readonly flaws: readonly ReservationFlaw[];
  /** What can go, and does no harm. */
  readonly done: readonly ReservationFlaw[];
}

/** Holds reservations to each other, to the ranges of the site and to the codes that there are. */
export function checkReservations(
  reservations: readonly PlacedReservation[],
  registry: Registry,
  site: Pick<Site, 'ranges'>,
): ReservationReport {
  const taken = new Map(
    listClaims(registry, [])
      .map((claim) => [codeKey(claim.name), claim] as const)
      .toReversed(),
  );
  const flaws: ReservationFlaw[] = [...findDisorder(reservations)];
  const done: ReservationFlaw[] = [];
  for (const reservation of reservations) {
    const { line, code, team, date } = reservation;
    const claim = taken.get(codeKey(code));
    const stranger = describeStranger(code, team, site);
    if (stranger !== undefined) {
      const said = claim?.kind === 'code' ? `${code} has its entry, and ${team} reserved it: ${stranger}` : stranger;
      flaws.push({ line, message: `${said}.` });
    } else if (claim?.kind === 'code')
      done.push({ line, message: `${code} has its entry, so its reservation of ${date} can go; remove the line.` });
    else if (claim !== undefined)
      flaws.push({ line, message: `${code} ${describeClaim(claim)}, so no error can get it; remove the line.` });
  }
  return { flaws, done };
}

/** Why a team can't have a code, and what to do; `undefined` where it can, or no range speaks of such codes. */
export function describeStranger(code: string, team: string, site: Pick<Site, 'ranges'>): string | undefined {
  if (site.ranges === undefined) return undefined;
  const teams = teamsOf(site);
  if (!teams.includes(team))
    return `${team} has no range; write one of ${teams.join(', ')}, or add it to \`ranges\` of the site`;
  if (!isRanged(code, site)) return undefined;
  const owner = ownerOf(code, site);
  if (owner?.team === team) return undefined;
  const own = rangesOf(site, team).map(describeRange).join(', ');
  return `${code} is in ${owner === undefined ? "nobody's range" : `the range of ${owner.team}`}; ${team} has ${own}`;
}
