/** What a record of a log tells: the errors that it names, what looks like a code and is none, or a status alone. */
import { hasCode } from '../core/define.ts';
import { FAMILY_SIZE } from '../core/names.ts';
import type { BodyFields } from './body-fields.ts';
import { findNames } from './exact.ts';
import { collect, type Finding, type Findings } from './findings.ts';
import { buildLookup, type IndexedError, type LookupIndex } from './lookup-index.ts';
import { findMessages } from './messages.ts';
import { isSureFinding, readQuery, SCORES, type Add, type Query } from './query.ts';
import { settle, type Scored } from './settle.ts';
import { readStatuses } from './statuses.ts';
import { readStrangers } from './unknown-code.ts';

/** A name that stands in a record, and where. */
export interface Found {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is the name that several codes share, and no code. */
  readonly isShared?: true;
}

/** What a record tells. */
export interface RecordFindings {
  /** The text without the syntax around it, in which all places are. */
  readonly text: string;
  /** Keys of errors and names that codes share, each once. */
  readonly known: readonly Found[];
  readonly unknown: readonly Found[];
  /** Names that are those of variables, whatever they look like elsewhere. */
  readonly variables: readonly string[];
  /** The HTTP status of a record that names nothing else. */
  readonly status?: Found;
}

/** Reads one record. */
export type RecordReader = (record: string) => RecordFindings;

const MOST_READ_FOR_STATUS = 4000;
const FIRST_ERROR = 400;

/** A reader that knows these errors as the box does; `bodyFields` says where bodies of the site hold codes. */
export function createRecordReader(errors: readonly IndexedError[], bodyFields: BodyFields = {}): RecordReader {
  const index = withShared(buildLookup(errors, undefined, bodyFields));
  return (record) => {
    // A record may be about anything: no name in it is all that was asked for.
    const query = { ...readQuery(record, bodyFields), named: Infinity };
    const { text } = query;
    const known = findKnown(query, index);
    const strangers = readStrangers(query, index);
    const unknown = strangers.unknown.map(({ code, start }) => ({
      name: code,
      start: Math.max(0, start),
      end: Math.max(0, start) + code.length,
    }));
    const status = known.length === 0 && unknown.length === 0 ? findStatus(text) : undefined;
    return {
      text,
      known,
      unknown: onceEach(unknown),
      variables: strangers.variables,
      ...(status === undefined ? {} : { status }),
    };
  };
}

/**
 * The index with one name for all errors that share it: which of them was meant, a record seldom says, and hundreds may
 * have the name.
 */
function withShared(index: LookupIndex): LookupIndex & Shared {
  const shared = new Set<string>();
  const byKey = new Map(index.byKey);
  for (const [key, names] of byKey) {
    const parts = names.filter(({ kind }) => kind === 'part');
    const [first] = parts;
    if (first === undefined || new Set(parts.map(({ error }) => error)).size < FAMILY_SIZE) continue;
    if (parts.some(({ text }) => text !== first.text)) continue;
    shared.add(first.text);
    byKey.set(key, [...names.filter(({ kind }) => kind !== 'part'), { ...first, error: { code: first.text } }]);
  }
  return { ...index, byKey, shared };
}

interface Shared {
  /** The names that many errors have, each in place of an error. */
  readonly shared: ReadonlySet<string>;
}

/** The errors that a text names for sure: by their codes, else by parts of them, else by what it says. */
function findKnown(query: Query, index: LookupIndex & Shared): readonly Found[] {
  const { findings, add } = collect();
  const addSure: Add = (error, score, reason, place) => {
    // The key of an error without a code is a name of this site, which no log knows.
    const isOwnName = !hasCode(error) && isCode({ reason, score });
    if (!isOwnName && isSureFinding(reason.kind, score)) add(error, score, reason, place);
  };
  findNames(query, index, addSure);
  for (const isOfTier of [isCode, isPart]) {
    const found = placesOf(withOnly(findings, isOfTier), query, index);
    if (found.length > 0) return found;
  }
  // What names a code says it better than the words of its message, which others may share.
  findMessages(query, index, addSure);
  return placesOf(withOnly(findings, isProse), query, index);
}

const isPart = ({ reason }: Finding): boolean => reason.kind === 'part';
const isCode = ({ reason, score }: Finding): boolean =>
  reason.kind !== 'part' && reason.kind !== 'message' && (score >= SCORES.spelled - SPREAD || reason.kind === 'former');
const isProse = (finding: Finding): boolean => !isPart(finding) && !isCode(finding);
// Within a kind scores differ by so much.
const SPREAD = 3;

function withOnly(findings: Findings, isWanted: (finding: Finding) => boolean): Findings {
  if (findings.size === 0) return findings;
  return new Map(
    [...findings].flatMap(([error, found]) => {
      const wanted = found.filter(isWanted);
      return wanted.length === 0 ? [] : [[error, wanted] as const];
    }),
  );
}

/** What is named at each place; what several errors share tells none of them. */
function placesOf(findings: Findings, query: Query, index: LookupIndex & Shared): readonly Found[] {
  if (findings.size === 0) return [];
  const places = new Map<number, Scored[]>();
  for (const scored of settle(findings, query, index)) {
    const others = places.get(scored.place);
    if (others === undefined) places.set(scored.place, [scored]);
    else others.push(scored);
  }
  const found = [...places.values()].flatMap(([best, second]) =>
    best === undefined || (second !== undefined && best.score - second.score < LEAST_LEAD)
      ? []
      : toFound(best, query.text, index),
  );
  return onceEach(withoutNested(found).toSorted((one, other) => one.start - other.start));
}

const LEAST_LEAD = 0.01;

function toFound({ hit, place }: Scored, text: string, { shared }: Shared): readonly Found[] {
  const { code: name } = hit;
  if (name === undefined) return [];
  const [{ found = '' }] = hit.reasons;
  // Of a field the code alone is shown.
  const shown = found.replace(/["'`]$/, '').endsWith(name) ? name : found;
  const start = Math.max(0, text.indexOf(shown, text.startsWith(found, place) ? place : text.indexOf(found)));
  return [
    {
      name,
      start,
      end: start + shown.length,
      ...(shared.has(name) && hit.reasons[0].kind === 'part' ? { isShared: true } : {}),
    },
  ];
}

/** A message that is a part of another one is not what was said. */
function withoutNested(list: readonly Found[]): readonly Found[] {
  const isIn = (inner: Found, outer: Found): boolean =>
    outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;
  return list.filter((one) => !list.some((other) => isIn(one, other)));
}

function onceEach(list: readonly Found[]): readonly Found[] {
  return list.filter(({ name }, place) => list.findIndex((other) => other.name === name) === place);
}

function findStatus(text: string): Found | undefined {
  if (!/[45]\d\d|Error|Exception/.test(text)) return undefined;
  const mentioned = readStatuses(text.slice(0, MOST_READ_FOR_STATUS)).find(
    ({ status, sure }) => sure && status >= FIRST_ERROR,
  );
  if (mentioned === undefined) return undefined;
  const { status, start, found } = mentioned;
  return { name: String(status), start, end: start + found.length };
}
