import { isJsonType } from '../core/envelope.ts';
import type { ErrorResponse } from './bodies.ts';
import type { Documents } from './documents.ts';
import { listOperations, textOf } from './operations.ts';
import { findCodesInProse } from './prose.ts';

/** What a reader of a specification should know of what was not taken from it, one sentence each. */
export function inferredNotes(
  documents: Documents,
  responses: readonly ErrorResponse[],
  options: { readonly codesInProse: boolean; readonly hasEnvelope: boolean },
): readonly string[] {
  const silent = listOperations(documents).length - new Set(responses.map(({ operation }) => operation.endpoint)).size;
  const prose = options.codesInProse ? 0 : countProse(responses);
  const types = new Set(
    responses.flatMap(({ kind, mediaType }) =>
      kind === 'other' && mediaType !== undefined && !isJsonType(mediaType) ? [mediaType] : [],
    ),
  );
  return [
    ...documents.lost().map(({ reference, file, reason }) => `${reference} in ${file} is left out. ${reason}`),
    ...(silent > 0 ? [`${silent} ${silent === 1 ? 'operation states' : 'operations state'} no error response.`] : []),
    ...(types.size > 0 ? [`Bodies in ${[...types].join(', ')} are no JSON and are shown as they stand.`] : []),
    ...(prose > 0
      ? [
          `Texts of responses name ${prose} ${prose === 1 ? 'code' : 'codes'} in lists; --codes-in-prose imports them, too.`,
        ]
      : []),
    ...(options.hasEnvelope ? [] : ['No JSON body of an error was found, so the site states no envelope.']),
  ];
}

function countProse(responses: readonly ErrorResponse[]): number {
  const texts = new Set(responses.map(({ place }) => textOf(place.value, 'description') ?? ''));
  return new Set([...texts].flatMap(findCodesInProse).map(({ code }) => code)).size;
}
