import type { RegisteredError, Retry } from '../core/define.ts';
import { listPlaceholders } from '../core/message.ts';

/** The messages of an error, in all its forms. */
export const messagesOf = ({ message, variants = [] }: RegisteredError): readonly string[] =>
  [message, ...variants.map((variant) => variant.message)].filter((text) => text !== undefined);

/** The placeholders of its messages; `undefined` where none is stated. */
export function placeholdersOf(error: RegisteredError): readonly string[] | undefined {
  const messages = messagesOf(error);
  return messages.length === 0 ? undefined : [...new Set(messages.flatMap(listPlaceholders))];
}

/** The types of the fields of its details by their names; `undefined` where none are stated. */
export const detailTypes = ({ details }: RegisteredError): ReadonlyMap<string, string> | undefined =>
  details && new Map(Object.entries(details.fields).map(([name, { type }]) => [name, type]));

/** Whether the name of a type says that the value may be absent: `string?`, `integer or null`, `optional string`. */
export const isOptional = (type: string): boolean => /\?$|\b(?:null|nil|undefined|optional)\b/i.test(type.trim());

/** The names of the headers that mean something, in small letters, for HTTP doesn't tell them apart. */
export const headerNames = ({ headers = {} }: RegisteredError): readonly string[] =>
  Object.keys(headers).map((name) => name.toLowerCase());

/** The header that states how long to wait. */
export const waitHeader = (retry: Retry | undefined): string | undefined =>
  retry?.when === 'after-wait' ? retry.header : undefined;
