import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dirname, normalize } from 'node:path/posix';
import { after, mock, test } from 'node:test';
import { markdownToMdast, mdxToJs, mdxToMdast, type MdastNode } from 'satteri';
import { folderAt, hostOf, readBook, writeExport } from '../../src/cli/export.ts';
import { run as mdx } from '../../src/cli/mdx.ts';
import { loadContent } from '../../src/content/load.ts';
import { defineCategory, defineError, defineRegistry } from '../../src/core/define.ts';
import { Mistake } from '../../src/core/mistake.ts';
import { exportFiles, pagesWithOwnCode } from '../../src/export/host.ts';
import { HOSTS } from '../../src/export/hosts.ts';
import type { Book } from '../../src/export/model.ts';
import { createPictureNames, fileNames } from '../../src/export/names.ts';
import { makeBook, type GuideSource } from '../../src/export/pages.ts';
import { site } from '../fixtures/api/site.ts';
import { ODD_CODES, ODD_TEXT, oddContent } from '../fixtures/odd-content.ts';

const dir = mkdtempSync(join(tmpdir(), 'export-'));
after(() => rmSync(dir, { recursive: true }));

await oddContent(join(dir, 'odd'));
const fixture = (name: string): string => new URL(`../fixtures/${name}`, import.meta.url).pathname;
const BOOKS: Readonly<Record<string, Book>> = {
  api: await readBook(await loadContent(fixture('api'))),
  arabic: await readBook(await loadContent(fixture('arabic'))),
  lifecycle: await readBook(await loadContent(fixture('lifecycle'))),
  odd: await readBook(await loadContent(join(dir, 'odd'))),
};
const MDX = ['starlight', 'docusaurus'];

const small = defineRegistry(
  defineCategory({
    name: 'cards',
    title: 'Cards',
    errors: {
      DECLINED: defineError({
        title: 'Card declined',
        summary: 'The bank said {no} to `x`.',
        causes: [{ cause: 'Too little | money.', fix: 'See [the guide](/guides/cards/#top) and [404](/status/404/).' }],
        samples: { sh: 'curl x', python: 'x()' },
        related: ['LOST'],
      }),
      LOST: defineError({ title: 'Lost' }),
    },
  }),
);
const guide: GuideSource = {
  name: 'cards',
  title: 'Cards',
  summary: 'All about cards.',
  order: 1,
  errors: [],
  mdx: '## Top\n\nThe <ErrorLink code="DECLINED" /> error; <SiteLink to="statusPage" />.',
};
const book = (guides: readonly GuideSource[] = [guide]): Book =>
  makeBook({ registry: small, site: { ...site, samples: ['sh', 'python'] }, prose: {}, guides });

/** The file of a page of the small reference, without its front matter, up to the samples' end. */
function bodyOf(host: string, path: string): string {
  const files = exportFiles(book(), hostOf(host), 'reference');
  const text = files.get(path) ?? assert.fail(`${path} is missing among ${[...files.keys()].join(', ')}`);
  return text.replace(/^---\n[^]*?\n---\n\n/, '');
}

const SAMPLES = { sh: '```sh\ncurl x\n```', python: '```python\nx()\n```' };

test('Starlight gets its tabs, its slugs, and anchors where its own ids differ', () => {
  const files = exportFiles(book(), hostOf('starlight'), 'reference');
  assert.match(files.get('errors/DECLINED.mdx') ?? '', /\nslug: "reference\/errors\/DECLINED"\n/);
  const body = bodyOf('starlight', 'errors/DECLINED.mdx');
  assert.ok(
    body.startsWith(
      [
        "import { TabItem, Tabs } from '@astrojs/starlight/components';",
        'The bank said \\{no\\} to `x`.',
        '## Causes',
        '| Cause | Fix |\n| --- | --- |\n| **Too little \\| money.** | See [the guide](../../guides/cards/#top) and 404. |',
        '<a id="handle-in-code"></a>\n\n## Handle it in code',
      ].join('\n\n'),
    ),
    body,
  );
  const tab = (label: string, code: string): string => `<TabItem label="${label}">\n\n${code}\n\n</TabItem>`;
  const tabs = [tab('curl', SAMPLES.sh), tab('Python', SAMPLES.python)].join('\n\n');
  assert.ok(body.includes(`<Tabs syncKey="language">\n\n${tabs}\n\n</Tabs>`), body);
  assert.ok(body.includes('Related: [`LOST`](../../errors/LOST/)'), body);
});

test('Docusaurus gets its tabs, its ids, and links from file to file', () => {
  const files = exportFiles(book(), hostOf('docusaurus'), 'reference');
  assert.match(
    files.get('errors/DECLINED.mdx') ?? '',
    /\nid: "DECLINED"\nslug: "\/reference\/errors\/DECLINED"\n[^]*\nsidebar_position: 0\n/,
  );
  const body = bodyOf('docusaurus', 'errors/DECLINED.mdx');
  assert.ok(
    body.startsWith("import TabItem from '@theme/TabItem';\nimport Tabs from '@theme/Tabs';\n\nThe bank"),
    body,
  );
  assert.ok(body.includes('## Causes {/* #causes */}\n'), body);
  assert.ok(body.includes('See [the guide](../guides/cards.mdx#top) and 404.'), body);
  const tab = (value: string, label: string, code: string): string =>
    `<TabItem value="${value}" label="${label}">\n\n${code}\n\n</TabItem>`;
  const tabs = [tab('sh', 'curl', SAMPLES.sh), tab('python', 'Python', SAMPLES.python)].join('\n\n');
  assert.ok(body.includes(`<Tabs groupId="language">\n\n${tabs}\n\n</Tabs>`), body);
  assert.ok(files.has('errors/_category_.json') && files.has('guides/_category_.json'));
});

test('VitePress gets code groups, ids in braces, and no MDX', () => {
  const body = bodyOf('vitepress', 'errors/DECLINED.md');
  assert.ok(
    body.startsWith('# DECLINED: Card declined\n\nThe bank said \\{no\\} to `x`.\n\n## Causes {#causes}\n'),
    body,
  );
  assert.ok(body.includes('::: code-group\n\n```sh [curl]\ncurl x\n```\n\n```python [Python]\nx()\n```\n\n:::'), body);
  assert.ok(body.includes('[`LOST`](./LOST.md)'), body);
});

test('plain pages are CommonMark: tables as lists, samples behind their names, no fragments', () => {
  const body = bodyOf('plain', 'errors/DECLINED.md');
  assert.ok(
    body.startsWith(
      '# DECLINED: Card declined\n\nThe bank said \\{no\\} to `x`.\n\n## Causes\n\n- **Too little \\| money.**\n  - Fix: See [the guide](../guides/cards.md) and 404.\n\n## Handle it in code\n',
    ),
    body,
  );
  assert.ok(body.includes(`**curl**\n\n${SAMPLES.sh}\n\n**Python**\n\n${SAMPLES.python}`), body);
});

test('guides lose the components of ours and keep what they said', () => {
  for (const name of Object.keys(HOSTS)) {
    const files = exportFiles(book(), hostOf(name), 'reference');
    const text = files.get(`guides/cards${hostOf(name).extension}`) ?? assert.fail(name);
    assert.match(text, /The \[`DECLINED`\]\([^)]+\) error; \[Status page\]\(https:\/\/status\.example\.com\)\./, name);
  }
});

test('components of an author stay where MDX is compiled, and are told of', () => {
  const own = { ...guide, mdx: "import X from './X.astro'\n\n<X a={1}>Inside</X>\n\n{1 + 1} {/* quiet */}" };
  const with_ = book([own]);
  assert.deepEqual(
    pagesWithOwnCode(with_).map(({ path }) => path),
    ['/guides/cards/'],
  );
  assert.deepEqual(pagesWithOwnCode(book()), []);
  const written = (host: string): string =>
    exportFiles(with_, hostOf(host), 'reference').get(`guides/cards${hostOf(host).extension}`) ?? '';
  assert.ok(written('starlight').includes("import X from './X.astro'\n\n"));
  assert.ok(written('docusaurus').includes('<X a={1}>Inside</X>'));
  assert.ok(written('vitepress').includes('Inside') && !/import|<X|1 \+ 1|quiet/.test(written('vitepress')));
});

/** Every node of a document. */
function* nodesOf(node: MdastNode): Generator<MdastNode> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* nodesOf(child);
}

const parse = (host: string, text: string): MdastNode => {
  const body = text.replace(/^---\n[^]*?\n---\n/, '');
  return MDX.includes(host) ? mdxToMdast(body) : markdownToMdast(body);
};

const pagesIn = (files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
  [...files].filter(([path]) => /\.mdx?$/.test(path));

for (const [name, pages] of Object.entries(BOOKS)) {
  for (const host of Object.keys(HOSTS)) {
    const files = exportFiles(pages, hostOf(host), 'reference');

    test(`every link of ${name} for ${host} leads to a file of the export, and to a heading of it`, () => {
      let links = 0;
      for (const [path, text] of pagesIn(files)) {
        for (const node of nodesOf(parse(host, text))) {
          if (node.type !== 'link' || /^(?:https?|mailto):/.test(node.url)) continue;
          links++;
          const [to = '', fragment] = node.url.split('#');
          const file = fileOf(host, path, to);
          assert.ok(files.has(file), `${path} leads to ${node.url}`);
          const page = [...pages.pages.values()].find((other) => `${other.file}${hostOf(host).extension}` === file);
          if (fragment !== undefined) assert.ok(page?.ids.has(decodeURIComponent(fragment)), `${path}: ${node.url}`);
        }
      }
      assert.ok(links >= pages.pages.size - 1, `${links} links`);
    });

    test(`no component and no setting of ours is left in ${name} for ${host}`, () => {
      for (const [path, text] of pagesIn(files)) {
        for (const node of nodesOf(parse(host, text))) {
          if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement')
            assert.match(node.name ?? '', /^(?:Tabs|TabItem|a|span|details|summary)$/, path);
          if (node.type === 'html')
            assert.match(node.value, /^<\/?(?:span|details|summary|pre)\b/, `${host} ${path}: ${node.value}`);
          if (node.type === 'link') assert.doesNotMatch(node.url, /^site:|^\//, path);
          if (host === 'plain')
            assert.ok(!['html', 'table', 'yaml', 'delete'].includes(node.type), `${path}: ${node.type}`);
        }
      }
    });

    if (MDX.includes(host))
      test(`${name} for ${host} is valid MDX`, () => {
        for (const [path, text] of pagesIn(files)) assert.doesNotThrow(() => void mdxToJs(text, {}), path);
      });
  }
}

/** The file to which a link leads, by the rule of a host. */
function fileOf(host: string, from: string, to: string): string {
  const { extension } = hostOf(host);
  if (to === '') return from;
  if (host !== 'starlight') return normalize(`${dirname(from)}/${to}`);
  const address = from === `index${extension}` ? '' : `${from.slice(0, -extension.length)}/`;
  const there = normalize(`/${address}${to}`).slice(1);
  return `${there === '' ? 'index' : there.replace(/\/$/, '')}${extension}`;
}

test('hostile text shows literally in every host', () => {
  for (const host of Object.keys(HOSTS)) {
    const files = exportFiles(BOOKS['odd'] ?? assert.fail(), hostOf(host), 'odd');
    const text = files.get(`errors/odd.text${hostOf(host).extension}`) ?? assert.fail(host);
    const words = [...nodesOf(parse(host, text))]
      .flatMap((node) => {
        if (node.type === 'mdxTextExpression') return /^'.*'$/.test(node.value) ? [node.value.slice(1, -1)] : [];
        return node.type === 'text' ? [node.value] : [];
      })
      .join('');
    // The summary, three times in the description, a step and a cause.
    assert.equal(words.split(ODD_TEXT).length - 1, 6, `${host}: ${words}`);
  }
});

test('Vue evaluates nothing in the text of VitePress', () => {
  let braces = 0;
  for (const [path, text] of pagesIn(exportFiles(BOOKS['odd'] ?? assert.fail(), hostOf('vitepress'), 'odd'))) {
    for (const node of nodesOf(parse('vitepress', text))) {
      if (!('children' in node)) continue;
      node.children.forEach((child, index) => {
        const before = node.children[index - 1];
        if ((child.type !== 'text' && child.type !== 'inlineCode') || !child.value.includes('{{')) return;
        braces++;
        assert.equal(before?.type === 'html' && before.value, '<span v-pre>', `${path}: ${child.value}`);
      });
    }
  }
  assert.ok(braces > 6);
  for (const [, text] of pagesIn(exportFiles(BOOKS['odd'] ?? assert.fail(), hostOf('vitepress'), 'odd')))
    for (const [info] of text.matchAll(/^```.*$/gm)) assert.doesNotMatch(info, /\{\{/);
});

test('signs that a host replaces stay as they are', () => {
  const odd = {
    ...guide,
    mdx: 'Use --force, :tada: and `--x`.\n\n<details>\n<summary>More **here**</summary>\n\nInside\n\n</details>',
  };
  const written = (host: string): string =>
    exportFiles(book([odd]), hostOf(host), '').get(`guides/cards${hostOf(host).extension}`) ?? '';
  assert.match(written('starlight'), /Use \{'--'\}force, \\:tada: and `--x`\./);
  assert.match(written('docusaurus'), /Use --force, \{':'\}tada: and `--x`\./);
  assert.match(written('vitepress'), /\n::: details More \*\*here\*\*\n\nInside\n\n:::\n/);
  assert.match(written('docusaurus'), /<details>\n\n<summary>More \*\*here\*\*<\/summary>\n\nInside\n\n<\/details>/);
  assert.match(written('plain'), /\nMore \*\*here\*\*\n\nInside\n/);
});

test('names of files are safe in every host, and differ without regard to case', () => {
  const names = [...fileNames([...ODD_CODES, 'CASE']).values()];
  for (const name of names) {
    assert.match(name, /^[\w~-][\w.~-]*$/);
    assert.doesNotMatch(name, /^(?:_|\d+[-_.]|(?:index|readme|errors|guides)$)|\.(?:md|mdx|html)$/i);
  }
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, ODD_CODES.length + 1);
});

test('an export writes all its files and touches nothing that it did not write', async () => {
  const out = join(dir, 'docs');
  const file = (name: string): string => join(out, 'reference', name);
  const write = (pages: Book): Promise<readonly string[]> => writeExport(pages, hostOf('plain'), out, 'reference');
  assert.match((await write(book()))[0] ?? '', /^Wrote 4 files for CommonMark to .*reference\.$/);
  writeFileSync(file('mine.md'), 'Mine');
  const without = makeBook({ registry: { ...small, errors: small.errors.slice(0, 1) }, site, prose: {}, guides: [] });
  assert.match((await write(without))[0] ?? '', /and removed 2 that no page has any more\.$/);
  assert.ok(!existsSync(file('errors/LOST.md')) && !existsSync(file('guides/cards.md')));
  assert.equal(readFileSync(file('mine.md'), 'utf8'), 'Mine');

  writeFileSync(file('errors/LOST.md'), 'Mine too');
  const before = readFileSync(file('index.md'), 'utf8');
  await assert.rejects(write(book()), mistake(/errors.LOST\.md is there and no export wrote it/));
  assert.equal(readFileSync(file('errors/LOST.md'), 'utf8'), 'Mine too');
  assert.equal(readFileSync(file('index.md'), 'utf8'), before);
  rmSync(file('errors/LOST.md'));
  writeFileSync(file('index.md'), 'Changed');
  await assert.rejects(write(book()), mistake(/index\.md was changed since it was exported/));
});

/** A content folder with pictures in a guide, in the prose of an error and among the site's own files. */
function contentWithPictures(): string {
  const content = join(dir, 'pictures');
  cpSync(fixture('api'), content, { recursive: true });
  const write = (file: string, body: string | Uint8Array): void => writeFileSync(join(content, file), body);
  mkdirSync(join(content, 'public'));
  write('guides/plan.png', PICTURES.guide);
  write('errors/Plan.PNG', PICTURES.error);
  write('public/pub.png', PICTURES.public);
  write(
    'guides/pictures.mdx',
    [
      '---\ntitle: Pictures\nsummary: Shows pictures.\norder: 99\nerrors: []\n---\n',
      '![A plan](./plan.png) and ![again](plan.png) and ![Pub](/pub.png) and ![Far](https://example.com/far.png)\n',
      '![Gone](./gone.png) ![Out](../../../out.png)\n',
      '<img src="/pub.png" alt="As HTML" />\n',
    ].join('\n'),
  );
  write('errors/RATE_LIMIT_EXCEEDED.mdx', '## A picture\n\n![Limits](./Plan.PNG) ![Lost](./lost.png)\n');
  return content;
}

/** Bytes that are no text. */
const PICTURES = {
  guide: Buffer.from([0x89, 0xff, 0, 1]),
  error: Buffer.from([0x89, 0xff, 0, 2]),
  public: Buffer.from([0x89, 0xff, 0, 3]),
};

test('pictures stay pictures in every host, and what is not there is told', async () => {
  const content = await loadContent(contentWithPictures());
  for (const host of Object.keys(HOSTS)) {
    const out = join(dir, `pictures-${host}`);
    const lines = await writeExport(await readBook(content), hostOf(host), out, 'reference');
    const shown = (page: string): Readonly<Record<string, string>> => {
      const file = join(out, 'reference', page + hostOf(host).extension);
      const images = [...nodesOf(parse(host, readFileSync(file, 'utf8')))].filter(({ type }) => type === 'image');
      return Object.fromEntries(
        images.flatMap((image) => (image.type === 'image' ? [[image.alt ?? '', image.url] as const] : [])),
      );
    };
    const bytes = (page: string, url = ''): Buffer => readFileSync(join(out, 'reference', dirname(page), url));

    const { Far: far, ...own } = shown('guides/pictures');
    assert.equal(far, 'https://example.com/far.png', host);
    assert.deepEqual(Object.keys(own), ['A plan', 'again', 'Pub', 'As HTML'], host);
    for (const url of Object.values(own)) assert.match(url, /^\.\.\/files\/[\w-]+\.png$/, host);
    assert.deepEqual(bytes('guides/pictures', own['A plan']), PICTURES.guide);
    assert.equal(own['again'], own['A plan']);
    assert.deepEqual(bytes('guides/pictures', own['Pub']), PICTURES.public);
    assert.equal(own['As HTML'], own['Pub']);

    const ofError = shown('errors/RATE_LIMIT_EXCEEDED');
    assert.deepEqual(Object.keys(ofError), ['Limits'], host);
    assert.deepEqual(bytes('errors/RATE_LIMIT_EXCEEDED', ofError['Limits']), PICTURES.error);

    assert.equal(readdirSync(join(out, 'reference/files')).length, 3);
    assert.deepEqual(
      lines.flatMap(
        (line) => /^(\S+) has words in the place of the picture (\S+), /.exec(line)?.slice(1).join(' ') ?? [],
      ),
      ['errors/RATE_LIMIT_EXCEEDED ./lost.png', 'guides/pictures ./gone.png', 'guides/pictures ../../../out.png'],
    );

    // One without them removes them, and the record of bytes fits when they come again.
    await writeExport(BOOKS['api'] ?? assert.fail(), hostOf(host), out, 'reference');
    assert.ok(!existsSync(join(out, 'reference/files/plan.png')));
    await writeExport(await readBook(content), hostOf(host), out, 'reference');
    assert.deepEqual(bytes('guides/pictures', own['A plan']), PICTURES.guide);
  }
});

test('names of pictures are safe, and differ without regard to case', () => {
  const { name, files } = createPictureNames();
  const paths = ['/a/Plan.PNG', '/b/plan.png', '/a/_x (1).png', '/a/éé.svg', '/a/Plan.PNG'];
  assert.deepEqual(paths.map(name), [
    'files/Plan.png',
    'files/plan-2.png',
    'files/x-1-.png',
    'files/picture.svg',
    'files/Plan.png',
  ]);
  assert.equal(files.get('files/plan-2.png'), '/b/plan.png');
});

test('the MDX of all errors replaces only what the command wrote, and a folder that can be none is told', async () => {
  const out = join(dir, 'mdx');
  const run = (folder: string): Promise<void> => mdx({ args: ['--out', folder], dir: fixture('api') });
  const file = join(out, 'RATE_LIMIT_EXCEEDED.mdx');
  mkdirSync(out);
  writeFileSync(file, 'Mine');
  await assert.rejects(run(out), mistake(/RATE_LIMIT_EXCEEDED\.mdx is there and no export wrote it/));
  assert.deepEqual(readdirSync(out), ['RATE_LIMIT_EXCEEDED.mdx']);
  assert.equal(readFileSync(file, 'utf8'), 'Mine');
  rmSync(file);
  const log = mock.method(console, 'log', () => undefined);
  await run(out);
  await run(out);
  assert.match(String(log.mock.calls[1]?.arguments[0]), /^Wrote \d+ files to .*mdx\.$/);
  log.mock.restore();
  await assert.rejects(run(join(file, 'x/y')), mistake(/RATE_LIMIT_EXCEEDED\.mdx is a file; name a folder\.$/));
});

const mistake =
  (message: RegExp) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof Mistake && message.test(error.message), String(error));
    return true;
  };

test('what the command does not take is told before anything is written', async () => {
  const out = join(dir, 'unwritten');
  const run = (...args: readonly string[]): Promise<void> => mdx({ args, dir: fixture('api') });
  await assert.rejects(run('--for', 'jekyll', '--out', out), mistake(/^"jekyll" is no host/));
  await assert.rejects(run('--for', 'plain', '--out', out, '--at', '/../x'), mistake(/is no path for pages/));
  await assert.rejects(run('--for', 'plain', 'NO_SUCH_CODE'), mistake(/^NO_SUCH_CODE is not a code/));
  await assert.rejects(run('--for', 'plain'), mistake(/^Name one code/));
  await assert.rejects(run('--out', out, '--at', '/x'), mistake(/^Name one code/));
  assert.ok(!existsSync(out));
});

test('hosts and paths that there are none of are told in one sentence', () => {
  assert.throws(() => hostOf('jekyll'), mistake(/^"jekyll" is no host .* starlight, docusaurus, vitepress, plain\.$/));
  assert.throws(() => hostOf('constructor'), Mistake);
  assert.equal(folderAt('/docs/errors/'), 'docs/errors');
  assert.equal(folderAt('/'), '');
  for (const path of ['/../x', '/a b', '/_x', '/01-x'])
    assert.throws(() => folderAt(path), mistake(/is no path for pages/));
});
