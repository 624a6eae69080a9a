import assert from 'node:assert/strict';
import { after, mock, test } from 'node:test';
import { loadModule } from '../../src/scripts/load-module.ts';

/** Built scripts: one that is loaded, what it imports, and what that imports, which is the first again. */
const SCRIPTS: Readonly<Record<string, string>> = {
  'box.js': 'import{t as e}from"./say.js";import{n}from`./page.js`;export{e as t}',
  'say.js': "import{a}from './box.js';export{a as t}",
  'page.js': 'export{n}',
};
let lost = '';
const asked: string[] = [];
const fetched = mock.method(globalThis, 'fetch', (address: URL) => {
  const name = address.pathname.split('/').at(-1) ?? '';
  asked.push(name);
  return Promise.resolve(new Response(SCRIPTS[name], { status: name === lost ? 503 : 200 }));
});
after(() => fetched.mock.restore());

let imports = 0;
const load = Object.assign(() => Promise.resolve(++imports), {
  toString: () => '()=>import(`./box.js`).then(e=>e.t)',
});

for (const name of Object.keys(SCRIPTS)) {
  test(`a script is not imported while ${name} can't be had, for a browser would keep that it failed`, async () => {
    lost = name;
    const before = imports;
    await assert.rejects(loadModule(load), { message: new RegExp(`${name}$`) });
    assert.equal(imports, before);
    lost = '';
    assert.equal(await loadModule(load), before + 1);
  });
}

test('each script is asked for once', async () => {
  asked.length = 0;
  await loadModule(load);
  assert.deepEqual(asked.toSorted(), ['box.js', 'page.js', 'say.js']);
});
