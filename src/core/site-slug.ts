import type { Site } from './site.ts';

/** The name of a site in small ASCII letters and digits, its words joined by `sign`; `fallback` where none are left. */
export function siteSlug({ name }: Pick<Site, 'name'>, sign: string, fallback: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .split(/[^a-z0-9]+/);
  return words.filter(Boolean).join(sign) || fallback;
}
