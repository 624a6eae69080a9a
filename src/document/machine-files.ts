import type { Words } from '../core/words.ts';

/** The files about all errors: their paths below the base. */
export const FILES = [
  '/errors.json',
  '/errors.schema.json',
  '/openapi.json',
  '/errors.ts',
  '/llms.txt',
  '/llms-full.txt',
  '/skill.md',
] as const satisfies readonly (keyof Words['files'])[];
