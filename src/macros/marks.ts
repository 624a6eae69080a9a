import { hasCode, type RegisteredError } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import { isNoWord } from '../core/names.ts';

/** What the text of a ticket holds if it is about an error. */
export interface Marks {
  /** All of these. */
  readonly all: readonly string[];
  /** None of these: longer codes of which one of {@link Marks.all} is a part. */
  readonly none: readonly string[];
}

const SHORTEST = 5;

/** What tells tickets by their text, for each error; `undefined` where ordinary text may hold it, or two errors share it. */
export function marksOf(errors: readonly RegisteredError[]): readonly (Marks | undefined)[] {
  const parts = errors.map((error) => (hasCode(error) ? partsOf(error) : []));
  const counts = Map.groupBy(parts, keyOf);
  const holdersOf = indexHolders(parts.flat());
  return parts.map((all) => {
    if (!isTelling(all) || counts.get(keyOf(all))?.length !== 1) return undefined;
    const own = new Set(all.map((part) => part.toLowerCase()));
    const longer = all.flatMap(holdersOf).filter((other) => !own.has(other.toLowerCase()));
    return { all, none: [...new Map(longer.map((other) => [other.toLowerCase(), other])).values()] };
  });
}

/** Finds the texts of which another is a part, whatever their case; that one has at least {@link SHORTEST} characters. */
function indexHolders(texts: readonly string[]): (part: string) => readonly string[] {
  const known = new Map(texts.map((text) => [text.toLowerCase(), text]));
  const holders = new Map<string, Set<string>>();
  for (const text of known.keys())
    for (let start = 0; start + SHORTEST <= text.length; start++) {
      const piece = text.slice(start, start + SHORTEST);
      holders.set(piece, (holders.get(piece) ?? new Set()).add(text));
    }
  return (part) => {
    const lower = part.toLowerCase();
    const near = [...(holders.get(lower.slice(0, SHORTEST)) ?? [])];
    return near.filter((text) => text.includes(lower)).map((text) => known.get(text) ?? text);
  };
}

const keyOf = (parts: readonly string[]): string => parts.join('\n').toLowerCase();

function partsOf(error: RegisteredError): readonly string[] {
  const { code, subcode } = codePartsOf(error);
  return subcode === undefined ? [code] : [code, subcode];
}

/** Whether a text that holds these parts is about their error: one at least is no word and no number. */
function isTelling(parts: readonly string[]): boolean {
  return (
    parts.some(isNoWord) && parts.every((part) => part.length >= SHORTEST && /\p{L}/u.test(part) && isOneToken(part))
  );
}

const isOneToken = (part: string): boolean => !/[\s{}]/.test(part);
