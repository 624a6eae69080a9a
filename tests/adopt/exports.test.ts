/**
 * The exports, built by the generators that they are for. Run as `npm run test:adopt`; it installs them from the registry
 * of npm. `ADOPT_DIR=<dir>` keeps the sites in that folder, to look at them.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, mock, test } from 'node:test';
import { run as mdx } from '../../src/cli/mdx.ts';
import { oddContent } from '../fixtures/odd-content.ts';
import { install, runCommand } from './run-command.ts';

const root = resolve(import.meta.dirname, '../..');
/** The path below which the sites lie, which no file of an export knows. */
const BASE = '/base';

interface HostSite {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** The folder of its pages. */
  readonly pages: string;
  /** The path of the pages below the base. */
  readonly path: string;
  readonly build: readonly string[];
  readonly out: string;
  /** What its own tabs look like in HTML, with the name of the first one. */
  readonly tabs: RegExp;
}

const HELLO = '---\ntitle: Hello\n---\n\nA page of the host.\n';

const SITES: readonly HostSite[] = [
  {
    name: 'starlight',
    packages: { astro: '7.3.5', '@astrojs/starlight': '0.42.4' },
    files: {
      'astro.config.mjs': `import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
export default defineConfig({
  site: 'https://docs.example.com',
  base: '${BASE}',
  integrations: [starlight({ title: 'Shop', sidebar: [
    { label: 'API errors', items: [
      { slug: 'reference' },
      { label: 'Errors', items: [{ autogenerate: { directory: 'reference/errors' } }] },
      { label: 'Guides', items: [{ autogenerate: { directory: 'reference/guides' } }] },
    ] },
    { label: 'Odd', items: [{ slug: 'odd' }, { autogenerate: { directory: 'odd' } }] },
  ] })],
});
`,
      'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
      'src/content/docs/index.md': HELLO,
    },
    pages: 'src/content/docs',
    path: '',
    build: ['astro', 'build'],
    out: 'dist',
    tabs: /<starlight-tabs[^>]*>.*?<a role="tab"[^>]*>\s*curl/s,
  },
  {
    name: 'docusaurus',
    packages: {
      '@docusaurus/core': '3.10.2',
      '@docusaurus/preset-classic': '3.10.2',
      react: '19.2.0',
      'react-dom': '19.2.0',
    },
    files: {
      'docusaurus.config.js': `export default {
  title: 'Shop',
  url: 'https://docs.example.com',
  baseUrl: '${BASE}/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  presets: [['classic', { blog: false }]],
};
`,
      'docs/hello.md': HELLO,
      'src/pages/index.md': HELLO,
    },
    pages: 'docs',
    path: '/docs',
    build: ['docusaurus', 'build'],
    out: 'build',
    tabs: /<ul role="tablist"[^>]*>\s*<li role="tab"[^>]*>curl/,
  },
  {
    name: 'vitepress',
    packages: { vitepress: '1.6.4' },
    files: {
      '.vitepress/config.mjs': `import reference from '../reference/sidebar.json' with { type: 'json' };
import odd from '../odd/sidebar.json' with { type: 'json' };
export default {
  title: 'Shop',
  base: '${BASE}/',
  themeConfig: { sidebar: { '/reference/': reference, '/odd/': odd } },
};
`,
      'index.md': HELLO,
    },
    pages: '.',
    path: '',
    build: ['vitepress', 'build'],
    out: '.vitepress/dist',
    tabs: /<div class="vp-code-group[^>]*><div class="tabs"><input[^>]*><label[^>]*>curl/,
  },
];

let work = '';

before(async () => {
  mock.method(console, 'log', () => undefined);
  work = process.env['ADOPT_DIR'] ?? (await mkdtemp(join(tmpdir(), 'adopt-')));
  await oddContent(join(work, 'odd-content'));
});

after(async () => {
  if (process.env['ADOPT_DIR'] === undefined) await rm(work, { recursive: true, force: true });
});

describe('an export', { concurrency: true }, () => {
  for (const site of SITES) {
    test(`is built by ${site.name}, with every link right and tabs of its own`, async () => {
      const dir = join(work, site.name);
      await setUp(dir, site);
      for (const [content, at] of [
        [join(root, 'content'), '/reference'],
        [join(work, 'odd-content'), '/odd'],
      ] as const)
        await mdx({ args: ['--for', site.name, '--out', join(dir, site.pages), '--at', at], dir: content });
      await runCommand(dir, ['npx', '--no-install', ...site.build], `${site.name} does not build the export`, {
        NODE_ENV: 'production',
      });
      const built = await readSite(join(dir, site.out));
      const pages = [...built].filter(([path]) => /^(?:\/docs)?\/(?:reference|odd)(?:\/|\.html$)/.test(path));
      assert.ok(pages.length >= 40, `only ${pages.length} pages`);
      assert.deepEqual(
        pages.flatMap(([path]) => brokenLinks(path, built)),
        [],
      );
      for (const [path, html] of pages) {
        const prose = textOf(html);
        assert.doesNotMatch(html, /href="site:|<(?:CodeTabs|ErrorLink|SiteLink|Anatomy|BackoffPlot)\b/, path);
        assert.doesNotMatch(prose, /<CodeTabs>|\]\(site:/, path);
      }
      const [, rateLimit = ''] = pages.find(([path]) => /\/errors\/RATE_LIMIT_EXCEEDED(?:\/|\.html)/.test(path)) ?? [];
      assert.match(rateLimit, site.tabs);
      for (const [shown, at] of ODD_TEXTS) {
        const page = pages.find(([path]) => path.includes(`/odd/${at}`));
        assert.ok(textOf(page?.[1] ?? '').includes(shown), `${at} of ${site.name} does not show ${shown}`);
      }
      for (const [alt, at] of ODD_PICTURES) {
        const [path = '', html = ''] = pages.find(([page]) => page.includes(`/odd/${at}`)) ?? [];
        assert.ok(showsPicture(alt, { path, html }, built), `${at} of ${site.name} does not show the picture ${alt}`);
      }
    });
  }
});

const ODD_TEXTS = [
  ['More here', 'guides/odd'],
  ['{{ code }} {{ x }}', 'errors/odd.text'],
  ['{{ globalThis.pwned }} and {expression}', 'errors/odd.text'],
  ['::: warning :::', 'errors/odd.text'],
  ['<script>alert(1)</script>, :smile: {.class} {#id} a --- b | c', 'errors/odd.text'],
] as const;

const ODD_PICTURES = [
  ['In a cell', 'guides/odd'],
  ['Of the site', 'guides/odd'],
  ['As HTML', 'guides/odd'],
  ['Beside the prose', 'errors/odd.text'],
] as const;

/** Whether a page has a picture of these words, from a file of the site or from its own bytes. */
function showsPicture(
  alt: string,
  { path, html }: { readonly path: string; readonly html: string },
  built: ReadonlyMap<string, string>,
): boolean {
  const tag = [...html.matchAll(/<img\b[^>]*>/g)]
    .map(([image]) => image)
    .find((image) => image.includes(`alt="${alt}"`));
  const src = /\ssrc="([^"]*)"/.exec(tag ?? '')?.[1] ?? '';
  if (src.startsWith('data:image/')) return true;
  const { pathname } = new URL(src, new URL(BASE + path, 'https://docs.example.com'));
  return built.has(decodeURIComponent(pathname.slice(BASE.length)));
}

async function setUp(dir: string, { name, files, packages }: HostSite): Promise<void> {
  const all = {
    ...files,
    'package.json': JSON.stringify({ name: `adopt-${name}`, private: true, dependencies: packages }),
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  if (existsSync(join(dir, 'node_modules'))) return;
  await install(dir);
}

/** The pages of a built site by their paths; every other file has none of its text. */
async function readSite(out: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(out, { recursive: true, withFileTypes: true });
  return new Map(
    await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(async (file): Promise<[string, string]> => {
          const path = join(file.parentPath, file.name);
          const url = path.slice(out.length).replaceAll('\\', '/');
          return [url.replace(/\/index\.html$/, '/'), file.name.endsWith('.html') ? await readFile(path, 'utf8') : ''];
        }),
    ),
  );
}

/** The links of a page within its site that lead to no page, or to no element of one. */
function brokenLinks(path: string, built: ReadonlyMap<string, string>): readonly string[] {
  const here = new URL(BASE + path, 'https://docs.example.com');
  return [...(built.get(path) ?? '').matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].flatMap(([, href = '']) => {
    const url = new URL(href.replaceAll('&amp;', '&'), here);
    if (url.origin !== here.origin) return [];
    const below = url.pathname.startsWith(`${BASE}/`) ? decodeURIComponent(url.pathname.slice(BASE.length)) : '';
    const page = [below, `${below}/`, `${below}.html`].find((name) => built.has(name));
    if (page === undefined) return [`${path} leads to ${href}`];
    const id = decodeURIComponent(url.hash.slice(1));
    return id === '' || idsOf(built.get(page) ?? '').has(id) ? [] : [`${path} leads to ${href}, which has no such id`];
  });
}

const idsOf = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(/\sid="?([^"\s>]+)/g)].map(([, id = '']) => id));

/** What a page shows, but for its scripts and styles. */
function textOf(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[^]*?<\/\1>/g, '')
    .replaceAll(/<!--[^]*?-->/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex: string | undefined, number: string | undefined) =>
      String.fromCodePoint(hex === undefined ? Number(number) : Number.parseInt(hex, 16)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}
