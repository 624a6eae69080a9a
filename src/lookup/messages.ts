/** Messages of the registry in a text, whatever their values. */
import { statusOfPhrase } from '../core/http.ts';
import { FAMILY_SIZE } from '../core/names.ts';
import { standsOut } from './exact.ts';
import { messageFields } from './fields.ts';
import type { IndexedMessage, LookupIndex } from './lookup-index.ts';
import { SCORES, type Add, type Query } from './query.ts';
import { squash, wordsOnly } from './words.ts';

const NONE: readonly IndexedMessage[] = [];
const MOST_STATED = 6;
const MOST_CANDIDATES = 500;

/** Finds messages in what fields state and in the whole text: those of which the text holds all stems, then all texts in order. */
export function findMessages({ text, stems, fields }: Query, { messages, bodyFields }: LookupIndex, add: Add): void {
  if (messages.size === 0) return;
  const asked = new Set(stems);
  const candidates = stems
    .flatMap((own) => (messages.get(own) ?? NONE).filter((message) => message.stems.every((other) => asked.has(other))))
    .slice(0, MOST_CANDIDATES);
  if (candidates.length === 0) return;
  const stated = messageFields(fields, bodyFields);
  const parts = [...new Set([...stated.slice(0, MOST_STATED), text])].map((part) => ({
    part,
    haystack: ` ${wordsOnly(part)} `,
    place: Math.max(0, text.indexOf(part)),
  }));
  const sharing = countEach(candidates.map(textOf));
  for (const message of candidates) {
    // A message of many errors tells none of them.
    const isShared = (sharing.get(textOf(message)) ?? 0) >= FAMILY_SIZE;
    for (const { part, haystack, place } of parts) {
      const match = matchIn(message, haystack);
      if (match === undefined) continue;
      const [start, end] = spanIn(message, part);
      const score = isShared
        ? SCORES.faint
        : match.isWhole && !isPhrase(message)
          ? SCORES.wholeMessage
          : isCasual(message, part, start, end)
            ? SCORES.casual
            : SCORES.message;
      // Of two messages in a text, the first says what happened, and of two in one place the longer one.
      const nuance =
        score < SCORES.message
          ? 0
          : 2 + Math.min(textOf(message).length, 120) / 60 - Math.min(place + start, 500) / 250;
      add(message.error, score + nuance, { kind: 'message', found: part.slice(start, end) }, place + start);
      break;
    }
  }
}

/** Whether a message may be a part of any sentence: one of two words, or what HTTP calls a status. */
function isCasual(message: IndexedMessage, text: string, start: number, end: number): boolean {
  const isShort = textOf(message).trim().split(' ').length < 3;
  return isPhrase(message) || (isShort && !standsOut(text, start, end, text.slice(start, end)));
}

/** Whether a message is what HTTP calls a status. */
function isPhrase({ literals }: IndexedMessage): boolean {
  return literals.length === 1 && statusOfPhrase(squash(literals[0] ?? '')) !== undefined;
}

const textOf = ({ literals }: IndexedMessage): string => literals.join('');

function countEach(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Whether a message occurs in words alone, and whether there is nothing else. */
function matchIn(
  { literals, opens, closes }: IndexedMessage,
  haystack: string,
): { readonly isWhole: boolean } | undefined {
  let position = 0;
  let first = -1;
  for (const literal of literals) {
    const found = haystack.indexOf(literal, position);
    if (found < 0) return undefined;
    if (first < 0) first = found;
    // The space behind one text may be the one before the next.
    position = found + literal.length - (literal.endsWith(' ') ? 1 : 0);
  }
  const isFramed = (!opens || first === 0) && (!closes || position >= haystack.length - 1);
  const isMost = literals.join('').length * 2 > haystack.length;
  return { isWhole: isFramed && (isMost || (opens && closes)) };
}

/** Where about a message stands in a text: from its first literal words on, as long as its literal texts are. */
function spanIn(message: IndexedMessage, text: string): readonly [number, number] {
  const lower = text.toLowerCase();
  const words = (message.literals[0] ?? '').trim().split(' ');
  const places = [words.slice(0, 2).join(' '), words[0] ?? ''].map((start) => lower.indexOf(start));
  const start = places.find((place) => place >= 0) ?? 0;
  return [start, Math.min(text.length, start + textOf(message).length)];
}
