import { isRegisteredStatus, statusLine } from '../core/http.ts';
import type { Answer, Hit, UnknownCode } from './answer.ts';
import { findLinks, findNames, findStatuses, findTogether, findTurned, type StatedStatus } from './exact.ts';
import { collect, type Findings } from './findings.ts';
import { findMisspelled, findMisspelledCode, findMisspelledIdentifiers, findPhrases, findStarts } from './fuzzy.ts';
import { statusHit } from './hits.ts';
import type { LookupIndex } from './lookup-index.ts';
import { findMessages } from './messages.ts';
import { readQuery, SCORES, type Query } from './query.ts';
import { settle, type Scored } from './settle.ts';
import { countErrors, succeedsLater } from './story.ts';
import { statedUnknown, SURELY_STATED, TYPED } from './unknown-code.ts';
import { squash } from './words.ts';

const MOST_HITS = 8;
const MOST_NEAR = 3;
const NEARLY_SHARED = 0.45;

/** The pages that a pasted or typed text means, best first; none where nothing is certain. */
export function lookup(input: string, index: LookupIndex): readonly Hit[] {
  return answer(input, index).hits;
}

/** What a pasted or typed text means, and how surely: what it states outranks what it resembles. */
export function answer(input: string, index: LookupIndex): Answer {
  const query = readQuery(input, index.bodyFields);
  const { findings, add, best } = collect();
  findNames(query, index, add);
  findTurned(query, index, add);
  findMessages(query, index, add);
  findLinks(query, index, add);
  const statuses = findStatuses(query, index, add);
  findTogether(findings, add);
  const unknown = statedUnknown(query, index, messagesIn(findings));
  if (unknown !== undefined && unknown.score >= SURELY_STATED && unknown.score > best())
    return sayUnknown(unknown.code, statuses[0]?.status ?? statusOf(findings), index);
  if (best() < SCORES.words - 5) findMisspelledIdentifiers(query, index, add);
  if (best() < SCORES.alias - 5) {
    findStarts(query, index, add);
    // Of a part of the registry nobody can say how rare a word is.
    if (index.isWhole) findPhrases(query, index, add);
  }
  if (best() < SCORES.misspelled) findMisspelled(query, index, add);
  if (unknown !== undefined && unknown.score > best()) return sayUnknown(unknown.code, undefined, index);
  const scored = [...settle(findings, query, index), ...statuses.map(scoreStatus)]
    // Below it a word of the text is a name by chance.
    .filter(({ score }) => score >= TYPED)
    .sort((one, other) => other.score - one.score);
  return {
    hits: scored.slice(0, MOST_HITS).map(({ hit }) => hit),
    near: [],
    errors: scored.length === 0 ? 0 : countErrors(findings, query),
    succeeded: succeedsLater(query.text),
  };
}

/** The messages that were found, whose words are no codes. */
function messagesIn(findings: Findings): readonly string[] {
  const found = [...findings].filter(([, own]) => own.some(({ reason }) => reason.kind === 'message'));
  return found.flatMap(([{ message, variants = [] }]) =>
    [{ message }, ...variants].flatMap((form) => form.message ?? []),
  );
}

function scoreStatus({ status, count, score, found }: StatedStatus): Scored {
  return { score, hit: statusHit(status, count, found), place: -1 };
}

/** The status by which errors were found. */
function statusOf(findings: Findings): number | undefined {
  const reasons = [...findings.values()].flat().map(({ reason }) => reason);
  const found = reasons.find(({ kind }) => kind === 'status')?.text;
  return found === undefined ? undefined : Number(found);
}

/** That a code is unknown, with what its status means and the codes near it. */
function sayUnknown(code: string, status: number | undefined, index: LookupIndex): Answer {
  const unknown: UnknownCode = { code, ...(status === undefined ? {} : { status }) };
  const near = [...nearStatus(status, index), ...nearCodes(code, index)];
  return { unknown, hits: [], near, errors: 1, succeeded: false };
}

function nearStatus(status: number | undefined, { statusCounts }: LookupIndex): readonly Hit[] {
  const count = statusCounts.get(status ?? 0) ?? 0;
  const hasPage = status !== undefined && (count > 0 || isRegisteredStatus(status));
  return hasPage ? [{ ...statusHit(status, count, String(status)), title: statusLine(status) }] : [];
}

/** The codes that resemble an unknown one: misspelled by little, or of the same words for the most part. */
function nearCodes(code: string, index: LookupIndex): readonly Hit[] {
  const { findings, add } = collect();
  const spaced: Query = readQuery(spaceOut(code), index.bodyFields);
  findMisspelledCode(squash(code.replace(/(?:Error|Exception|Fault)$/, '')), index, add);
  findPhrases(spaced, index, add, NEARLY_SHARED);
  return settle(findings, spaced, index)
    .slice(0, MOST_NEAR)
    .map(({ hit }) => hit);
}

/** The words of a code with spaces between them. */
function spaceOut(code: string): string {
  return code.replaceAll(/[_.:/-]+/g, ' ').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
}
