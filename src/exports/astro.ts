import type { AstroIntegration } from 'astro';
import { createContentReader } from '../cli/content-reader.ts';
import { integrateReference, type ErrorReferenceOptions } from '../integrations/error-reference.ts';

export type { ErrorReferenceOptions };

/** Makes an Astro site the error reference of a content folder. */
export function errorReference(options: ErrorReferenceOptions = {}): AstroIntegration {
  return integrateReference(options, createContentReader);
}
