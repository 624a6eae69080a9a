import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { contentDir, loadContent } from '../../src/content/load.ts';
import { indexByCode, stepsOf } from '../../src/core/define.ts';
import { tellErrors } from '../../src/document/told-errors.ts';
import { listTexts, markupOf } from '../../src/core/entry-texts.ts';
import { shownText } from '../../src/core/markup.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { composeDocument } from '../../src/document/compose.ts';
import { wordsOf } from '../../src/core/say.ts';
import { slugOf } from '../../src/core/url.ts';
import { HEADERS, PAYLOADS, STATUSES } from '../fixtures/payloads.ts';

const { registry, site } = await loadContent(contentDir());
const errors = indexByCode(registry);

test('the registry keeps all rules', () => {
  assert.deepEqual(checkRegistry(registry), []);
});

test(
  'payload, status and headers of each default error are exact',
  { skip: process.env['CONTENT'] ? 'another content folder' : false },
  () => {
    for (const [code, payload] of Object.entries(PAYLOADS)) {
      const error = errors.get(code) ?? assert.fail(`${code} is missing`);
      assert.deepEqual(buildPayload(error, site), payload, `${code}: the payload`);
      assert.equal(error.status, STATUSES[code], `${code}: the status`);
      assert.deepEqual(Object.keys(error.example?.headers ?? {}), HEADERS[code] ?? [], `${code}: the headers`);
    }
  },
);

for (const error of registry.errors) {
  const skip = process.env['CONTENT'] ? 'another content folder may have its own guide' : false;
  test(`${error.code} keeps the writing guide`, { skip }, () => {
    const texts = [...listTexts(error)].flatMap((found) => {
      if (found.field[0] === 'userMessage') return [[found.field, found.text] as const];
      return markupOf(found).map((tokens) => [found.field, shownText(tokens)] as const);
    });
    for (const [field, text] of texts) assert.doesNotMatch(text, /\b(?:oops|please|sorry)\b|!/i, field.join('.'));
    for (const step of stepsOf(error))
      assert.match(step, /^[A-Z]\w+\b.*\.$/, 'a step starts with a verb and ends with a full stop');
  });
}

const fixture = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);

// `UPDATE_GOLDEN=1 npm run test:unit` writes the files anew; look at the difference before you commit it.
for (const code of ['INVALID_REQUEST', 'RATE_LIMIT_EXCEEDED', 'INSUFFICIENT_BALANCE']) {
  test(`the MDX of ${code} is as reviewed`, async () => {
    const context = { site: fixture.site, words: wordsOf(fixture.site), errors: tellErrors(fixture.registry) };
    const error = indexByCode(fixture.registry).get(code) ?? assert.fail(code);
    const mdx = composeDocument(error, { ...context, prose: fixture.prose[slugOf(code)] });
    const file = new URL(`../golden/${code}.mdx`, import.meta.url);
    if (process.env['UPDATE_GOLDEN']) await writeFile(file, mdx);
    assert.equal(mdx, await readFile(file, 'utf8'));
  });
}
