import { isSame } from '../../core/differences.ts';
import { tellValue, type EntryRule } from '../rule.ts';
import { messagesOf, placeholdersOf } from '../parts.ts';

/** A message in other words, or stated for the first or the last time. */
export const messageReworded: EntryRule = {
  name: 'message-reworded',
  severity: 'noteworthy',
  why: 'Responses carry it, and some clients match its words where they should not.',
  find: ({ before, after }) => {
    const [old, now] = [messagesOf(before), messagesOf(after)];
    if (isSame(old, now)) return [];
    const [names, next] = [placeholdersOf(before), placeholdersOf(after)];
    const isOtherwiseTold = names !== undefined && next !== undefined && !isSame([...names].sort(), [...next].sort());
    return isOtherwiseTold ? [] : [tellValue(['message'], ...([old, now].map(one) as [unknown, unknown]))];
  },
};

const one = (texts: readonly string[]): unknown => (texts.length > 1 ? texts : texts[0]);
