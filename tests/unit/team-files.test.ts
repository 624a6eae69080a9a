import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { listTeamFiles } from '../../src/content/team-files.ts';

const root = mkdtempSync(join(tmpdir(), 'team-files-'));
after(() => {
  rmSync(root, { recursive: true });
});

const SITE = `import { defineSite } from 'error-reference';

export const site = defineSite({
  name: 'Errors',
  description: 'Errors.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  favicon: '/icon.png',
  footer: { links: [{ label: 'Imprint', href: '/imprint/' }] },
  support: { label: 'Support', href: 'https://support.example.com' },
});
`;
const REGISTRY = `import { defineCategory, defineError, defineRegistry } from 'error-reference';

const orders = defineCategory({ name: 'orders', title: 'Orders', errors: { CLOSED: defineError({ title: 'Closed' }) } });

export const registry = defineRegistry(orders);
`;

/** A content folder with these files besides its site and its registry. */
function makeFolder(name: string, files: Readonly<Record<string, string>>): string {
  const dir = join(root, name);
  const all = { 'site.ts': SITE, 'registry/index.ts': REGISTRY, 'permalinks.txt': '/errors/CLOSED/\n', ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

test('files are published as they are named; those that would take a place of the site are not', async () => {
  const dir = makeFolder('names', {
    'public/icon.png': 'x',
    'public/fonts/a.woff2': 'x',
    'public/og.png': 'x',
    'public/.well-known/security.txt': 'x',
    'public/.DS_Store': 'x',
    'public/errors.json': 'x',
    'public/Errors/a.png': 'x',
    'public/_headers': 'x',
    'public/robots.txt': 'x',
    'public/guides': 'x',
    'public/sitemap-0.xml': 'x',
    'public/50%.png': 'x',
    'errors/plans/plan.png': 'x',
    'errors/notes.txt': 'x',
  });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  symlinkSync(join(root, 'secret.txt'), join(dir, 'public/secret.txt'));
  symlinkSync(root, join(dir, 'public/all'));
  symlinkSync(join(dir, 'public/icon.png'), join(dir, 'public/same.png'));
  symlinkSync(join(dir, 'nowhere'), join(dir, 'public/gone.png'));
  const { files, flaws } = await listTeamFiles(await loadContent(dir));
  assert.deepEqual([...files.keys()].sort(), [
    '/.well-known/security.txt',
    '/_files/errors/plans/plan.png',
    '/fonts/a.woff2',
    '/icon.png',
    '/og.png',
    '/same.png',
  ]);
  const told = Object.fromEntries(flaws.map(({ file, message }) => [file, message]));
  const made = (path: string): string => `The site makes ${path} itself; give the file another name.`;
  const outside = 'It leads out of the content folder, and nothing there is published; put the file itself here.';
  assert.deepEqual(told, {
    'public/50%.png': 'Not every host serves a file of this name; use letters, digits, ., - and _ in it.',
    'public/Errors/a.png': made('/errors/'),
    'public/_headers': made('/_headers'),
    'public/all': outside,
    'public/errors.json': made('/errors.json'),
    'public/gone.png': 'It is no file that can be read; put a file here, or remove it.',
    'public/guides': made('/guides/'),
    'public/robots.txt': made('/robots.txt'),
    'public/secret.txt': outside,
    'public/sitemap-0.xml': made('/sitemap-0.xml'),
  });
});

test('the check tells at its line what the settings and the texts name and nobody has put there', () => {
  const dir = makeFolder('lost', {
    'errors/CLOSED.mdx':
      '![](./a.png)\n\n![Far](../../secret.png)\n\n![Web](https://a.io/b.png)\n\n![There](./there.png)\n',
    'errors/there.png': 'x',
  });
  const check = (verb: readonly string[]) =>
    spawnSync(process.execPath, ['bin/error-reference.js', ...verb, '--content', dir], { encoding: 'utf8' });
  const { stderr, status } = check(['check']);
  assert.equal(status, 1);
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\S*lost\//, ''));
  assert.deepEqual(lines, [
    'errors/CLOSED.mdx:1  "./a.png" says nothing to those who don\'t see it; write what it shows: ![The plan of an order](./a.png).',
    'errors/CLOSED.mdx:1  "./a.png" is no picture beside the text; correct its path, or add the file.',
    'errors/CLOSED.mdx:3  "../../secret.png" leads out of the content folder; put the picture beside the text.',
    'errors/CLOSED.mdx:5  The policy blocks "https://a.io/b.png"; put the picture into public/, or add its host to policy in the settings of the site.',
    'site.ts:10  favicon: There is no public/icon.png in the content folder; add the file, or correct its path.',
    'site.ts:11  footer.links[0].href: "/imprint/" leads to no page of the site; correct it, or remove the link.',
  ]);
  const built = check(['build', '--out', join(root, 'out')]);
  assert.equal(built.status, 1);
  assert.match(built.stderr, /site\.ts:10 {2}favicon: There is no public\/icon\.png/);
});
