import { nearest } from '../distance.ts';
import { entryRule } from './rule.ts';

/** Of an API that the site doesn't state, no page could tell what its responses are like. */
export const knownRegistries = entryRule(
  'known-registries',
  'The registry that an entry names is one of the site.',
  ({ registry }, _, site) => {
    const known = Object.keys(site?.registries ?? {});
    if (registry === undefined || site === undefined || known.includes(registry)) return [];
    const near = nearest(registry, known);
    const advice = near === undefined ? 'declare it under registries of the site' : `${near} is the nearest`;
    return [{ field: ['registry'], message: `${registry} is no registry of the site; ${advice}.` }];
  },
);
