import type { Link } from './site.ts';

/** What the address of an assistant may hold, each in braces. */
export const ASSISTANT_NAMES = ['prompt', 'url', 'markdownUrl'] as const;

/** What fills {@link ASSISTANT_NAMES}. */
export type AssistantValues = Readonly<Record<(typeof ASSISTANT_NAMES)[number], string>>;

/** The address that opens an assistant with a page. */
export function assistantUrl({ href }: Link, values: AssistantValues): string {
  return href.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name as keyof AssistantValues]) : whole,
  );
}
