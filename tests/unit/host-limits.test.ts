import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentType, headersFile } from '../../src/server/headers.ts';
import { findHostLimits } from '../../src/server/host-limits.ts';

const rules = (count: number, path = (index: number): string => `/errors/${index}/`): string =>
  Array.from({ length: count }, (_, index) => `${path(index)} /errors/NEW/ 301\n`).join('');
const files = (count: number, bytes = 1, folder = ''): ReadonlyMap<string, number> =>
  new Map(Array.from({ length: count }, (_, index) => [`${folder}/${index}.md`, bytes]));
const MIB = 1024 ** 2;

test('what passes the limit of a host is told in one line with what to do, and nothing else is', () => {
  for (const [site, said] of [
    [{ rules: rules(2000), files: files(20_000) }, []],
    [
      { rules: rules(2001), files: files(1) },
      [/^_redirects has 2,001 rules, of which Cloudflare reads the first 2,000; /],
    ],
    [{ rules: rules(10_000), files: files(1) }, [/Cloudflare/, /^_redirects has 10,000 rules, and Netlify .*10,000; /]],
    [{ rules: rules(2, () => `/${'a'.repeat(979)}/`), files: files(1) }, []],
    [
      { rules: rules(2, () => `/${'a'.repeat(990)}/`), files: files(1) },
      [/longer than 1,000 .*: 2, the first from \/aaa/],
    ],
    [{ rules: '', files: files(20_001) }, [/^The site has 20,001 files, and Cloudflare takes 20,000, /]],
    [
      { rules: '', files: files(54_001, 1, '/errors') },
      [/Cloudflare/, /^\/errors\/ has 54,001 files, and Netlify takes 54,000 /],
    ],
    [{ rules: '', files: files(2, 25 * MIB) }, []],
    [{ rules: '', files: files(1, 26 * MIB) }, [/^\/0\.md has 26 MiB, and Cloudflare takes 25 MiB a file; /]],
    [{ rules: '', files: files(50, 20 * MIB) }, [/^The site has 1,000 MiB, and GitHub Pages takes 1 GB; /]],
  ] as const) {
    const lines = findHostLimits(site);
    assert.equal(lines.length, said.length, lines.join('\n'));
    for (const [index, line] of lines.entries()) {
      assert.match(line, said[index] ?? /^$/);
      assert.ok(!line.includes('\n'));
    }
  }
});

test('the headers fit every host, and a host that adds up what several rules say sends one content type', () => {
  for (const base of ['', '/docs', '/b%C3%BCro', `/${'a'.repeat(240)}/${'%C3%BC'.repeat(120)}`]) {
    const blocks = headersFile(base).trim().split('\n\n');
    assert.ok(blocks.length <= 100);
    for (const line of blocks.flatMap((block) => block.split('\n'))) assert.ok(line.length <= 2000);
    for (const path of [
      '/errors.schema.json',
      '/errors.json',
      '/errors/A.json',
      '/errors/A.md',
      '/llms.txt',
      '/errors.ts',
    ])
      assert.equal(addUp(blocks, base + path), contentType(path), path);
  }
});

/** The content type of a path as Cloudflare makes it of the rules that fit. */
function addUp(blocks: readonly string[], path: string): string {
  const types: string[] = [];
  for (const block of blocks) {
    const [form = '', ...lines] = block.split('\n').map((line) => line.trim());
    const [start = '', end] = form.split('*');
    if (end === undefined ? path !== form : !(path.startsWith(start) && path.endsWith(end))) continue;
    if (lines.includes('! Content-Type')) types.length = 0;
    types.push(
      ...lines.flatMap((line) => (line.startsWith('Content-Type: ') ? [line.slice('Content-Type: '.length)] : [])),
    );
  }
  return types.join(', ');
}
