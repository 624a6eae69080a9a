/** Codes that two branches took since they parted: git merges the files that hold them without a word. */
import { relative, resolve } from 'node:path';
import type { Finding } from '../check/finding.ts';
import { readSourceFiles } from '../check/source-files.ts';
import { command } from '../content/command.ts';
import { openRepository, type Repository } from '../content/git.ts';
import type { Content } from '../content/load.ts';
import { loadReservations, RESERVATIONS } from '../content/reservations.ts';
import { readRevision } from '../content/revision.ts';
import { findCollisions, listClaims, type Claim } from '../core/claims.ts';
import { Mistake } from '../core/mistake.ts';
import { numberOfCode, ownerOfError } from '../core/ranges.ts';
import type { PlacedReservation } from '../core/reservations.ts';
import { toEntryJson } from '../schema/registry.ts';
import { createLocator, type Place } from './locate.ts';

/**
 * The codes that this folder and a revision of it both took since their merge base, in different ways. Throws a
 * {@link Mistake} where the revision or the base can't be found or read.
 */
export async function findTakenTwice(
  content: Content,
  reservations: readonly PlacedReservation[],
  against: string,
): Promise<readonly Finding[]> {
  const { dir } = content;
  const repository = openRepository(dir);
  const revision = findRevision(repository, against);
  const base = findMergeBase(repository, revision);
  const there = await readSide(repository, revision, dir);
  if (there === undefined) return [];
  const old = await readSide(repository, base, dir);
  const collisions = findCollisions(
    { base: old?.claims ?? [], here: listClaims(content.registry, reservations), there: there.claims },
    (error) => JSON.stringify([error.category, toEntryJson(error)]),
  );
  if (collisions.length === 0) return [];
  const locateHere = createLocator(await readSourceFiles(dir));
  const locateThere = createLocator(await readSourceFiles(there.dir));
  const branch = repository.ask(['symbolic-ref', '--quiet', '--short', 'HEAD'])?.toString().trim() ?? 'HEAD';
  return collisions.map(({ here, there: rival }) => {
    const [own, other] = [placeOf(here, locateHere), placeOf(rival, locateThere)];
    const told = [
      `${branch} ${describe(here, repository, own, undefined)}`,
      `${against} ${describe(rival, repository, other, revision)}`,
    ];
    const name = here.name === rival.name ? here.name : `${here.name} (there ${rival.name})`;
    return {
      ...own,
      message: `${name} is taken twice since ${branch} and ${against} parted: ${told.join(', and ')}; ${advise(here, content)}.`,
    };
  });
}

/** A revision by its name, which in a clone may be a branch of its origin only. */
function findRevision(repository: Repository, name: string): string {
  const names = name.startsWith('-') || name.trim() === '' ? [] : [name, `origin/${name}`];
  const found = names.find((each) =>
    askLine(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${each}^{commit}`]),
  );
  if (found !== undefined) return found;
  const isCut = isShallow(repository);
  throw new Mistake(
    isCut
      ? `This clone is shallow and has no ${name}; fetch the whole history (fetch-depth: 0, or \`git fetch --unshallow\`), and that branch.`
      : `${JSON.stringify(name)} is no revision of this repository; write a branch, a tag or a commit behind --against.`,
  );
}

function findMergeBase(repository: Repository, revision: string): string {
  const base = askLine(repository, ['merge-base', 'HEAD', revision]);
  if (base !== undefined) return base;
  throw new Mistake(
    isShallow(repository)
      ? `This clone is shallow, so nobody knows where HEAD and ${revision} parted; fetch the whole history (fetch-depth: 0, or \`git fetch --unshallow\`).`
      : `HEAD and ${revision} have no commit in common; name a revision from which this branch comes.`,
  );
}

const isShallow = (repository: Repository): boolean =>
  askLine(repository, ['rev-parse', '--is-shallow-repository']) === 'true';

function askLine({ ask }: Repository, args: readonly string[]): string | undefined {
  const [line = ''] = (ask(args)?.toString() ?? '').split('\n');
  return line === '' ? undefined : line;
}

interface Side {
  readonly dir: string;
  readonly claims: readonly Claim[];
}

/** What is taken at a revision; `undefined` where the folder was not there yet. */
async function readSide(repository: Repository, revision: string, dir: string): Promise<Side | undefined> {
  const path = repository.path === '' ? [] : ['--', `${repository.path}/`];
  if (askLine(repository, ['ls-tree', '--full-tree', '--name-only', revision, ...path]) === undefined) return undefined;
  const content = await readRevision(revision, dir);
  const { reservations } = await loadReservations(content.dir);
  return { dir: content.dir, claims: listClaims(content.registry, reservations) };
}

type Locate = ReturnType<typeof createLocator>;

const placeOf = ({ code, field, reservation }: Claim, locate: Locate): Place =>
  reservation === undefined ? locate({ code, field, message: '' }) : { file: RESERVATIONS, line: reservation.line };

/** What one side did, with file, line and commit. */
function describe(claim: Claim, repository: Repository, { file, line }: Place, revision: string | undefined): string {
  const path = [repository.path, file].filter(Boolean).join('/');
  const commit = findCommit(repository, path, line, revision);
  const shown = revision === undefined ? relative(process.cwd(), resolve(repository.root, path)) : path;
  return `${verb(claim)} (${shown}${line === undefined ? '' : `:${line}`}, ${commit})`;
}

function verb({ kind, code, reservation }: Claim): string {
  switch (kind) {
    case 'code':
      return 'added it';
    case 'former':
      return `made it a former code of ${code}`;
    case 'alias':
      return `made it another name of ${code}`;
    case 'reservation':
      return `reserved it for ${reservation?.team ?? ''}, "${reservation?.what ?? ''}"`;
  }
}

/** The commit from which a line comes; where no line is known, the last one of its file. */
function findCommit(
  { ask, root }: Repository,
  path: string,
  line: number | undefined,
  revision: string | undefined,
): string {
  const tell = (...args: readonly string[]): string => ask(['-C', root, ...args, '--', path])?.toString() ?? '';
  const at = revision === undefined ? [] : [revision];
  const told =
    line === undefined
      ? tell('log', '-1', '--format=%H', revision ?? 'HEAD')
      : tell('blame', '--porcelain', '-L', `${line},${line}`, ...at);
  const [id = ''] = told.split(/\s/);
  return id === '' || /^0+$/.test(id) ? 'not committed' : `commit ${id.slice(0, 9)}`;
}

function advise({ kind, error, reservation, name }: Claim, { site }: Content): string {
  const team = reservation?.team ?? (error === undefined ? undefined : ownerOfError(error, site)?.team);
  const isNumber = numberOfCode(name) !== undefined && (kind === 'code' || kind === 'reservation');
  const verbs = kind === 'reservation' ? 'reserve' : 'new';
  return team !== undefined && isNumber && site.ranges !== undefined
    ? `\`${command(`${verbs} --team ${team}`)}\` finds a free one for this branch`
    : 'one of the two needs another code';
}
