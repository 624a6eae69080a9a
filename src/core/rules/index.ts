import type { Registry } from '../define.ts';
import type { Site } from '../site.ts';
import { cleanTexts } from './clean-texts.ts';
import { codeForm } from './code-form.ts';
import { knownCodes } from './known-codes.ts';
import { knownDimensions } from './known-dimensions.ts';
import { knownEnvelopes } from './known-envelopes.ts';
import { knownIdentity } from './known-identity.ts';
import { knownParams } from './known-params.ts';
import { knownRegistries } from './known-registries.ts';
import { knownSamples } from './known-samples.ts';
import { knownValues } from './known-values.ts';
import { liveSuccessors } from './live-successors.ts';
import { numericCodes } from './numeric-codes.ts';
import { ownAliases } from './own-aliases.ts';
import { ownSubcodes } from './own-subcodes.ts';
import { ownedCodes } from './owned-codes.ts';
import { publicReferences } from './public-references.ts';
import type { Problem, Rule } from './rule.ts';
import { safeLinks } from './safe-links.ts';
import { shownDetails } from './shown-details.ts';
import { statedWait } from './stated-wait.ts';
import { statusRange } from './status-range.ts';
import { twinCodes } from './twin-codes.ts';

/** Every rule of the registry. */
export const RULES: readonly Rule[] = [
  codeForm,
  numericCodes,
  twinCodes,
  statusRange,
  cleanTexts,
  knownParams,
  knownValues,
  knownCodes,
  publicReferences,
  knownSamples,
  knownDimensions,
  knownRegistries,
  knownEnvelopes,
  knownIdentity,
  ownSubcodes,
  liveSuccessors,
  ownAliases,
  ownedCodes,
  safeLinks,
  shownDetails,
  statedWait,
];

/** What an author must mend before the registry can be built; empty for a sound one. Without a site, its settings count for nothing. */
export function checkRegistry(registry: Registry, site?: Site): readonly (Problem & { readonly rule: string })[] {
  return RULES.flatMap((rule) => rule.check(registry, site).map((problem) => ({ rule: rule.name, ...problem })));
}
