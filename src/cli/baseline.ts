import { readFileSync } from 'node:fs';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';

/** A finding of a check, as its baseline holds it. */
type Known = Readonly<Record<string, unknown>>;

/**
 * Findings of a former check, which `--format json` printed to a file: what makes each the one that it is, as `identify`
 * says. Throws a {@link Mistake} with `advice`, which names the command that prints them.
 */
export function readBaseline(
  file: string | undefined,
  advice: string,
  identify: (finding: Known) => string,
): ReadonlySet<string> {
  if (file === undefined) return new Set();
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Mistake(`--baseline ${file} can’t be read as JSON; ${advice}.`);
  }
  if (!Array.isArray(value) || !value.every((item) => isRecord(item) && typeof item['kind'] === 'string'))
    throw new Mistake(`--baseline ${file} is no list of differences; ${advice}.`);
  return new Set((value as readonly Known[]).map(identify));
}
