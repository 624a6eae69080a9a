import { nearest } from '../distance.ts';
import { apiOf, NO_BODY, statesShapes } from '../envelope.ts';
import { entryRule, type Problem } from './rule.ts';

/** What an entry says of its body is what the site declares. */
export const knownEnvelopes = entryRule(
  'known-envelopes',
  'The envelope of an entry, and the placeholders of its values, are declared by the site.',
  (error, _, site) => {
    const { envelope, values = {}, registry } = error;
    const api = site && apiOf(error, site);
    // Of a registry that states no shapes nothing is known that an entry could be held to.
    if (api === undefined || (registry !== undefined && !statesShapes(api))) return [];
    const envelopes = Object.keys(api.envelopes ?? {});
    const placeholders = Object.keys(api.placeholders ?? {});
    return [
      ...(envelope === undefined || envelope === NO_BODY || envelopes.includes(envelope)
        ? []
        : [
            lack(
              ['envelope'],
              envelope,
              'no envelope of the site',
              envelopes,
              'declare it under envelopes of the site',
            ),
          ]),
      ...Object.keys(values)
        .filter((name) => !placeholders.includes(name))
        .map((name) =>
          lack(
            ['values', name],
            name,
            'no placeholder of the site',
            placeholders,
            'declare it under placeholders of the site',
          ),
        ),
    ];
  },
);

function lack(
  field: readonly string[],
  name: string,
  what: string,
  known: readonly string[],
  otherwise: string,
): Omit<Problem, 'code'> {
  const near = nearest(name, known);
  return { field, message: `${name} is ${what}; ${near === undefined ? otherwise : `${near} is the nearest`}.` };
}
