/**
 * The code index as files. A small registry is one file. A large one is cut into parts of neighbouring names, by how they
 * start and by how they end, so that one lookup needs few of them: a single edit leaves one half of a name as it was.
 */
import type { Status } from '../core/http.ts';
import type { BodyFields } from './body-fields.ts';
import type { IndexedError } from './lookup-index.ts';

/**
 * An error as a row: code, title, status or statuses, aliases, former codes, message, what tells it where that is no
 * code, and its parent; what is empty at the end is left out.
 */
export type Row = readonly [
  code: string,
  title?: string,
  status?: Status | readonly Status[],
  aliases?: readonly string[],
  former?: readonly string[],
  message?: string,
  identifiedBy?: string,
  parent?: string,
];

/** One part of the index. */
export type CodePart = readonly Row[];

/** The ways of ordering the names of a large registry; part `starts0` is the first of its order. */
export type Order = 'starts' | 'ends' | 'messages';

/** The file that is always loaded: all errors, or where to find them. */
export interface CodeHead {
  readonly rows: CodePart;
  /** How many errors each status has. */
  readonly statuses: readonly (readonly [status: number, count: number])[];
  /** Where bodies hold what a paste tells. */
  readonly fields: BodyFields;
  /** The key from which on each part of an order holds the names. */
  readonly parts?: Readonly<Record<Order, readonly string[]>>;
}

/** The name of the file that is always loaded. */
export const HEAD = 'index';

/** The name of the file that names all codes with their titles, for whoever reads a whole log. */
export const ALL_CODES = 'codes';

/** The errors of a part. */
export function readPart(part: CodePart): readonly IndexedError[] {
  return part.map(([code, title, status, aliases, formerly, message, identifiedBy, parent]) => ({
    code,
    ...(title ? { title } : {}),
    ...readStatus(status),
    ...(aliases?.length ? { aliases } : {}),
    ...(formerly?.length ? { formerly } : {}),
    ...(message ? { message } : {}),
    ...(identifiedBy ? { identifiedBy } : {}),
    ...(parent ? { parent } : {}),
  }));
}

function readStatus(status: Row[2]): Pick<IndexedError, 'status' | 'variants'> {
  if (!status) return {};
  return typeof status === 'object' ? { variants: status.map((own) => ({ status: own })) } : { status };
}
