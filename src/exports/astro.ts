import type { AstroIntegration } from 'astro';
import { writeBeside } from '../build/write-beside.ts';
import { createContentReader } from '../cli/content-reader.ts';
import { integrateReference, type ErrorReferenceOptions } from '../integrations/error-reference.ts';

export type { ErrorReferenceOptions };

/** Makes an Astro site the error reference of a content folder, or with `at` a part of it. */
export function errorReference(options: ErrorReferenceOptions = {}): AstroIntegration {
  return integrateReference(options, { createReader: createContentReader, writeBeside });
}
