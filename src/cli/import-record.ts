import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../build/system-error.ts';
import { Mistake } from '../core/mistake.ts';
import { parseImportRecord, type ImportRecord } from '../import/keep.ts';
import { parseImportRules, RULES_FILE, type ImportRules } from '../import/rules.ts';
import { isWork } from './replace-files.ts';

/** What an import writes of itself into a content folder. */
export const RECORD = 'import.json';

/** What people say of the source's codes; nothing where they say none. */
export function readRules(dir: string): ImportRules {
  return parseImportRules(readText(join(dir, RULES_FILE)));
}

/** The record of the last import into a folder; `undefined` where there was none. */
export function readRecord(dir: string): ImportRecord | undefined {
  const text = readText(join(dir, RECORD));
  if (text === undefined) return undefined;
  const record = parseImportRecord(text);
  if (record === undefined)
    throw new Mistake(`${join(dir, RECORD)} is damaged; restore it, or import into an empty folder.`);
  return record;
}

/** The record of the last import into a folder; `undefined` for one that holds nothing yet. */
export function readLast(dir: string): ImportRecord | undefined {
  if (listNames(dir).every(isBeside)) return undefined;
  const record = readRecord(dir);
  if (record === undefined)
    throw new Mistake(`${dir} is not empty and holds no import; name an empty folder, or one that an import made.`);
  return record;
}

/** Names that a folder may hold before its first import. */
const isBeside = (name: string): boolean => name === '.git' || name === RULES_FILE || isWork(name);

const listNames = (dir: string): readonly string[] => ifThere(dir, () => readdirSync(dir)) ?? [];
const readText = (file: string): string | undefined => ifThere(file, () => readFileSync(file, 'utf8'));

function ifThere<Value>(path: string, read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    throw new Mistake(`${path} can’t be read (${code ?? String(error)}); see to its permissions.`);
  }
}
