import type { CategoryField, CodeRule, EntryField, EntryRule, RestRule, ShapeRule } from './rule.ts';
import type { ErrorShape } from './rule.ts';
import { actorChanged } from './rules/actor-changed.ts';
import { bodyChanged } from './rules/body-changed.ts';
import { categoryMoved } from './rules/category-moved.ts';
import { causeChanged } from './rules/cause-changed.ts';
import { codeAdded } from './rules/code-added.ts';
import { codeRemoved } from './rules/code-removed.ts';
import { codeRenamed } from './rules/code-renamed.ts';
import { codeTypeChanged } from './rules/code-type-changed.ts';
import { detailAdded } from './rules/detail-added.ts';
import { detailRemoved } from './rules/detail-removed.ts';
import { detailRequired } from './rules/detail-required.ts';
import { detailRetyped } from './rules/detail-retyped.ts';
import { endpointChanged } from './rules/endpoint-changed.ts';
import { envelopeChanged } from './rules/envelope-changed.ts';
import { envelopeRefined } from './rules/envelope-refined.ts';
import { formerNameDropped } from './rules/former-name-dropped.ts';
import { headerAdded } from './rules/header-added.ts';
import { headerRemoved } from './rules/header-removed.ts';
import { identityChanged } from './rules/identity-changed.ts';
import { keyRenamed } from './rules/key-renamed.ts';
import { lifecycleChanged } from './rules/lifecycle-changed.ts';
import { meaningChanged } from './rules/meaning-changed.ts';
import { mediaTypeChanged } from './rules/media-type-changed.ts';
import { messageReworded } from './rules/message-reworded.ts';
import { noLongerReturned } from './rules/no-longer-returned.ts';
import { pageRemoved } from './rules/page-removed.ts';
import { parentChanged } from './rules/parent-changed.ts';
import { pastRecorded } from './rules/past-recorded.ts';
import { placeholderRemoved } from './rules/placeholder-removed.ts';
import { placeholderRequired } from './rules/placeholder-required.ts';
import { placeholderValuesChanged } from './rules/placeholder-values-changed.ts';
import { problemDocumentsGone } from './rules/problem-documents-gone.ts';
import { problemDocumentsOffered } from './rules/problem-documents-offered.ts';
import { registryMoved } from './rules/registry-moved.ts';
import { requestIdMoved } from './rules/request-id-moved.ts';
import { requestIdStated } from './rules/request-id-stated.ts';
import { retryNarrowed } from './rules/retry-narrowed.ts';
import { retryRefined } from './rules/retry-refined.ts';
import { statusChanged } from './rules/status-changed.ts';
import { statusRefined } from './rules/status-refined.ts';
import { titleSent } from './rules/title-sent.ts';
import { valueAdded } from './rules/value-added.ts';
import { valueChanged } from './rules/value-changed.ts';
import { variantChanged } from './rules/variant-changed.ts';
import { visibilityChanged } from './rules/visibility-changed.ts';
import { waitMoved } from './rules/wait-moved.ts';
import { waitStated } from './rules/wait-stated.ts';
import { wording } from './rules/wording.ts';

/** The rules of codes that are there on one side alone, or under another name. */
export const CODE_RULES: readonly CodeRule[] = [
  codeRemoved,
  codeRenamed,
  codeAdded,
  pageRemoved,
  keyRenamed,
  pastRecorded,
];

type Last<Rule> = readonly [...Rule[], RestRule];

/**
 * The rules of each field of an entry; what none of them finds falls to the last one. A field that is forgotten here doesn't
 * compile.
 */
export const FIELD_RULES: Readonly<Record<EntryField, Last<EntryRule>>> = {
  title: [titleSent, wording],
  status: [statusChanged, statusRefined, wording],
  numeric: [codeTypeChanged, wording],
  identifiedBy: [identityChanged, wording],
  parent: [parentChanged, wording],
  registry: [registryMoved, wording],
  envelope: [bodyChanged, wording],
  values: [valueChanged, valueAdded, wording],
  summary: [wording],
  scenario: [wording],
  message: [placeholderRemoved, placeholderRequired, messageReworded, wording],
  params: [placeholderRemoved, placeholderRequired, wording],
  variants: [
    statusChanged,
    statusRefined,
    placeholderRemoved,
    placeholderRequired,
    messageReworded,
    variantChanged,
    wording,
  ],
  findings: [wording],
  steps: [wording],
  causes: [causeChanged, actorChanged, wording],
  details: [detailRemoved, detailRequired, detailRetyped, detailAdded, wording],
  example: [wording],
  headers: [headerRemoved, headerAdded, wording],
  examples: [wording],
  samples: [wording],
  retry: [retryNarrowed, retryRefined, waitMoved, waitStated, wording],
  actor: [actorChanged, wording],
  dimensions: [wording],
  userMessage: [wording],
  description: [wording],
  endpoints: [endpointChanged, wording],
  aliases: [wording],
  formerly: [formerNameDropped, wording],
  related: [wording],
  confusedWith: [wording],
  docUrl: [wording],
  since: [wording],
  changes: [meaningChanged, wording],
  deprecated: [lifecycleChanged, wording],
  removed: [noLongerReturned, lifecycleChanged, wording],
  reviewed: [wording],
  visibility: [visibilityChanged, wording],
  category: [categoryMoved, wording],
};

/** The rules of what a site says of the shape of all errors. */
export const SHAPE_RULES: Readonly<Record<keyof ErrorShape, Last<ShapeRule>>> = {
  envelope: [envelopeChanged, envelopeRefined, wording],
  mediaType: [mediaTypeChanged, wording],
  envelopes: [envelopeChanged, envelopeRefined, mediaTypeChanged, wording],
  placeholders: [placeholderValuesChanged, wording],
  requestIdHeader: [requestIdMoved, requestIdStated, wording],
  problemDocuments: [problemDocumentsGone, problemDocumentsOffered, wording],
};

/** The rules of the categories themselves. */
export const CATEGORY_RULES: Readonly<Record<CategoryField, RestRule>> = {
  name: wording,
  title: wording,
  about: wording,
};

/** Every rule, each once. */
export const RULES: readonly (CodeRule | EntryRule | ShapeRule | RestRule)[] = [
  ...new Set([
    ...CODE_RULES,
    ...[...Object.values(FIELD_RULES), ...Object.values(SHAPE_RULES)].flat(),
    ...Object.values(CATEGORY_RULES),
  ]),
];
