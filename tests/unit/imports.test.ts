import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/** What the files of a folder may import of this project, besides their own folder. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  lookup: ['core'],
  differences: ['core'],
  document: ['core'],
  macros: ['core', 'document'],
  export: ['core', 'document', 'schema'],
  schema: ['core'],
  content: ['core', 'machine', 'schema'],
  formats: ['core'],
  openapi: ['core', 'formats'],
  sources: ['core', 'formats'],
  import: ['core', 'formats', 'openapi', 'schema', 'sources'],
  server: ['core'],
  explain: ['core', 'document', 'lookup'],
  agents: ['core', 'document', 'explain', 'lookup', 'machine', 'schema'],
  search: ['core', 'lookup'],
  scripts: ['core', 'lookup', 'search', 'styles'],
  generate: ['core', 'document', 'openapi'],
  machine: ['core', 'document', 'generate', 'macros', 'openapi', 'schema'],
  picture: ['core', 'content', 'document'],
  build: ['core', 'content', 'document', 'machine', 'picture', 'search', 'server'],
  integrations: ['core', 'content', 'document', 'machine', 'picture', 'search', 'server'],
  exports: ['core', 'build', 'cli', 'integrations'],
  templates: [],
  layouts: ['core', 'document', 'macros', 'schema', 'components', 'scripts', 'styles'],
  components: ['core', 'document', 'macros', 'layouts', 'scripts', 'styles'],
  pages: ['core', 'document', 'generate', 'macros', 'lookup', 'search', 'layouts', 'components', 'scripts', 'styles'],
  check: ['core', 'content', 'document', 'lookup', 'machine', 'schema'],
  cli: [
    'core',
    'agents',
    'exports',
    'build',
    'check',
    'content',
    'differences',
    'document',
    'explain',
    'export',
    'formats',
    'generate',
    'import',
    'integrations',
    'lookup',
    'machine',
    'macros',
    'openapi',
    'schema',
    'search',
    'server',
    'sources',
  ],
};
/** Folders that import no package either. */
const PURE = ['core', 'lookup'];

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:ts|astro)$/.test(file),
);

function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(root, 'src', file), 'utf8');
  const statement = /^\s*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm;
  return [...source.matchAll(statement)].map((match) => match[1] ?? match[2] ?? '');
}

for (const folder of Object.keys(MAY_IMPORT)) {
  test(`src/${folder} imports ${MAY_IMPORT[folder]?.join(', ') || 'nothing but itself'}`, () => {
    for (const file of files.filter((name) => name.startsWith(`${folder}/`))) {
      for (const specifier of importsOf(file)) {
        if (!specifier.startsWith('.')) {
          if (PURE.includes(folder)) assert.fail(`${file} imports ${specifier}`);
          continue;
        }
        const target =
          relative('src', relative(root, resolve(root, 'src', dirname(file), specifier))).split('/')[0] ?? '';
        assert.ok(target === folder || MAY_IMPORT[folder]?.includes(target), `${file} imports ${specifier}`);
      }
    }
  });
}

test('every folder of src is in the table', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), [...Object.keys(MAY_IMPORT), 'styles'].sort());
});

test('browser scripts never import the content', () => {
  for (const file of files.filter((name) => name.startsWith('scripts/'))) {
    assert.ok(!importsOf(file).some((specifier) => /^virtual:(?!error-reference\/words\/)/.test(specifier)), file);
  }
});

test('only the schemas import zod', () => {
  const users = files.filter((file) => importsOf(file).includes('zod'));
  assert.ok(
    users.every((file) => file.startsWith('schema/')),
    users.join(' '),
  );
});
