/** Which parts of a large code index a text needs. */
import type { BodyFields } from './body-fields.ts';
import type { CodeHead } from './code-index.ts';
import { identifierKeys, typedKeys } from './fuzzy.ts';
import { findKey } from './lookup-index.ts';
import { opensName, readQuery, type Query } from './query.ts';
import { contentStems, squash } from './words.ts';

const MOST_PARTS = 4;
const MESSAGE_KEY_LENGTH = 40;

/** The names of the parts that may hold what a text means, likeliest first. */
export function neededParts(
  input: string,
  parts: NonNullable<CodeHead['parts']>,
  bodyFields: BodyFields,
): readonly string[] {
  const query = readQuery(input, bodyFields);
  const whole = typedKeys(query).filter((key) => key.length > 0);
  const names = [...identifierKeys(query), ...whole].flatMap((key) => [
    ...near(parts.starts, key).map((place) => `starts${place}`),
    ...(key.length < 6 ? [] : near(parts.ends, reverse(key)).map((place) => `ends${place}`)),
  ]);
  const messages = messageKeys(query).map((key) => `messages${placeOf(parts.messages, key)}`);
  const runs = runKeys(query).map((key) => `starts${placeOf(parts.starts, key)}`);
  // The first identifier, then the message, then whatever else there is room for.
  const order = [...names.slice(0, 2), ...messages.slice(0, 1), ...names, ...runs, ...messages];
  return [...new Set(order)].slice(0, MOST_PARTS);
}

function placeOf(parts: readonly string[], key: string): number {
  const place = findKey(
    parts.map((part) => ({ key: part })),
    `${key}\u0000`,
  );
  return Math.max(0, place - 1);
}

/** The parts with the names that share the first half of a key, as far as they are its neighbours. */
function near(parts: readonly string[], key: string): readonly number[] {
  const half = key.slice(0, Math.ceil(key.length / 2) - 1);
  const place = placeOf(parts, key);
  const [first, last] = [placeOf(parts, half), placeOf(parts, `${half}\uffff`)];
  return [place, place + 1, place - 1].filter((other) => other >= first && other <= last).slice(0, 2);
}

function messageKeys({ text, words, messages }: Query): readonly string[] {
  const texts = [...messages, ...(words.length > 3 ? [text] : [])];
  return texts.map(messageKey).filter((key) => key.length > 0);
}

/** The rest of the text from each telling word on, as a key. */
function runKeys({ text, words }: Query): readonly string[] {
  return words
    .slice(0, 40)
    .filter((word, place) => opensName(words, place) && contentStems([word]).length > 0)
    .map(({ start }) => squash(text.slice(start, start + 80)));
}

/** A message as a key of the order `messages`. */
export function messageKey(message: string): string {
  return squash(message.slice(0, 200)).slice(0, MESSAGE_KEY_LENGTH);
}

/** A key as a key of the order `ends`. */
export function reverse(text: string): string {
  return Array.from(text).reverse().join('');
}
