import { SAMPLE_IDS, SAMPLE_LANGUAGES } from '../samples.ts';
import { entryRule } from './rule.ts';

/** A sample stands under the id of a language, since no tab would show it otherwise. */
export const knownSamples = entryRule(
  'known-samples',
  'Each key of samples is the id of a known language.',
  ({ samples = {} }) =>
    Object.keys(samples)
      .filter((language) => !Object.hasOwn(SAMPLE_LANGUAGES, language))
      .map((language) => ({
        field: ['samples', language],
        message: `${language} is no language of code samples; write one of ${SAMPLE_IDS}.`,
      })),
);
