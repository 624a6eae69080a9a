import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { assistantUrl } from '../../src/core/assistants.ts';
import { RegistryError } from '../../src/core/define.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { LANGUAGES } from '../../src/core/words.ts';
import { composeSkill, nameSkill } from '../../src/machine/skill.ts';
import { parseSite } from '../../src/schema/site.ts';
import { site } from '../fixtures/api/site.ts';

/** The front matter of a skill, and what follows it. */
function read(of: Site): { readonly fields: Readonly<Record<string, string>>; readonly body: string } {
  const [, head = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(composeSkill(of, wordsOf(of))) ?? [];
  return { fields: parse(head) as Readonly<Record<string, string>>, body };
}

test('a skill has the fields of agentskills.io, in every language', () => {
  for (const lang of Object.keys(LANGUAGES)) {
    const { fields, body } = read({ ...site, lang });
    assert.deepEqual(Object.keys(fields), ['name', 'description'], lang);
    assert.match(fields['name'] ?? '', /^(?!-)(?!.*--)[a-z0-9-]{1,64}(?<!-)$/);
    assert.ok((fields['description'] ?? '').includes(site.name), lang);
    for (const path of ['/errors/CODE.md', '/llms.txt', '/errors.json'])
      assert.ok(body.includes(`\`https://errors.example.com${path}\``), `${lang}: ${path}`);
    for (const tool of ['explain_error', 'get_error', 'list_errors', 'search'])
      assert.ok(body.includes(`\`${tool}\``), `${lang}: ${tool}`);
    assert.match(
      body,
      /^```sh\nnode_modules\/\.bin\/error-reference mcp --from https:\/\/errors\.example\.com\/errors\.json\n```$/m,
    );
    // The name of the package belongs to nobody in a registry.
    assert.doesNotMatch(body, /npx|npm |pnpm|yarn/);
  }
});

test('a skill keeps the limits of its fields whatever a site is called', () => {
  const names = {
    'API errors': 'api-errors',
    'Über-API (v2)!': 'uber-api-v2',
    支付错误: 'error-reference',
    ['x'.repeat(3000)]: 'x'.repeat(64),
    '"\n---\nname: evil\n# `x`': 'name-evil-x',
  };
  for (const [name, wanted] of Object.entries(names)) {
    assert.equal(nameSkill({ name }), wanted);
    const { fields } = read({ ...site, name });
    assert.equal(fields['name'], wanted);
    assert.ok((fields['description'] ?? '').length <= 1024);
  }
});

const values = {
  prompt: 'Read https://e.example/errors/A.md & help me?',
  url: 'https://e.example/errors/A/',
  markdownUrl: 'https://e.example/errors/A.md',
};

test('the address of an assistant holds the page, with nothing that ends its value', () => {
  const open = (href: string): string => assistantUrl({ label: 'x', href }, values);
  assert.equal(
    open('https://a.example/?q={prompt}'),
    'https://a.example/?q=Read%20https%3A%2F%2Fe.example%2Ferrors%2FA.md%20%26%20help%20me%3F',
  );
  const both = new URL(open('https://a.example/new?u={url}&m={markdownUrl}#x'));
  assert.deepEqual([both.searchParams.get('u'), both.searchParams.get('m')], [values.url, values.markdownUrl]);
});

test('a site names its assistants, and what counts its errors, in a form that works', () => {
  const read = (fields: object): Site => parseSite({ ...site, ...fields }, 'site.ts');
  const assistants = [{ label: 'Ask ours', href: 'https://a.example/?q={prompt}' }];
  const operations = { metric: 'http_errors_total', label: 'code', expression: 'increase({series}[5m]) > 10' };
  assert.deepEqual(read({ assistants, operations }).assistants, assistants);
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ assistants: [{ label: 'x', href: 'https://a.example/?q=' }] }, /write where the page goes: \{prompt\}/],
    [{ assistants: [{ label: 'x', href: 'https://a.example/?q={code}' }] }, /unknown placeholder; there is \{prompt\}/],
    [{ assistants: [{ label: 'x', href: 'javascript:alert({prompt})' }] }, /write an address with https/],
    [{ assistants: [{ label: 'x', href: 'https://{prompt}/' }] }, /write an address with https/],
    [{ operations: { ...operations, metric: 'a b' } }, /write the name of a metric/],
    [{ operations: { ...operations, label: '__name__' } }, /write the name of a label/],
    [{ operations: { ...operations, expression: 'up' } }, /write PromQL with \{series\}/],
    [{ operations: { metric: 'a', label: 'b' } }, /expression/],
  ];
  for (const [fields, sentence] of refused)
    assert.throws(
      () => read(fields),
      (error) => error instanceof RegistryError && sentence.test(error.message),
      JSON.stringify(fields),
    );
});
