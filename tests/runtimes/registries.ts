import { resolve } from 'node:path';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import type { Json } from '../../src/core/json.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import type { Site } from '../../src/core/site.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { importCorpus } from '../fixtures/corpora.ts';
import { FULL_ENTRY } from '../fixtures/full-entry.ts';
import { HOSTILE_SETS, mustReject, registryText } from '../fixtures/hostile.ts';
import { ODD_CODES, ODD_TEXT } from '../fixtures/odd-content.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import { listCorpora } from '../fixtures/shared-data.ts';
import { contentOf, SHAPES } from '../fixtures/shapes.ts';

/** A registry from which constants are made, and responses that a client has to understand. */
export interface Sample {
  readonly name: string;
  readonly registry: Registry;
  readonly site: Site;
  /** Responses besides those of the mock, each with the error that it is; `undefined` for one that nobody knows. */
  readonly bodies: readonly (readonly [status: number, body: Json, error: string | undefined])[];
  /** Errors that no program can tell by their responses. */
  readonly untold: readonly string[];
}

const root = resolve(import.meta.dirname, '../..');

async function folder(name: string): Promise<Sample> {
  const { registry, site } = await loadContent(resolve(root, name));
  return { name, registry, site, bodies: [[500, { error: { code: 'NOBODY_KNOWS_IT' } }, undefined]], untold: [] };
}

/** Registries of others whose codes are numbers, ways with slashes, or names of operations. */
const REAL = ['discord', 'firebase-admin', 'kafka', 'github-rest', 'vk'];

async function corpus(name: string): Promise<Sample> {
  const { registry, site } = await importCorpus(name);
  const envelope = { error: { code: '{code}', message: '{message}' } } as const;
  return { name, registry, site: { ...site, envelope }, bodies: [], untold: [] };
}

/** Codes that become the same name, keywords, or none of the letters of a name, and texts that would end what they stand in. */
function odd(): Sample {
  const odds = [
    'invalid.user',
    'invalid_user',
    'INVALID_USER',
    '40001',
    '-1',
    '1',
    'class',
    'CLASS',
    'end',
    'BEGIN',
    'nil',
  ];
  const more = [
    'default',
    'self',
    'Type',
    'init',
    'toString',
    'hashCode',
    'Equals',
    '🔥',
    '🔥🔥',
    'null',
    'constructor',
  ];
  const codes = new Set([...odds, ...more, ...ODD_CODES]);
  const fields = [
    'class',
    'self',
    'Type',
    'a-b',
    'a_b',
    'AB',
    '1st',
    'parse',
    'to_s',
    'hash',
    'é',
    'equals',
    '"',
    'default',
  ];
  const entry: ErrorEntry = {
    title: `*/ /* """ \\ \\u000a #{exit} \${exit} {{x}} %s ?> <?php ' " \u202e \0 \r\n ${ODD_TEXT}`,
    summary: '*/ """ \\u002a/ ?> \u2028 <b>&',
    message: 'For {name}: */ """ \\ #{exit} ${exit} $exit \\(exit) {{x}}',
    params: { name: { about: '*/', example: '"\\' } },
    userMessage: '\\',
    status: 429,
    retry: { when: 'after-wait', header: 'Retry-After' },
    deprecated: { since: '2030 */ """ \\' },
    details: {
      fields: Object.fromEntries(fields.map((name) => [name, { type: 'string', about: '*/ """ \\ ?>' }])),
      example: Object.fromEntries(fields.map((name) => [name, `*/ ${name}`])),
    },
    example: { headers: { 'Retry-After': '7' } },
  };
  const named = (name: string, errors: Readonly<Record<string, ErrorEntry>>) => ({ name, title: `*/ ${name}`, errors });
  const { parent: _, envelope: __, values: ___, related: ____, confusedWith: _____, ...full } = FULL_ENTRY;
  const registry = joinCategories([
    named('odd', Object.fromEntries([...codes].map((code) => [code, { ...entry, title: code }]))),
    named('type-error', { FULL: { ...full } }),
    named('TypeError', { HOSTILE: entry }),
    named('api', { A: {} }),
    named('unknown-api', { B: { deprecated: { since: '1', use: 'A' }, status: '4XX' } }),
    named('runtime', { C: { removed: { since: '2' }, retry: { when: 'after-wait' } } }),
    named('api-errors', { D: {} }),
    named('error', {
      E: {
        details: {
          fields: {
            n: { type: 'integer', about: '' },
            o: { type: 'object', about: '' },
            l: { type: 'array', about: '' },
            b: { type: 'boolean', about: '' },
            x: { type: 'number', about: '' },
            y: { type: 'whatever', about: '' },
          },
          example: { n: 3, o: { a: 1 }, l: [1, 2], b: false, x: 1.5, y: 'z' },
        },
      },
    }),
    named('none', {}),
  ]);
  const site = {
    ...PLAIN_SITE,
    name: '*/ """ coding: utf-16 \\u002a/ ?>',
    envelope: { error: { code: '{code}', message: '{message}', details: '{details}' } },
  } as unknown as Site;
  const body = { error: { code: 'E', details: { n: 'three', o: [], l: {}, b: 1, x: true } } };
  return {
    name: 'odd',
    registry,
    site,
    bodies: [
      [400, body, 'E'],
      [400, 'plain', undefined],
      [404, null, undefined],
    ],
    untold: [],
  };
}

/** The hostile entries that a registry takes, in one. */
function hostile(): Sample {
  const errors = HOSTILE_SETS.filter((set) => !mustReject(set)).flatMap((set, at) => {
    try {
      const registry = parseRegistry(JSON.parse(registryText(set)), 'registry.json');
      return checkRegistry(registry).length > 0
        ? []
        : registry.errors.map(({ code, category: _, ...entry }) => [`${code}${at}`, entry] as const);
    } catch {
      return []; // refused, which other tests judge
    }
  });
  const alone = errors.map(
    ([code, { related: _, confusedWith: __, parent: ___, deprecated: ____, removed: _____, ...entry }]) =>
      [code, entry] as const,
  );
  const registry = joinCategories([{ name: 'hostile', title: 'Hostile', errors: Object.fromEntries(alone) }]);
  const site = { ...PLAIN_SITE, envelope: { error: { code: '{code}', message: '{message}' } } } as unknown as Site;
  return { name: 'hostile', registry, site, bodies: [], untold: [] };
}

const shapes = (): readonly Sample[] =>
  Object.entries(SHAPES).map(([name, shape]) => ({
    name: `shape: ${name}`,
    ...contentOf(shape),
    bodies: shape.bodies ?? [],
    untold: shape.untold ?? [],
  }));

const none = (): Sample => ({
  ...{ name: 'no errors', registry: joinCategories([]), site: PLAIN_SITE, untold: [] },
  bodies: [[500, { code: 'X' }, undefined]],
});

/** Every registry, and the names of those that are not there. */
export async function samples(): Promise<{ readonly all: readonly Sample[]; readonly missing: readonly string[] }> {
  const there = new Set(listCorpora());
  const folders = ['content', 'api', 'lifecycle', 'branded', 'arabic'];
  const paths = folders.map((name) => (name === 'content' ? name : `tests/fixtures/${name}`));
  return {
    all: [
      ...(await Promise.all(paths.map(folder))),
      ...(await Promise.all(REAL.filter((name) => there.has(name)).map(corpus))),
      ...[odd(), hostile(), none()],
      ...shapes(),
    ],
    missing: REAL.filter((name) => !there.has(name)),
  };
}
