import { apiOf, statesShapes } from '../envelope.ts';
import { namesInFinding } from '../findings.ts';
import { listPlaceholders } from '../message.ts';
import { entryRule } from './rule.ts';

/** Findings and causes speak of values that a response of the error can state. */
export const knownValues = entryRule(
  'known-values',
  'Findings and causes ask for placeholders of the message, fields of the details, or placeholders of the site.',
  (error, _, site) => {
    const { message = '', variants = [], details, findings = [], causes = [] } = error;
    const api = site && apiOf(error, site);
    const known = new Set([
      ...[message, ...variants.map((variant) => variant.message ?? '')].flatMap(listPlaceholders),
      ...Object.keys(details?.fields ?? {}),
      ...Object.keys(api?.placeholders ?? {}),
    ]);
    const isUnknown = (name: string): boolean =>
      api !== undefined && (error.registry === undefined || statesShapes(api)) && !known.has(name);
    const unknown = (field: readonly (string | number)[], name: string) => ({
      field,
      message: `No response of this error states a value "${name}"; write one of ${[...known].join(', ') || 'the placeholders of a message or fields of details, which it lacks'}.`,
    });
    return [
      ...findings.flatMap((finding, place) =>
        namesInFinding(finding)
          .filter(isUnknown)
          .map((name) => unknown(['findings', place], name)),
      ),
      ...causes.flatMap(({ when = {} }, place) =>
        Object.keys(when)
          .filter(isUnknown)
          .map((name) => unknown(['causes', place, 'when', name], name)),
      ),
    ];
  },
);
