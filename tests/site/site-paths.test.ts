import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contentPermalinks } from '../../src/content/ledger.ts';
import { listShownGuides } from '../../src/content/load.ts';
import { sitePaths } from '../../src/document/site-paths.ts';
import { filePaths } from '../../src/machine/file-paths.ts';
import { content, dist, readPages } from './built-site.ts';

test('the paths that links are held to are those of the built pages', async () => {
  const { redirects } = await contentPermalinks(content);
  const built = readPages()
    .map(({ path }) => path)
    .filter((path) => path !== '/404.html' && !redirects.has(path));
  const paths = sitePaths({ ...content, ...(await listShownGuides(content)) });
  assert.deepEqual([...paths].sort(), built.sort());
});

test('each file for programs is there', () => {
  for (const path of filePaths(content)) assert.ok(existsSync(join(dist, path)), path);
});
