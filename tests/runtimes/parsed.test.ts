/** The generated constants of a language that Debian can't compile, read by a parser. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { TARGETS } from '../../src/generate/targets.ts';
import { samples } from './registries.ts';

const require = createRequire(import.meta.url);

async function parserOf(language: string): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve(`tree-sitter-wasms/out/tree-sitter-${language}.wasm`)));
  return parser;
}

const { all } = await samples();

test('Swift reads the file of every registry, and no text of one is code', async () => {
  const parser = await parserOf('swift');
  for (const { name, registry, site } of all) {
    const source = TARGETS['swift']?.compose(registry, site, {}) ?? assert.fail();
    const tree = parser.parse(source) ?? assert.fail(name);
    assert.deepEqual(faultsIn(tree.rootNode), [], name);
    const constants = tree.rootNode
      .descendantsOfType('property_declaration')
      .filter((node) => /^(?:@available\(.*\)\s+)?public static let /.test(node?.text ?? ''));
    // One more is the list of all facts.
    assert.equal(constants.length, registry.errors.length + 1, name);
  }
});

/** What the parser couldn't read. */
function faultsIn(root: Node): readonly string[] {
  if (!root.hasError) return [];
  return root
    .descendantsOfType('ERROR')
    .map((node) => `line ${(node?.startPosition.row ?? 0) + 1}: ${node?.text.slice(0, 80)}`)
    .slice(0, 5);
}
