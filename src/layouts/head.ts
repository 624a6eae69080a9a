import type { HeadElement } from '../core/site.ts';
import { href } from './href.ts';

/** The attributes of an element of a team's, with the base before paths of the site. */
export function withOwnBase(attributes: HeadElement['attributes']): HeadElement['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const isAddress = (name === 'src' || name === 'href') && typeof value === 'string';
      return [name, isAddress ? href(value) : value];
    }),
  );
}
