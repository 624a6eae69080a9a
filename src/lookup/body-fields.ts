import { findPlaceholder, listEnvelopes, type BodyPath } from '../core/envelope.ts';
import { ownValue } from '../core/json.ts';
import type { Site } from '../core/site.ts';

/** Where the bodies of a site hold what a paste tells of an error: the ways to each placeholder, by its name. */
export type BodyFields = Readonly<Record<string, readonly BodyPath[]>>;

const READ = ['code', 'subcode', 'message', 'details'];

/** Where the envelopes of a site hold the values that pages show of a paste. */
export function bodyFieldsOf(
  site: Pick<Site, 'envelope' | 'mediaType' | 'envelopes' | 'placeholders' | 'registries'>,
): BodyFields {
  const bodies = listEnvelopes(site).map(({ body }) => body);
  const own = [site, ...Object.values(site.registries ?? {})].flatMap(({ placeholders = {} }) =>
    Object.keys(placeholders),
  );
  const found = [...READ, ...new Set(own)].map((name) => {
    const paths = bodies.map((body) => findPlaceholder(body, name)).filter((path) => path !== undefined);
    return [name, paths] as const;
  });
  return Object.fromEntries(found.filter(([, paths]) => paths.length > 0));
}

/** The names of the keys at which bodies hold a placeholder, as the fields of a paste write names. */
export function keysOf(fields: BodyFields, placeholder: string): readonly string[] {
  return (ownValue(fields, placeholder) ?? []).flatMap((path) => {
    const key = path.findLast((part) => part !== 0);
    return key === undefined ? [] : [fieldName(key)];
  });
}

/** A name in lower case without separators, so that all spellings of it are one. */
export function fieldName(key: string): string {
  return key.toLowerCase().replace(/[_-]/g, '');
}
