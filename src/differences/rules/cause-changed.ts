import type { EntryRule, Found } from '../rule.ts';

/** A reason for the error that is new or gone; the same one in other words is neither. */
export const causeChanged: EntryRule = {
  name: 'cause-changed',
  severity: 'noteworthy',
  why: 'The error tells of something else than before, which whoever handles it should look at.',
  find: ({ before, after }) => {
    const [old, now] = [textsOf(before.causes), textsOf(after.causes)];
    const same = new Set(old.filter((text) => now.includes(text)));
    const [left, fresh] = [old, now].map((texts) => texts.filter((text) => !same.has(text))) as [string[], string[]];
    const reworded = pairAlike(left, fresh);
    const told = (texts: readonly string[], about: string): readonly Found[] =>
      texts.map((text) => ({
        field: now.includes(text) ? ['causes', now.indexOf(text)] : ['causes'],
        about: `a cause is ${about}: ${shorten(text)}`,
      }));
    return [
      ...told(
        fresh.filter((text) => !reworded.has(text)),
        'new',
      ),
      ...told(
        left.filter((text) => !new Set(reworded.values()).has(text)),
        'gone',
      ),
    ];
  },
};

const textsOf = (causes: readonly { readonly cause: string }[] = []): readonly string[] =>
  causes.map(({ cause }) => cause);

/** Texts with the former ones that they are in other words: those that share most of their words, each once. */
function pairAlike(left: readonly string[], fresh: readonly string[]): ReadonlyMap<string, string> {
  const pairs = fresh
    .flatMap((text) => left.map((old) => ({ text, old, share: likeness(text, old) })))
    .filter(({ share }) => share >= ALIKE)
    .sort((one, other) => other.share - one.share);
  const taken = new Set<string>();
  const found = new Map<string, string>();
  for (const { text, old } of pairs) {
    if (found.has(text) || taken.has(old)) continue;
    found.set(text, old);
    taken.add(old);
  }
  return found;
}

const ALIKE = 0.4;

/** The part of their words that two texts share. */
function likeness(one: string, other: string): number {
  const [words, others] = [one, other].map((text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))) as [
    Set<string>,
    Set<string>,
  ];
  const shared = [...words].filter((word) => others.has(word)).length;
  const all = words.size + others.size - shared;
  return all === 0 ? 0 : shared / all;
}

const LONGEST = 80;

const shorten = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text;
