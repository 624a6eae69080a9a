/** Two sites of a bookstore that have the reference among their own pages. */

/** The files of a site by their paths, without its content folder. */
type Files = Readonly<Record<string, string>>;

/** The base of the plain site. */
export const PLAIN_BASE = '/docs';

const layout = `---
import '../styles/global.css';
const { title, description } = Astro.props;
const base = import.meta.env.BASE_URL.replace(/\\/$/, '');
---
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>{title} | Bookstore</title>
    <meta name="description" content={description} />
    <link rel="icon" href="data:," />
    <slot name="head" />
  </head>
  <body>
    <header class="bar"><strong class="logo">Bookstore</strong>
      <nav class="menu"><a href={base + '/'}>Home</a><a href={base + '/about/'}>About</a><a href={base + '/blog/first/'}>Blog</a></nav>
    </header>
    <main class="page" id="content"><slot /></main>
    <footer class="foot">Bookstore</footer>
  </body>
</html>
`;

// A reset of all elements, and names that a reference might have used as well.
const styles = `:root { color-scheme: light dark; --accent: rebeccapurple; }
* { margin: 0; padding: 0; box-sizing: border-box; }
html { font: 17px/1.6 Georgia, serif; }
body { background: light-dark(#fdfcf8, #1b1a24); color: light-dark(#222, #ddd); }
a { color: light-dark(rebeccapurple, plum); font-weight: bold; }
h1 { font-size: 2.4rem; }
table { width: 100%; border-collapse: collapse; }
td, th { padding: 4px; border: 1px solid gray; }
code { padding: 0 4px; background: lightgray; }
button { text-transform: uppercase; }
.bar { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 1rem 2rem; padding: 1rem; background: #2d1b4e; color: white; }
.bar a { color: white; }
.menu { display: flex; flex-wrap: wrap; gap: 1rem; }
.page { max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem; }
.card { border: 5px dotted red; }
.badge { background: red; }
.copy, .facts, .dock { display: none; }
.error, .title, .lead { font-size: 4rem; }
.error-page { color: red; }
`;

const page = (title: string, up: string): string => `---
import Site from '${up}layouts/Site.astro';
---
<Site title="${title}" description="${title} of the bookstore"><h1>${title}</h1><p class="lead">Zebrafish live in ${title}. <b class="badge">new</b></p><div class="card">A card</div></Site>
`;

/** A site of Astro alone, with a layout and three pages. */
export const plainSite: Files = {
  'package.json': JSON.stringify({
    name: 'plain-host',
    private: true,
    type: 'module',
    dependencies: { astro: '^7.3.5', '@astrojs/node': '*', pagefind: '^1.6.0' },
  }),
  'astro.config.mjs': `import { defineConfig } from 'astro/config';
import node from '@astrojs/node';
import { errorReference } from 'error-reference/astro';
const reference = errorReference({ content: 'errors', at: '/reference', layout: 'src/layouts/Site.astro' });
export default defineConfig({
  site: 'https://books.example.com',
  base: '${PLAIN_BASE}',
  outDir: process.env.HOST_OUT,
  ...(process.env.HOST_SERVER && { output: 'server', adapter: node({ mode: 'standalone' }) }),
  integrations: process.env.HOST_ALONE ? [] : [reference],
});
`,
  'src/layouts/Site.astro': layout,
  'src/styles/global.css': styles,
  'src/pages/index.astro': page('Welcome', '../'),
  'src/pages/about.astro': page('About', '../'),
  'src/pages/blog/first.astro': page('First', '../../'),
};

/** A site of Starlight with three pages. */
export const starlightSite: Files = {
  'package.json': JSON.stringify({
    name: 'starlight-host',
    private: true,
    type: 'module',
    dependencies: { astro: '^7.3.5', '@astrojs/starlight': '~0.42.4' },
  }),
  'astro.config.mjs': `import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
import { errorReference } from 'error-reference/astro';
export default defineConfig({
  site: 'https://docs.example.com',
  outDir: process.env.HOST_OUT,
  integrations: [
    starlight({ title: 'Bookstore', sidebar: [{ label: 'Start', items: ['index', 'guides/one', 'guides/two'] }] }),
    ...(process.env.HOST_ALONE ? [] : [errorReference({ content: 'errors', at: '/reference' })]),
  ],
});
`,
  'public/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
  'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
  'src/content/docs/index.md': '---\ntitle: Welcome\n---\n\nZebrafish live in the [first guide](/guides/one/).\n',
  'src/content/docs/guides/one.md': `---
title: First guide
---

## A part

\`\`\`js title="a.js"
const a = 1;
\`\`\`

:::note
Said "here".
:::
`,
  'src/content/docs/guides/two.mdx': `---
title: Second guide
---

import { Card } from '@astrojs/starlight/components';

<Card title="A card">Of the site.</Card>
`,
};
