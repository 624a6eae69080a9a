import { isSame } from '../../core/differences.ts';
import { ENVELOPE_NAMES, placeholderName, type Envelopes } from '../../core/envelope.ts';
import { ownValue, type Json } from '../../core/json.ts';
import { leavesOf, tellValue, type Found, type ShapeRule } from '../rule.ts';

/** The bodies that both sides state, by where in the settings they stand. */
export function* statedBodies(
  before: Envelopes,
  after: Envelopes,
): Generator<{ readonly field: readonly string[]; readonly old: Json; readonly now: Json }> {
  const names = Object.keys(before.envelopes ?? {});
  const bodies = [
    { field: ['envelope'], old: before.envelope, now: after.envelope },
    ...names.map((name) => ({
      field: ['envelopes', name, 'body'],
      old: ownValue(before.envelopes, name)?.body,
      now: ownValue(after.envelopes, name)?.body,
    })),
  ];
  for (const { field, old, now } of bodies) if (old !== undefined && now !== undefined) yield { field, old, now };
}

const OPTIONAL: readonly string[] = ['subcode', 'message', 'details'];

/** Whether a part of an envelope is left out where an error has no value for it. */
export function isLeftOut(value: Json): boolean {
  const name = typeof value === 'string' ? placeholderName(value) : undefined;
  return name !== undefined && (OPTIONAL.includes(name) || !ENVELOPE_NAMES.some((known) => known === name));
}

/** A part of the body of all errors that is gone, moved, or in every body from now on. */
export const envelopeChanged: ShapeRule = {
  name: 'envelope-changed',
  severity: 'breaking',
  why: 'Every client reads every error by this shape, and each value must stand where it stood.',
  find: ({ before, after }) =>
    [...statedBodies(before, after)].flatMap(({ field, old, now }): readonly Found[] => {
      const [leaves, next] = [leavesOf(old), leavesOf(now)];
      const changed = [...leaves].filter(([key, { value }]) => !isSame(value, next.get(key)?.value));
      const fresh = [...next].filter(([key, { value }]) => !leaves.has(key) && !isLeftOut(value));
      return [
        ...changed.map(([key, { path, value }]) => tellValue([...field, ...path], value, next.get(key)?.value)),
        ...fresh.map(([, { path, value }]) => tellValue([...field, ...path], undefined, value)),
      ];
    }),
};
