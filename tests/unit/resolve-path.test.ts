import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories } from '../../src/core/define.ts';
import { errorPath } from '../../src/core/url.ts';
import { buildLookup } from '../../src/lookup/lookup-index.ts';
import { resolvePath } from '../../src/lookup/resolve-path.ts';
import { splitWords } from '../../src/lookup/words.ts';

const { registry } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const index = buildLookup(registry.errors);

/** The paths under which people look for a code. */
function misspell(code: string): readonly string[] {
  const words = splitWords(code).map(({ text }) => text);
  const pascal = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return [
    `/errors/${code.toLowerCase()}`,
    `/errors/${words.join('-')}/`,
    `/errors/${pascal}/`,
    `/errors/${pascal}Error`,
    `/error/${code}`,
    `/errors/${code}.html`,
    `/docs/v1/errors/${code}/`,
    `/${words.join('')}`,
    `/errors/${words.join('%20')}`,
    `/errors/${code}/index.html`,
  ];
}

test('any spelling of a code in any folder resolves to its page', () => {
  for (const { code } of registry.errors) {
    for (const path of misspell(code)) assert.equal(resolvePath(path, index).target, errorPath(code), path);
  }
});

test('a status resolves to the only code that has it', () => {
  for (const { code, status } of registry.errors) {
    const alone = registry.errors.filter((error) => error.status === status).length === 1;
    if (status !== undefined && alone) assert.equal(resolvePath(`/error/${status}`, index).target, errorPath(code));
  }
});

test('a status that no error has resolves to its own page', () => {
  assert.equal(resolvePath('/error/418', index).target, '/status/418/');
  assert.equal(resolvePath('/error/419', index).target, undefined);
});

test('a near path offers the page and does not move', () => {
  const { code } = registry.errors.find((error) => error.code.length > 12) ?? assert.fail();
  const { target, hits } = resolvePath(`/errors/${code.slice(0, 5)}${code.slice(6)}/`, index);
  assert.equal(target, undefined);
  assert.equal(hits[0]?.code, code);
});

test('the address of a subcode may have the slash of its key', () => {
  const own = buildLookup([{ code: 'card' }, { code: 'card/too_old', parent: 'card' }]);
  for (const path of ['/errors/card/too_old/', '/errors/Card/too-old', '/errors/card~2Ftoo_old/'])
    assert.equal(resolvePath(path, own).target, errorPath('card/too_old'), path);
  assert.equal(resolvePath('/errors/card/', own).target, errorPath('card'));
});

test('a path that means nothing resolves to nothing', () => {
  const paths = ['/', '/errors/', '/no/such/page/', '/blog/2026/05/', '/errors/ZYX_WVU_TSR/', '/wp-login.php'];
  for (const path of [
    ...paths,
    '/errors/%E0%A4%A/',
    '/favicon.ico',
    '/errors/xyzzy',
    '/assets/app.js',
    '/errors/__proto__/',
  ]) {
    assert.equal(resolvePath(path, index).target, undefined, path);
    assert.deepEqual(resolvePath(path, index).hits, [], path);
  }
});

test('a code that is called as a folder or a device resolves as any other', () => {
  const errors = { index: {}, con: {}, 'aux.x': {}, 'a/b': {}, END: { formerly: ['NUL'] } };
  const own = buildLookup(joinCategories([{ name: 'c', title: 'C', errors }]).errors);
  for (const [path, target] of [
    ['/errors/INDEX/', '/errors/index/'],
    ['/errors/con/', '/errors/co~6E/'],
    ['/errors/co~6E', '/errors/co~6E/'],
    ['/errors/CON.html', '/errors/co~6E/'],
    ['/errors/aux.x/', '/errors/au~78.x/'],
    ['/errors/NUL/', '/errors/END/'],
    ['/errors/a~2Fb.md', '/errors/a~2Fb/'],
    ['/errors/', undefined],
    ['/index', undefined],
    ['/errors/con/index.html', '/errors/co~6E/'],
  ] as const)
    assert.equal(resolvePath(path, own).target, target, path);
});
