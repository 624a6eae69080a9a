import { JSON_TYPE, type Envelope } from '../../core/envelope.ts';
import { ownValue } from '../../core/json.ts';
import { tellValue, type ErrorShape, type Found, type ShapeRule } from '../rule.ts';

/** Bodies that are sent with another media type. */
export const mediaTypeChanged: ShapeRule = {
  name: 'media-type-changed',
  severity: 'breaking',
  why: 'Clients choose by the media type whether and how they read a body.',
  find: ({ before, after }) => {
    const main = compare(['mediaType'], before, after);
    const others = Object.entries(before.envelopes ?? {}).flatMap(([name, old]) => {
      const now = ownValue(after.envelopes, name);
      return now === undefined ? [] : compare(['envelopes', name, 'mediaType'], old, now);
    });
    return [...main, ...others];
  },
};

function compare(
  field: Found['field'],
  before: Pick<Envelope | ErrorShape, 'mediaType'>,
  after: Pick<Envelope | ErrorShape, 'mediaType'>,
): readonly Found[] {
  const [old, now] = [before.mediaType ?? JSON_TYPE, after.mediaType ?? JSON_TYPE];
  return old.toLowerCase() === now.toLowerCase() ? [] : [tellValue(field, old, now)];
}
