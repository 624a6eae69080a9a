import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { nameOf, statusesOf, titleOf } from '../../src/core/define.ts';
import { listRegisteredStatuses } from '../../src/core/http.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { plainText } from '../../src/core/markup.ts';
import { pathBelow } from '../../src/core/site-path.ts';
import { wordsOf } from '../../src/core/say.ts';
import { hasPage, SPARE_PAGES } from '../../src/core/site.ts';
import { STATUS_FACTS } from '../../src/core/status-facts.ts';
import { listShownGuides } from '../../src/content/load.ts';
import { absoluteUrl, errorPath, guidePath, statusPath, withBase } from '../../src/core/url.ts';
import { listChanges } from '../../src/document/changes.ts';
import { TEAM_PATH, teamPages } from '../../src/document/team-pages.ts';
import { endpointsOf } from '../../src/core/define.ts';
import { parseXml } from '../fixtures/xml.ts';
import { attribute, base, content, dist, readPage, readPages, textOf, type Page } from './built-site.ts';

const { registry, site } = content;
const words = wordsOf(site);
const { teamGuides } = await listShownGuides(content);
const pages = readPages();
const byPath = new Map(pages.map((page) => [page.path, page]));

const find = (page: Page, tag: string): Page['elements'] => page.elements.filter(({ tagName }) => tagName === tag);
const gzipped = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
/** A link of the site as a path in `dist`; `undefined` for links that lead elsewhere. */
const local = (href: string): string | undefined => (href.startsWith('//') ? undefined : pathBelow(base, href));

test('every code has its page: one h1 with the code, its title, its permanent address', () => {
  for (const error of registry.errors) {
    const page = readPage(errorPath(error.code));
    const headings = find(page, 'h1');
    assert.deepEqual(headings.map(textOf), [error.code]);
    const [title] = find(page, 'title').map(textOf);
    assert.ok(title?.includes(error.code) && title.includes(titleOf(error)), title);
    const canonical = find(page, 'link').find((link) => attribute(link, 'rel') === 'canonical');
    assert.equal(canonical && attribute(canonical, 'href'), absoluteUrl(site.url, errorPath(error.code)));
    const [main] = find(page, 'main');
    assert.ok(main && 'dataPagefindBody' in main.properties, `${error.code} is indexed`);
  }
});

test('the payload on each page equals the one that the registry computes', () => {
  for (const error of registry.errors.filter(({ message, details }) => message ?? details)) {
    const figures = find(readPage(errorPath(error.code)), 'figure').filter(
      (figure) => attribute(figure, 'dataLang') === 'json' && textOf(figure).startsWith('Response body'),
    );
    const payloads = figures.flatMap((figure) =>
      figure.children.filter((child) => child.type === 'element' && child.tagName === 'pre'),
    );
    assert.ok(payloads.length > 0, `${error.code} shows its payload`);
    assert.deepEqual(
      JSON.parse(textOf(payloads[0] as Page['elements'][number])),
      buildPayload(error, site),
      error.code,
    );
  }
});

test('each page has one h1, a language, a description, and no id twice', () => {
  for (const page of pages) {
    assert.equal(find(page, 'h1').length, 1, page.path);
    assert.equal(attribute(find(page, 'html')[0] ?? assert.fail(), 'lang'), site.lang, page.path);
    assert.match(page.html, /<meta name="description" content="[^"]+"/, page.path);
    const ids = page.elements.flatMap((element) => attribute(element, 'id') ?? []);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
      page.path,
    );
  }
});

test('all internal links and their fragments resolve', () => {
  const ids = new Map(
    pages.map((page) => [page.path, new Set(page.elements.map((element) => attribute(element, 'id')))]),
  );
  for (const page of pages) {
    for (const link of find(page, 'a')) {
      const href = attribute(link, 'href') ?? '';
      const [target = '', fragment] = (href.startsWith('#') ? base + page.path + href : href).split('#');
      const path = local(target);
      if (path === undefined) {
        assert.match(href, /^(?:https?:|mailto:)/, `${page.path} links to ${href}`);
        continue;
      }
      const known = byPath.has(path) || existsSync(join(dist, path));
      assert.ok(known, `${page.path} links to ${href}, which does not exist`);
      if (fragment && byPath.has(path))
        assert.ok(ids.get(path)?.has(fragment), `${page.path} links to ${href}, which has no such id`);
    }
  }
});

/** Scripts that a team adds to every page, as their addresses stand there. */
const added = new Set(
  (site.head ?? []).flatMap(({ attributes: { src } }) => (typeof src === 'string' ? [withBase(base, src)] : [])),
);

test('nothing is inline, and nothing of ours comes from elsewhere', () => {
  for (const page of pages) {
    for (const element of page.elements) {
      const names = Object.keys(element.properties);
      assert.deepEqual(
        names.filter((name) => name === 'style' || /^on[A-Z]/.test(name)),
        [],
        `${page.path} <${element.tagName}>`,
      );
      if (element.tagName === 'style') assert.fail(`${page.path} has a <style>`);
      if (element.tagName === 'script') assert.ok(attribute(element, 'src'), `${page.path} has an inline script`);
    }
    for (const [tag, name] of [
      ['script', 'src'],
      ['img', 'src'],
    ] as const) {
      for (const element of find(page, tag))
        assert.ok(
          added.has(attribute(element, name) ?? '') || local(attribute(element, name) ?? '') !== undefined,
          page.path,
        );
    }
  }
});

test('a first visit of an error page is 15 KB and 5 requests at most, besides what a team adds', () => {
  for (const { code } of registry.errors) {
    const page = readPage(errorPath(code));
    const scripts = find(page, 'script')
      .map((script) => attribute(script, 'src') ?? '')
      .filter((address) => !added.has(address));
    const links = find(page, 'link').filter((link) =>
      /stylesheet|icon|modulepreload/.test(attribute(link, 'rel') ?? ''),
    );
    const assets = [...scripts, ...links.map((link) => attribute(link, 'href') ?? '')].map((href) => local(href) ?? '');
    assert.ok(1 + assets.length <= 5, `${code}: ${assets.join(' ')}`);
    const icons = new Set(
      links.filter((link) => attribute(link, 'rel') === 'icon').map((link) => local(attribute(link, 'href') ?? '')),
    );
    const bytes = [`${errorPath(code)}index.html`, ...assets.filter((asset) => !icons.has(asset))].map(gzipped);
    const total = bytes.reduce((sum, size) => sum + size, 0);
    assert.ok(total <= 15_000, `${code}: ${total} bytes of ${bytes.join(' + ')}`);
  }
});

test('the host rules carry the security headers', () => {
  const headers = readFileSync(join(dist, '_headers'), 'utf8');
  for (const part of [
    "default-src 'self'",
    "frame-ancestors 'none'",
    'nosniff',
    'strict-origin-when-cross-origin',
    'immutable',
  ]) {
    assert.ok(headers.includes(part), part);
  }
});

test('GitHub Pages is told to leave out no file that begins with an underscore', () => {
  assert.ok(existsSync(join(dist, '.nojekyll')));
});

test('every XML file is well-formed', () => {
  const names = readdirSync(dist).filter((name) => name.endsWith('.xml'));
  for (const name of ['feed.xml', 'opensearch.xml', 'sitemap-index.xml']) assert.ok(names.includes(name), name);
  for (const name of names) assert.ok(parseXml(readFileSync(join(dist, name), 'utf8')).length > 0, name);
});

test('the sitemap lists every error', () => {
  const parts = readdirSync(dist).filter((file) => /^sitemap-\d+\.xml$/.test(file));
  const sitemap = parts.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n');
  for (const { code } of registry.errors)
    assert.ok(sitemap.includes(`<loc>${absoluteUrl(site.url, errorPath(code))}</loc>`), code);
});

test('the sitemap has each page that search engines may list, once, by its whole address', () => {
  const named = (file: string, tag: string): readonly string[] =>
    parseXml(readFileSync(join(dist, file), 'utf8'))
      .filter(([name]) => name === tag)
      .map(([, text]) => text);
  const parts = named('sitemap-index.xml', 'loc').map((address) => address.split('/').at(-1) ?? '');
  const listed = parts.flatMap((part) => named(part, 'loc'));
  for (const date of parts.flatMap((part) => named(part, 'lastmod'))) assert.ok(!Number.isNaN(Date.parse(date)), date);
  const open = pages.flatMap((page) => {
    const canonical = find(page, 'link').find((link) => attribute(link, 'rel') === 'canonical');
    const isClosed = /<meta (?:name="robots" content="noindex"|http-equiv="refresh")/.test(page.html);
    return canonical === undefined || isClosed ? [] : [attribute(canonical, 'href') ?? ''];
  });
  assert.deepEqual([...listed].sort(), [...new Set(open)].sort());
  for (const address of listed) assert.equal(new URL(address).href, address);
});

test('pages that are for no error of the API are in no list, and search engines are told to leave them out', () => {
  const stated = new Set(registry.errors.flatMap(statusesOf));
  const unlisted = [
    ...listRegisteredStatuses()
      .filter((status) => !stated.has(status))
      .map(statusPath),
    '/unknown/',
  ];
  const sitemap = readdirSync(dist)
    .filter((file) => /^sitemap-\d+\.xml$/.test(file))
    .map((file) => readFileSync(join(dist, file), 'utf8'))
    .join('\n');
  const listed = new Set(pages.flatMap((page) => find(page, 'a').map((link) => local(attribute(link, 'href') ?? ''))));
  for (const path of unlisted) {
    assert.match(readPage(path).html, /<meta name="robots" content="noindex"/, path);
    assert.ok(!sitemap.includes(`<loc>${absoluteUrl(site.url, path)}</loc>`), path);
    assert.ok(!listed.has(path), `${path} is in a list`);
  }
  for (const file of ['llms.txt', 'llms-full.txt', 'errors.json'])
    for (const path of unlisted) assert.ok(!readFileSync(join(dist, file), 'utf8').includes(path), `${file}: ${path}`);
});

test('the page of a status says what it means, whether or not errors state it', () => {
  for (const status of listRegisteredStatuses()) {
    const text = find(readPage(statusPath(status)), 'main')
      .map(textOf)
      .join('');
    assert.ok(text.includes(words.statuses.meanings[status]), String(status));
    const [sender, retry, proxy] = STATUS_FACTS[status];
    assert.ok(text.includes(words.statuses.senders[sender]) && text.includes(words.statuses.retries[retry]));
    if (proxy !== undefined) assert.ok(text.includes(words.statuses.proxies[proxy]), String(status));
    const isStated = registry.errors.some((error) => statusesOf(error).includes(status));
    assert.equal(text.includes(words.statuses.none), !isStated, String(status));
  }
});

test('every fixed list can be reached by trimming a URL', () => {
  for (const path of [
    '/',
    '/errors/',
    '/status/',
    '/categories/',
    '/retry/',
    '/actor/',
    ...SPARE_PAGES.filter((page) => hasPage(site, page)).map((page) => `/${page}/`),
    '/404.html',
  ]) {
    assert.ok(byPath.has(path), path);
  }
});

test('the list of changes and the feed tell each change once, as text', () => {
  const changes = listChanges(registry, site, words, content.history);
  if (teamPages(registry, site, content.history).changes === 'none') return;
  const items = find(readPage('/changes/'), 'li').filter((item) => attribute(item, 'dataKind') !== undefined);
  assert.deepEqual(
    items
      .map((item) => [attribute(item, 'dataKind'), textOf(item)])
      .map(([kind, text = '']) => [kind, text.replaceAll(/\s+/g, '')]),
    changes.map(({ kind, error, code, about }) => {
      const name = error === undefined ? (code ?? words.site.allErrors) : nameOf(error);
      const told = [words.changeKinds[kind], name, about ?? plainText(error?.title ?? '')];
      return [kind, told.join('').replaceAll(/\s+/g, '')];
    }),
  );
  const feed = readFileSync(join(dist, 'feed.xml'), 'utf8');
  assert.equal([...feed.matchAll(/<entry>/g)].length, changes.filter(({ date }) => date !== undefined).length);
});

test('what is for the team of the API has one link on each page, and search engines are told to leave it out', () => {
  const sitemap = readFileSync(join(dist, 'sitemap-0.xml'), 'utf8');
  const kept = teamPages(registry, site, content.history);
  const hidden = [
    ...(['coverage', 'changes'] as const).filter((page) => kept[page] === 'team').map((page) => `/${page}/`),
    ...teamGuides.map(guidePath),
  ];
  for (const path of [...hidden, TEAM_PATH]) {
    assert.match(readPage(path).html, /<meta name="robots" content="noindex"/, path);
    assert.ok(!sitemap.includes(`<loc>${absoluteUrl(site.url, path)}</loc>`), path);
  }
  const linksOf = (path: string) => find(readPage(path), 'a').map((link) => local(attribute(link, 'href') ?? ''));
  for (const path of ['/', '/errors/', '/guides/', errorPath(registry.errors[0]?.code ?? '')]) {
    assert.equal(linksOf(path).filter((to) => to === TEAM_PATH).length, 1, path);
    assert.deepEqual(
      linksOf(path).filter((to) => hidden.includes(to ?? '')),
      [],
      path,
    );
  }
  assert.deepEqual(new Set(linksOf(TEAM_PATH).filter((to) => hidden.includes(to ?? ''))), new Set(hidden));
});

test('the header and the menu lead to the same places, each by one word', () => {
  const [bar, menu] = find(readPage('/errors/'), 'nav')
    .filter((nav) => attribute(nav, 'ariaLabel') === words.site.nav)
    .map((nav) => nav.children.map((link) => textOf(link as Page['elements'][number]).trim()));
  const { allErrors, guides, statuses, endpoints, desk, decodeShort, contact } = words.site;
  const hasEndpoints = hasPage(site, 'endpoints') && registry.errors.some((error) => endpointsOf(error).length > 0);
  assert.deepEqual(bar, [
    ...[allErrors, guides, statuses, ...(hasEndpoints ? [endpoints] : [])],
    ...(hasPage(site, 'support') ? [desk] : []),
    ...(hasPage(site, 'decode') ? [decodeShort] : []),
    ...(site.header?.links ?? []).map(({ label }) => label),
    `${contact} ↗`,
  ]);
  assert.deepEqual(menu, bar);
});

test('a code breaks behind its signs and keeps its letters wherever lists and headings show it', () => {
  for (const { code } of registry.errors) {
    const shown = find(readPage('/errors/'), 'code').filter((element) => textOf(element) === code);
    const title = find(readPage(errorPath(code)), 'h1').flatMap((element) => element.children);
    for (const element of [...shown, ...title]) {
      const breaks = 'children' in element ? element.children.filter((child) => 'tagName' in child).length : 0;
      assert.equal(breaks, (code.match(/[_./]+(?=.)/g) ?? []).length, code);
    }
    assert.ok(shown.length > 0, code);
  }
});
