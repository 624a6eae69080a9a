import type { z } from 'zod';
import { nearest } from '../core/distance.ts';
import { isRecord, type Json } from '../core/json.ts';
import { ENVELOPE_NAMES } from '../core/payload.ts';
import { json } from './json.ts';

const PLACEHOLDERS = ENVELOPE_NAMES.map((name) => `{${name}}`);

/** Finds what the envelope would send as it stands though it looks like a placeholder. */
function checkEnvelope(context: z.core.ParsePayload<Json>): void {
  const tell = (input: unknown, path: PropertyKey[], message: string): void => {
    context.issues.push({ code: 'custom', input, path, message });
  };
  const visit = (value: unknown, path: PropertyKey[]): void => {
    if (typeof value === 'string') {
      const message = describeText(value);
      if (message !== undefined) tell(value, path, message);
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    } else if (isRecord(value)) {
      for (const [name, item] of Object.entries(value)) {
        if (PLACEHOLDERS.includes(name))
          tell(value, [...path, name], `Names are not replaced, only whole texts; write "name": "${name}"`);
        visit(item, [...path, name]);
      }
    }
  };
  visit(context.value, []);
}

/** What is wrong with a text of the envelope; one with braces that mean nothing of ours is the API's own. */
function describeText(text: string): string | undefined {
  if (PLACEHOLDERS.includes(text)) return undefined;
  if (/^\{\w*\}$/.test(text)) return `${text} is no placeholder; write one of ${PLACEHOLDERS.join(', ')}`;
  const known = PLACEHOLDERS.find((placeholder) => text.includes(placeholder));
  if (known !== undefined)
    return `${JSON.stringify(text)} is sent as it stands, for only a whole text is replaced; write "${known}" alone`;
  const near = [...text.matchAll(/\{(\w+)\}/g)].find(([, name = '']) => nearest(name, ENVELOPE_NAMES) !== undefined);
  if (near === undefined) return undefined;
  return `${JSON.stringify(text)} is sent as it stands, and ${near[0]} is no placeholder; write one of ${PLACEHOLDERS.join(', ')} alone`;
}

/** The envelope of a site: JSON in which nothing looks like a placeholder that isn't one. */
export const envelope: z.ZodType<Json> = json.check(checkEnvelope);
