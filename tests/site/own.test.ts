/** What a team makes its own is on its site: files, elements of the head, links, the policy, and nothing of what it left out. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listTeamFiles } from '../../src/content/team-files.ts';
import { ownerOfError, rangesOf, teamsOf } from '../../src/core/ranges.ts';
import { wordsOf } from '../../src/core/say.ts';
import { writePolicy } from '../../src/core/policy.ts';
import { SPARE_PAGES } from '../../src/core/site.ts';
import { errorPath, withBase } from '../../src/core/url.ts';
import { attribute, base, content, dist, readPage, readPages, textOf } from './built-site.ts';

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

test('the page of an error names the team that has its code, and no file for programs names any', () => {
  for (const error of content.registry.errors) {
    const { elements } = readPage(errorPath(error.code));
    const owner = ownerOfError(error, site);
    const facts = elements.filter(({ tagName }) => tagName === 'dt').map(textOf);
    assert.equal(facts.includes(wordsOf(site).error.owner), owner !== undefined, error.code);
    if (owner === undefined) continue;
    const told = elements.filter(({ tagName }) => tagName === 'dd').at(facts.indexOf(wordsOf(site).error.owner));
    const { label, href } = owner.contact ?? { label: '', href: '' };
    const wanted = owner.contact === undefined ? owner.team : `${owner.team}${wordsOf(site).document.comma}${label}`;
    assert.equal(told && textOf(told).replaceAll(/\s+/g, ' ').trim(), wanted, error.code);
    const links = elements.filter(({ tagName }) => tagName === 'a').map((link) => attribute(link, 'href'));
    if (owner.contact !== undefined) assert.ok(links.includes(withBase(base, href)), error.code);
  }
  const names = teamsOf(site).flatMap((team) => [
    team,
    ...rangesOf(site, team).flatMap(({ contact }) => contact?.label ?? []),
  ]);
  const others = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:json|jsonl|md|txt|ts|xml|csv|mdx|map|conf)$/.test(file),
  );
  for (const file of others)
    for (const name of names) assert.ok(!readFileSync(join(dist, file), 'utf8').includes(name), `${file} says ${name}`);
});

test('images say what they show, and their files are on the site', () => {
  for (const { path, elements } of pages)
    for (const image of elements.filter(({ tagName }) => tagName === 'img')) {
      const source = attribute(image, 'src') ?? '';
      assert.notEqual(attribute(image, 'alt'), undefined, `${path} ${source}`);
      assert.ok(existsSync(join(dist, decodeURI(source.slice(base.length)))), `${path} ${source}`);
    }
});
