import { hasCode, statusesOf, type RegisteredError } from './define.ts';
import { envelopeOf, findPlaceholder, isJsonType, JSON_TYPE, type BodyPath } from './envelope.ts';
import { boundsOf } from './http.ts';
import { ownValue } from './json.ts';
import { codeValue, subcodeValue } from './payload.ts';
import type { Site } from './site.ts';

/** What tells an error: the one statement from which samples and clients branch. */

/** A text, or a number with its digits. */
export type CarriedValue = string | number | RawJson;

/** A value that the body of an error has, at a place or in any item of a list. */
export interface Mark {
  readonly path: BodyPath;
  readonly value: CarriedValue;
}

/** The first and the last status of several. */
export type Bounds = readonly [number, number];

/** What tells an error from all others: values in its body, all of which it has, or its statuses, one of which it has. */
export type Identity =
  | { readonly by: 'body'; readonly marks: readonly Mark[] }
  | { readonly by: 'status'; readonly bounds: readonly Bounds[] };

/** What tells an error; `undefined` where nobody states where it stands in the body. */
export function identityOf(error: RegisteredError, site: Site): Identity | undefined {
  if (error.identifiedBy !== 'status') {
    const marks = marksOf(error, site);
    return marks === undefined ? undefined : { by: 'body', marks };
  }
  const bounds = statusBounds(error);
  return bounds.length === 0 ? undefined : { by: 'status', bounds };
}

/** The statuses of an error, from the first to the last of those that follow each other. */
export function statusBounds(error: RegisteredError): readonly Bounds[] {
  const sorted = statusesOf(error)
    .map(boundsOf)
    .toSorted(([one], [other]) => one - other);
  return sorted.reduce<readonly Bounds[]>((joined, [first, last]) => {
    const before = joined.at(-1);
    return before === undefined || before[1] < first - 1
      ? [...joined, [first, last]]
      : [...joined.slice(0, -1), [before[0], Math.max(before[1], last)]];
  }, []);
}

/** The values in its body that tell an error; `undefined` where the body holds not all of them. */
function marksOf(error: RegisteredError, site: Site): readonly Mark[] | undefined {
  const { body, mediaType = JSON_TYPE } = envelopeOf(error, site) ?? {};
  if (!isJsonType(mediaType)) return undefined;
  const marks = tellingValues(error).map(([name, value]) => ({ path: findPlaceholder(body, name), value }));
  const placed = marks.flatMap(({ path, value }) =>
    path === undefined || path.length === 0 || value === undefined ? [] : [{ path, value }],
  );
  return placed.length === marks.length ? placed : undefined;
}

/** The placeholders that tell an error, with its values. */
function tellingValues(error: RegisteredError): readonly (readonly [string, CarriedValue | undefined])[] {
  if (hasCode(error)) {
    const code = ['code', codeValue(error)] as const;
    return error.parent === undefined ? [code] : [code, ['subcode', subcodeValue(error)]];
  }
  const { identifiedBy: name = '', values } = error;
  const value = ownValue(values, name);
  return [[name, typeof value === 'string' || typeof value === 'number' ? value : undefined]];
}
