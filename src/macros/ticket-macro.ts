import { hash } from 'node:crypto';
import type { RegisteredError, Registry } from '../core/define.ts';
import type { RichText } from '../core/support-texts.ts';
import type { Macro } from '../document/macros.ts';

/** A prepared answer as ticket tools take it: no text of it is a placeholder, and no two have the same name or tag. */
export interface TicketMacro {
  readonly name: string;
  readonly reply: RichText;
  /** Marks the tickets about the error. */
  readonly tag: string;
  readonly error: RegisteredError;
  /** The answer before it was made fit. */
  readonly macro: Macro;
}

/** The answers of a registry, made fit for ticket tools. */
export function ticketMacros({ errors }: Registry, macros: readonly Macro[]): readonly TicketMacro[] {
  const tags = tagsOf(errors.map(({ code }) => code));
  const named = Map.groupBy(macros, ({ name }) => name);
  return errors.flatMap((error, place) => {
    const [macro, tag] = [macros[place], tags[place]];
    if (macro === undefined || tag === undefined) return [];
    const isShared = (named.get(macro.name)?.length ?? 0) > 1;
    const name = spareBraces(isShared ? `${macro.name} (${error.code})` : macro.name);
    const reply = { text: spareBraces(macro.reply.text), html: spareBraces(macro.reply.html) };
    return [{ name, reply, tag, error, macro }];
  });
}

/**
 * Text in which no tool finds a placeholder: a space parts what would open one, `{{`, `{%` or `{#`. It is a character that
 * readers see, since an entity comes back as a brace where a tool cleans its HTML, and one that shows nothing gets copied.
 */
export function spareBraces(text: string): string {
  return text.replaceAll(/\{(?=[{%#])/g, '{ ');
}

/**
 * A tag for each code: small letters of ASCII, digits and `_`, which every tool takes. Codes that come to the same get an
 * ending of their own.
 */
export function tagsOf(codes: readonly string[]): readonly string[] {
  const plain = codes.map(plainTag);
  const counts = Map.groupBy(plain, (tag) => tag);
  return codes.map((code, place) => {
    const tag = plain[place] ?? '';
    const isOwn = tag !== PREFIX && counts.get(tag)?.length === 1;
    return isOwn ? tag : `${tag.replace(/_$/, '')}_${hash('sha256', code, 'hex').slice(0, 8)}`;
  });
}

const PREFIX = 'error_';

function plainTag(code: string): string {
  const plain = code.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return PREFIX + plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_|_$/g, '');
}
