import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlToHast, type HastNode } from 'satteri';
import { loadContent } from '../../src/content/load.ts';
import { indexByCode, type RegisteredError, type Registry } from '../../src/core/define.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { wordsOf } from '../../src/core/say.ts';
import { compileBlocks, compileDocument } from '../../src/document/compile.ts';
import { composeBlocks, composeDocument } from '../../src/document/compose.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { eitherWay, HOSTILE_SETS, mustReject, registryText, type HostileEntry } from '../fixtures/hostile.ts';

const { site } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);

/** The registry, or what is wrong with it: one line a problem. */
function read(entries: readonly HostileEntry[]): Registry | readonly string[] {
  try {
    const registry = parseRegistry(JSON.parse(registryText(entries)), 'registry.json');
    const problems = checkRegistry(registry);
    return problems.length === 0
      ? registry
      : problems.map(({ code, field, message }) => `${code} ${field.join('.')} ${message}`);
  } catch (error) {
    assert.equal(error instanceof Error && error.name, 'RegistryError', String(error));
    return String(error).split('\n');
  }
}

function render(error: RegisteredError, registry: Registry): string {
  const context = { site, words: wordsOf(site), errors: indexByCode(registry) };
  const options = { name: error.code, ...context, base: '' };
  const { html } = compileBlocks(composeBlocks(error, context), options);
  const whole = compileDocument(composeDocument(error, context).replace(/^---\n[^]*?\n---\n/, ''), options).html;
  const inOrder = composeBlocks(error, context).map(({ place: _, ...block }) => block);
  const joined = compileBlocks(inOrder, options).html;
  assert.ok(tight(whole).endsWith(tight(joined)), 'the document is its blocks, joined');
  return html;
}

function* elementsOf(node: HastNode): Generator<Extract<HastNode, { type: 'element' }>> {
  if (node.type === 'element') yield node;
  if ('children' in node) for (const child of node.children) yield* elementsOf(child);
}

function textOf(node: HastNode): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child as HastNode)).join('') : '';
}

/** HTML without sections, without the fragments of samples, and without the space between tags. */
const tight = (html: string): string =>
  html
    .replaceAll(/<\/?section[^>]*>/g, '')
    .replaceAll(/ id="handle-in-code-\w+"/g, '')
    .replaceAll(/<a href="#handle-in-code-\w+">(.*?)<\/a>/g, '<span>$1</span>')
    .replaceAll(/\s*(<[^>]*>)\s*/g, '$1');
const squash = (text: string): string => text.replaceAll(/[\s`]+/g, ' ');
const OURS = new Set(
  'a body br button code div em figcaption figure h2 head html i li mark mark ol p pre section span strong table tbody td th thead tr ul'.split(
    ' ',
  ),
);

for (const entries of HOSTILE_SETS) {
  const [first] = entries;
  test(`hostile: ${first?.group ?? first?.id ?? ''}`, () => {
    const registry = read(entries);
    if (!('errors' in registry)) {
      assert.ok(mustReject(entries) || eitherWay(entries), registry.join('\n'));
      for (const line of registry) assert.ok(line.length > 20, line);
      return;
    }
    assert.ok(!mustReject(entries) || eitherWay(entries), 'it has to be refused');
    for (const [index, error] of registry.errors.entries()) {
      const html = render(error, registry);
      const tree = htmlToHast(html);
      for (const { tagName, properties } of elementsOf(tree)) {
        assert.ok(OURS.has(tagName), `<${tagName}> is no element of ours`);
        const href = String(properties['href'] ?? 'https://');
        assert.match(href, /^(?:https?:|mailto:|\/|#)/);
        assert.deepEqual(
          Object.keys(properties).filter((name) => /^on|^style$/i.test(name)),
          [],
        );
      }
      const shown = squash(
        [error.code, error.title ?? '', error.status ?? '', error.summary ?? '', textOf(tree)].join('\n'),
      );
      for (const text of entries[index]?.mustShow ?? [])
        assert.ok(shown.includes(squash(text)), `${text} is not in ${shown}`);
    }
    assert.equal('__pwned' in globalThis, false, 'nothing ran');
  });
}
