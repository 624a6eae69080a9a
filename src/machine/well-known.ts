import type { Site } from '../core/site.ts';
import { absoluteUrl, baseOf } from '../core/url.ts';
import { schemaUrl } from './published.ts';

/** Where programs look for the registry of a host, as RFC 8615 has such places: at its root, and nowhere else. */
export const WELL_KNOWN = '/.well-known/errors.json';

/** Whether the site has {@link WELL_KNOWN}: below a path, the root of the host is not its own. */
export const hasWellKnown = ({ url }: Pick<Site, 'url'>): boolean => baseOf(url) === '';

/** What leads a program from the name of a host to the registry. */
export function composeWellKnown(site: Site): object {
  const at = (path: string): string => absoluteUrl(site.url, path);
  return {
    name: site.name,
    ...(site.version === undefined ? {} : { version: site.version }),
    url: at('/'),
    registry: at('/errors.json'),
    schema: schemaUrl(site),
    openapi: at('/openapi.json'),
    llms: at('/llms.txt'),
  };
}
