import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';

/** The file of a content folder in which people say what imports leave out, and what they call otherwise. */
export const RULES_FILE = 'import-rules.json';

/** What people say of the source's codes: those that no import takes, and the names that others have here. */
export interface ImportRules {
  /** Codes; `*` stands for any text. */
  readonly ignore: readonly string[];
  /** Codes of the source, each with the one that it has here. */
  readonly rename: ReadonlyMap<string, string>;
}

/** Reads the text of {@link RULES_FILE}, which may be absent. Throws a {@link Mistake} with one sentence. */
export function parseImportRules(text: string | undefined): ImportRules {
  if (text === undefined) return { ignore: [], rename: new Map() };
  const rules = parseObject(text);
  const unknown = Object.keys(rules).find((key) => !['ignore', 'rename'].includes(key));
  if (unknown !== undefined) refuse(`${JSON.stringify(unknown)} is none of its keys; write ignore or rename`);
  const { ignore = [], rename = {} } = rules;
  if (!Array.isArray(ignore) || !ignore.every((item) => typeof item === 'string'))
    return refuse('ignore is no list of codes; write "ignore": ["CODE", "http-*"]');
  if (!isRecord(rename) || !Object.values(rename).every((code) => typeof code === 'string' && code.trim() !== ''))
    return refuse('rename is no object of codes; write "rename": { "OLD": "NEW" }');
  const renames = Object.entries(rename as Readonly<Record<string, string>>);
  const twice = [...Map.groupBy(renames, ([, code]) => code).values()].find((group) => group.length > 1);
  if (twice !== undefined) {
    const [one, other] = twice.map(([code]) => code);
    refuse(`rename gives ${one ?? ''} and ${other ?? ''} one name; rename one of them, and ignore the other`);
  }
  return { ignore, rename: new Map(renames) };
}

/** Whether a code is one of those that are ignored. */
export function matchesCode(pattern: string, code: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  if (parts.length === 0) return pattern === code;
  const last = parts.pop() ?? '';
  if (!code.startsWith(first) || !code.slice(first.length).endsWith(last)) return false;
  let rest = code.slice(first.length, code.length - last.length);
  for (const part of parts) {
    const place = rest.indexOf(part);
    if (place < 0) return false;
    rest = rest.slice(place + part.length);
  }
  return true;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    refuse(`it is not valid JSON (${error instanceof Error ? error.message : String(error)}); correct it`);
  }
  return isRecord(value) ? value : refuse('it is no object; write { "ignore": ["CODE"], "rename": { "OLD": "NEW" } }');
}

function refuse(what: string): never {
  throw new Mistake(`${RULES_FILE}: ${what}.`);
}
