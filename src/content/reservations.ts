import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mistake } from '../core/mistake.ts';
import { readReservations, type Reservations } from '../core/reservations.ts';
import { isSystemError, unreadable } from './load.ts';

/** The file of a content folder that holds reserved codes. */
export const RESERVATIONS = 'reservations.txt';

/** The reserved codes of a content folder, with the text of their file; a folder without one has none. */
export async function loadReservations(dir: string): Promise<Reservations & { readonly text: string }> {
  const text = await readFile(join(dir, RESERVATIONS), 'utf8').catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT') return '';
    throw new Mistake(`${join(dir, RESERVATIONS)}  ${unreadable(RESERVATIONS, error).message}`);
  });
  return { text, ...readReservations(text) };
}

/** Writes the reserved codes of a content folder. */
export async function saveReservations(dir: string, text: string): Promise<void> {
  await writeFile(join(dir, RESERVATIONS), text);
}
