/** What a team makes its own is on its site: files, elements of the head, links, the policy, and nothing of what it left out. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listTeamFiles } from '../../src/content/team-files.ts';
import { writePolicy } from '../../src/core/policy.ts';
import { SPARE_PAGES } from '../../src/core/site.ts';
import { withBase } from '../../src/core/url.ts';
import { attribute, base, content, dist, readPages, textOf } from './built-site.ts';

const { site } = content;
const pages = readPages().filter(({ html }) => html.includes('class="er-foot"'));
const { files } = await listTeamFiles(content);

test('every file of the team is on the site as it is', () => {
  for (const [path, file] of files) assert.deepEqual(readFileSync(join(dist, path)), readFileSync(file), path);
});

test('the picture for links has the size that other sites ask for', () => {
  const png = readFileSync(join(dist, 'og.png'));
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
});

test('every page has the icon, and the elements that the team adds to its head', () => {
  for (const { path, elements } of pages) {
    const icon = elements.find((element) => attribute(element, 'rel') === 'icon');
    assert.equal(icon && attribute(icon, 'href'), withBase(base, site.favicon ?? '/favicon.svg'), path);
    for (const { tag, attributes } of site.head ?? []) {
      const address = attributes['src'] ?? attributes['href'] ?? attributes['name'];
      const wanted = withBase(base, String(address));
      const found = elements.filter(
        (element) =>
          element.tagName === tag &&
          [attribute(element, 'src'), attribute(element, 'href'), attribute(element, 'name')].includes(wanted),
      );
      assert.equal(found.length, 1, `${path} ${wanted}`);
    }
  }
});

test('the links of the team are in the header, in its menu and in the footer', () => {
  for (const { path, elements } of pages) {
    const links = elements
      .filter(({ tagName }) => tagName === 'a')
      .map((link) => `${attribute(link, 'href')} ${textOf(link).trim()}`);
    const count = (label: string, href: string): number =>
      links.filter((link) => link === `${withBase(base, href)} ${label}`).length;
    for (const { label, href } of site.header?.links ?? []) assert.ok(count(label, href) >= 2, `${path} ${label}`);
    for (const { label, href } of site.footer?.links ?? []) assert.ok(count(label, href) >= 1, `${path} ${label}`);
  }
});

test('the rules for hosts have the policy with what the team adds', () => {
  const policy = writePolicy(site.policy);
  assert.ok(readFileSync(join(dist, '_headers'), 'utf8').includes(`  Content-Security-Policy: ${policy}\n`));
  assert.ok(
    readFileSync(join(dist, 'nginx-headers.conf'), 'utf8').includes(
      `add_header Content-Security-Policy "${policy}" always;`,
    ),
  );
});

test('of pages that the team has no use for there is none, and no link leads to one', () => {
  for (const page of SPARE_PAGES) {
    const isThere = site.pages?.[page] !== false;
    assert.equal(existsSync(join(dist, page)), isThere, page);
    if (isThere) continue;
    const address = withBase(base, `/${page}/`);
    for (const { path, html } of readPages()) assert.ok(!html.includes(`"${address}`), `${path} leads to ${address}`);
    for (const file of ['sitemap-0.xml', 'llms.txt'])
      assert.ok(!readFileSync(join(dist, file), 'utf8').includes(address), file);
  }
});

test('images say what they show, and their files are on the site', () => {
  for (const { path, elements } of pages)
    for (const image of elements.filter(({ tagName }) => tagName === 'img')) {
      const source = attribute(image, 'src') ?? '';
      assert.notEqual(attribute(image, 'alt'), undefined, `${path} ${source}`);
      assert.ok(existsSync(join(dist, decodeURI(source.slice(base.length)))), `${path} ${source}`);
    }
});
