/** Which parts of a large code index a text needs. */
import type { BodyFields } from './body-fields.ts';
import type { Parts } from './code-index.ts';
import { messageFields } from './fields.ts';
import { identifierKeys, typedKeys } from './fuzzy.ts';
import { linkKey, readLinks, readRoutes, routeKeys } from './links.ts';
import { findPart } from './lookup-index.ts';
import { opensName, readQuery, type Query } from './query.ts';
import { contentStems, splitWords, squash } from './words.ts';

const MOST_NAMES = 6;
const MOST_MESSAGES = 4;
const MOST_PARTS = 8;
const MESSAGE_START = 30;
const SHORTEST_PROSE = 8;

/** The names of the parts that may hold what a text means, likeliest first. */
export function neededParts(input: string, parts: Parts, bodyFields: BodyFields): readonly string[] {
  const query = readQuery(input, bodyFields);
  const whole = typedKeys(query).filter((key) => key.length > 0);
  const near = [...identifierKeys(query), ...whole].map((key) => [
    ...neighbours(parts.starts, key).map((place) => `starts${place}`),
    ...(key.length < 6 ? [] : neighbours(parts.ends, reverse(key)).map((place) => `ends${place}`)),
  ]);
  const links = linkKeys(query).map((key) => `starts${findPart(parts.starts, key)}`);
  const stated = messageFields(query.fields, bodyFields);
  const messages = [
    ...new Set(
      messageStems(query, stated, parts.stems).flatMap((stem) =>
        messageStarts(query, stated).map((start) => `messages${findPart(parts.messages, messageKey(stem, start))}`),
      ),
    ),
  ];
  const runs = runKeys(query).map((key) => `starts${findPart(parts.starts, key)}`);
  // Where each identifier stands, then the message, then whatever else there is room for.
  const first = near.flatMap((own) => own.slice(0, 1));
  // A sentence may be a message, and holds few names.
  const isProse = query.words.length > SHORTEST_PROSE;
  const order = [
    ...links.slice(0, 2),
    ...first.slice(0, MOST_NAMES - 2),
    ...messages.slice(0, isProse ? MOST_PARTS : MOST_MESSAGES),
    ...near.flat(),
    ...messages,
    ...runs,
  ];
  return [...new Set(order)].slice(0, MOST_PARTS);
}

/** The parts with the names that share the first half of a key, as far as they are its neighbours. */
function neighbours(parts: readonly string[], key: string): readonly number[] {
  const half = key.slice(0, Math.ceil(key.length / 2) - 1);
  const place = findPart(parts, key);
  const [first, last] = [findPart(parts, half), findPart(parts, `${half}\uffff`)];
  return [place, place + 1, place - 1].filter((other) => other >= first && other <= last).slice(0, 2);
}

/** The stems of the text under which messages are filed: those of stated messages first, then the longest. */
function messageStems({ text }: Query, messages: readonly string[], filed: ReadonlySet<string>): readonly string[] {
  const stemsOf = (part: string): readonly string[] =>
    contentStems(splitWords(part))
      .filter((stem) => filed.has(stem))
      .toSorted((one, other) => other.length - one.length);
  return [...new Set([...stemsOf(messages.slice(0, 3).join('\n')), ...stemsOf(text)])];
}

/** The texts that may be a message from their start on: what fields state, the whole text, and what a label stands before. */
function messageStarts({ text }: Query, messages: readonly string[]): readonly string[] {
  const [line = ''] = text.split('\n', 1);
  return [...messages.slice(0, 2), text, line.slice(line.lastIndexOf(': ') + 1)];
}

/** A message as a key of the order `messages`, under one of its stems: where many share the stem, how it starts tells. */
export function messageKey(stem: string, message: string): string {
  return `${stem}|${squash(message.slice(0, 80).replace(/\{.*/s, '')).slice(0, MESSAGE_START)}`;
}

function linkKeys({ text }: Query): readonly string[] {
  const links = readLinks(text).flatMap((url) => linkKey(url) ?? []);
  return [...links, ...readRoutes(text).flatMap(routeKeys)];
}

/** The rest of the text from each telling word on, as a key. */
function runKeys({ text, words }: Query): readonly string[] {
  return words
    .slice(0, 40)
    .filter((word, place) => opensName(words, place) && contentStems([word]).length > 0)
    .map(({ start }) => squash(text.slice(start, start + 80)));
}

/** A key as a key of the order `ends`. */
export function reverse(text: string): string {
  return Array.from(text).reverse().join('');
}
