import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const dirs: string[] = [];
after(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true });
});

const SITE = `import { defineSite } from 'error-reference';

export const site = defineSite({
  name: 'Shop errors',
  description: 'Every error of the shop.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { error: { code: '{code}', message: '{message}' } },
});
`;

const REGISTRY = `import { defineCategory, defineError, defineRegistry } from 'error-reference';

const orders = defineCategory({
  name: 'orders',
  title: 'Orders',
  errors: {
    ORDER_CLOSED: defineError({
      title: 'Order closed',
      status: 409,
      steps: ['See [causes](#causes) and [the guide](/guides/orders/#close-an-order).'],
      causes: [{ cause: 'The order was [closed](/errors/ORDER_LATE/#more).' }],
      formerly: ['ORDER_SHUT'],
    }),
    ORDER_LATE: defineError({ title: 'Order late', retry: { when: 'never' } }),
  },
});

export const registry = defineRegistry(orders);
`;

const GUIDE = `---
title: Orders
summary: How orders work.
order: 1
errors: [ORDER_CLOSED]
---

## Close an order

<ErrorLink code="ORDER_CLOSED" /> has [causes](/errors/ORDER_CLOSED/#causes). <SiteLink to="statusPage" />

[More](../../errors/ORDER_LATE/#more), [status](/status/409/), [all](/errors.json), [one](/errors/ORDER_LATE.md),
[old](/errors/ORDER_SHUT/), [category](/categories/orders/), [status page](site:statusPage), [errors](#errors),
[never](/retry/never/?a=b), [mail](mailto:a@example.com), [web](https://example.com), [icon](/favicon.svg),
[four](#four-is-a-code), [own](#own), [prose](/errors/ORDER_LATE/#mine).

#### Four is *a code*

<p id="own">Own</p>
`;

const SOUND = {
  'site.ts': SITE,
  'registry/index.ts': REGISTRY,
  'guides/orders.mdx': GUIDE,
  'errors/ORDER_LATE.mdx':
    '## More\n\n<BackoffPlot />\n\n<CodeTabs>\n\n```sh\na\n```\n\n</CodeTabs>\n\n[up](#more)\n\n<p id="mine">x</p>\n',
  'errors/README.md': 'Notes for authors.\n',
  'permalinks.txt': '/errors/ORDER_CLOSED/\n/errors/ORDER_LATE/\n/errors/ORDER_SHUT/\n/guides/orders/\n',
};

/** Runs `check` on a content folder outside the project; paths of its lines start inside the folder. */
function check(files: Readonly<Record<string, string>>): { lines: readonly string[]; status: number | null } {
  const dir = mkdtempSync(join(tmpdir(), 'content-'));
  dirs.push(dir);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'check'], {
    cwd: dir,
    env: { ...process.env, CONTENT: dir },
    encoding: 'utf8',
  });
  // Hints name the folder, which is another one each time.
  return {
    lines: (stdout + stderr).replaceAll(` --content ${dir}`, '').trimEnd().split('\n'),
    status,
  };
}

test('a sound folder outside the project passes', () => {
  assert.deepEqual(check(SOUND), {
    lines: ['2 errors keep all rules, and 4 permanent links work.'],
    status: 0,
  });
});

test('front matter may be written on Windows', () => {
  const windows = `\uFEFF${GUIDE.replaceAll('\n', '\r\n')}`;
  assert.deepEqual(check({ ...SOUND, 'guides/orders.mdx': windows }), check(SOUND));
  const { lines } = check({ ...SOUND, 'guides/orders.mdx': windows.replace('order: 1', 'order: x') });
  assert.deepEqual(lines, ['guides/orders.mdx:4  front matter.order: "x" can\'t stand here; write a number.']);
});

test('every mistake of a folder is told at once, at its line, sorted by file', () => {
  const { lines, status } = check({
    ...SOUND,
    'registry/index.ts': REGISTRY.replace('#close-an-order', '#no-such')
      .replace('#more', '#nowhere')
      .concat("export const wrong: number = 'x';\n"),
    'registry/late.ts': 'export {};\n',
    'registry/late.test.ts': 'export {};\n',
    'guides/a.mdx': `---\ntitle: A\nsummary: ''\nerrors:\n  - ORDER_CLOSED\n  - ORDER_CLOSD\n---\n\n## One\n\n[a](/errors/ORDER_LATE/#causes)\n[b](/errors/NO/)\n[c](/guides/orders)\n[d](#two)\n\n[e](site:nowhere) ![f](./f.png) <ErrorLink code="ORDER_LAT" />\n\n<SiteLink to="shop" /> <Missing.Part />\n\n<Tabs>x</Tabs>\n`,
    'guides/broken.mdx': '---\r\ntitle: B\r\nsummary: B.\r\norder: 2\r\n---\r\n\r\nHello {x\r\n',
    'guides/imports.mdx':
      "---\ntitle: I\nsummary: I.\norder: 3\n---\n\nimport A from './a.astro';\nimport b from 'no-such-package';\n\n<A /> {b} <C />\n",
    'guides/names.mdx': '---\ntitle: N\nsummary: N.\norder: 4\n---\n\nA {1 + 1}\n\nB {missing}\n',
    'guides/yaml.mdx': '---\ntitle: Y\nsummary: [\norder: 5\n---\n\nText\n',
    'guides/none.mdx': '## No front matter\n',
    'guides/sub/nested.mdx': 'x\n',
    'guides/old.md': 'x\n',
    'errors/NO_SUCH.mdx': 'x\n',
    'errors/order_late.mdx': 'x\n',
    'errors/ORDER_SHUT.mdx': 'x\n',
    'errors/ORDER_CLOSED.md': 'x\n',
    'errors/ORDER_CLOSED.mdx':
      'import X from \'./x.astro\'\n\n## Support\n\n<ErrorLink code="ORDER_LATE" />\n\n[a](#support)\n',
    'notes.mdx': 'x\n',
    'permalinks.txt': `${SOUND['permalinks.txt']}/guides/gone/\n`,
  });
  assert.equal(status, 1);
  assert.deepEqual(lines, [
    'errors/NO_SUCH.mdx  Nothing shows this text, for NO_SUCH is no code of the registry; give it the slug of a code as its name.',
    'errors/ORDER_CLOSED.md  Nothing shows this text with the ending .md; move it to errors/ORDER_CLOSED.mdx.',
    "errors/ORDER_CLOSED.mdx:1  Prose of an error can't import; remove the line: CodeTabs and BackoffPlot are given.",
    'errors/ORDER_CLOSED.mdx:5  <ErrorLink> is no component that is given here; use CodeTabs, BackoffPlot.',
    'errors/ORDER_SHUT.mdx  Nothing shows this text, for ORDER_SHUT is no code of the registry; move it to errors/ORDER_CLOSED.mdx.',
    'errors/order_late.mdx  Nothing shows this text, for order_late is no code of the registry; move it to errors/ORDER_LATE.mdx.',
    'guides/a.mdx:1  front matter.order: A value is missing; write a number.',
    'guides/a.mdx:3  front matter.summary: "" can\'t stand here; write a text that is not empty.',
    'guides/a.mdx:6  errors: ORDER_CLOSD is not a code of this registry; ORDER_CLOSED is the nearest.',
    'guides/a.mdx:11  "/errors/ORDER_LATE/#causes" leads to no block of /errors/ORDER_LATE/; it has #retry, #handle-in-code, #handle-in-code-sh, #handle-in-code-ts, #handle-in-code-python, #handle-in-code-go, #handle-in-code-java, #support, #more, #mine.',
    'guides/a.mdx:12  "/errors/NO/" leads to no page of the site; correct it, or remove the link.',
    'guides/a.mdx:13  "/guides/orders" lacks the slash at its end; write /guides/orders/.',
    'guides/a.mdx:14  "#two" leads to no block of /guides/a/; it has #one, #errors.',
    'guides/a.mdx:16  <ErrorLink>: ORDER_LAT is not a code of this registry; ORDER_LATE is the nearest.',
    'guides/a.mdx:16  "site:nowhere" is no safe link; write https://…, /path/, or site:support.',
    'guides/a.mdx:16  "./f.png" is no picture beside the guide; correct its path, or add the file.',
    'guides/a.mdx:18  <SiteLink>: "shop" is no link of the site; write support, statusPage, accountSettings.',
    'guides/a.mdx:18  <Missing.Part> is no component that is given here; use Anatomy, BackoffPlot, CodeTabs, ErrorLink, SiteLink.',
    'guides/a.mdx:20  <Tabs> is no component that is given here; use Anatomy, BackoffPlot, CodeTabs, ErrorLink, SiteLink.',
    'guides/broken.mdx:7  The MDX is not valid: Unexpected end of file in expression, expected a corresponding closing brace for `{`; correct it.',
    `guides/imports.mdx:7  "./a.astro" can't be imported here; correct its path, or remove the import.`,
    `guides/imports.mdx:8  "no-such-package" can't be imported here; correct its path, or remove the import.`,
    'guides/imports.mdx:10  <C> is no component that is given here; use Anatomy, BackoffPlot, CodeTabs, ErrorLink, SiteLink.',
    'guides/names.mdx:9  The MDX is not valid: missing is not defined; correct it.',
    'guides/none.mdx:1  The guide has no front matter; begin it with title, summary and order between ---.',
    'guides/old.md  Nothing shows this text with the ending .md; move it to guides/old.mdx.',
    'guides/sub/nested.mdx  Nothing shows this text from a folder below guides; move it to guides/nested.mdx.',
    'guides/yaml.mdx:4  The front matter is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; correct it.',
    'notes.mdx  Nothing shows a text here; move it to guides/notes.mdx.',
    'permalinks.txt  The ledger lacks /guides/a/; `npx error-reference permalinks` adds it.',
    'permalinks.txt  The ledger lacks /guides/broken/; `npx error-reference permalinks` adds it.',
    'permalinks.txt  The ledger lacks /guides/imports/; `npx error-reference permalinks` adds it.',
    'permalinks.txt  The ledger lacks /guides/names/; `npx error-reference permalinks` adds it.',
    'permalinks.txt  The ledger lacks /guides/none/; `npx error-reference permalinks` adds it.',
    'permalinks.txt  The ledger lacks /guides/yaml/; `npx error-reference permalinks` adds it.',
    "permalinks.txt:5  /guides/gone/ leads nowhere; name its new path under moved in site.ts: { '/guides/gone/': '/guides/…/' }.",
    'registry/index.ts:10  ORDER_CLOSED.steps[0]: "/guides/orders/#no-such" leads to no block of /guides/orders/; it has #close-an-order, #own, #four-is-a-code, #errors.',
    'registry/index.ts:11  ORDER_CLOSED.causes[0].cause: "/errors/ORDER_LATE/#nowhere" leads to no block of /errors/ORDER_LATE/; it has #retry, #handle-in-code, #handle-in-code-sh, #handle-in-code-ts, #handle-in-code-python, #handle-in-code-go, #handle-in-code-java, #support, #more, #mine.',
    "registry/index.ts:19  Type 'string' is not assignable to type 'number'. (types)",
    "registry/late.ts  Nothing reads this module; import it in registry/index.ts from './late.ts', or remove it.",
  ]);
});

test('a mistake that the compiler sees as well is told once', () => {
  const { lines, status } = check({
    ...SOUND,
    'registry/index.ts': REGISTRY.replace("title: 'Order late'", "titel: 'Order late'"),
  });
  assert.equal(status, 1);
  assert.deepEqual(lines, [
    'registry/index.ts:14  ORDER_LATE.titel: Nothing is called titel here; did you mean title?',
  ]);
});

test('where the registry can’t be read, its types, texts and files are checked all the same', () => {
  const { lines, status } = check({
    ...SOUND,
    'registry/index.ts': REGISTRY.replace('defineCategory({', 'defineCategory({ ]'),
    'guides/a.mdx': GUIDE.replace('order: 1\n', '') + '<Tabs />\n',
    'guides/old.md': 'x\n',
  });
  assert.equal(status, 1);
  assert.match(lines[0] ?? '', /registry\/index\.ts:3\b/);
  assert.deepEqual(
    lines.slice(1).map((line) => line.replace(/ {2}.*/, '')),
    [
      'guides/a.mdx:1',
      'guides/a.mdx:19',
      'guides/old.md',
      ...lines
        .slice(1)
        .filter((line) => line.startsWith('registry/index.ts:3  '))
        .map(() => 'registry/index.ts:3'),
    ],
  );
  assert.ok(lines.some((line) => /^registry\/index\.ts:3 {2}.* \(types\)$/.test(line)));
});

test('a registry in JSON has its texts checked, too; modules beside it are read by nothing', () => {
  const { 'registry/index.ts': _, 'permalinks.txt': ledger, ...others } = SOUND;
  const { lines, status } = check({
    ...others,
    'permalinks.txt': ledger.replace('/errors/ORDER_SHUT/\n', ''),
    'guides/orders.mdx': GUIDE.replace('[old](/errors/ORDER_SHUT/), ', ''),
    'registry/orders.ts': 'export {};\n',
    'registry.json': JSON.stringify({
      version: 1,
      categories: [{ name: 'orders', title: 'Orders' }],
      errors: [
        { code: 'ORDER_CLOSED', category: 'orders', status: 409, causes: [{ cause: 'A [b](/x/).' }] },
        { code: 'ORDER_LATE', category: 'orders', retry: { when: 'never' } },
      ],
    }),
  });
  assert.equal(status, 1);
  assert.deepEqual(
    lines.map((line) => line.replace(/^registry\.json:\d+/, 'registry.json')),
    [
      'registry.json  ORDER_CLOSED.causes[0].cause: "/x/" leads to no page of the site; correct it, or remove the link.',
      'registry/orders.ts  Nothing reads this module, for the registry is in registry.json; move its errors there, or remove it.',
    ],
  );
});
