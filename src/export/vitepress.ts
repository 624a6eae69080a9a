import { escapeAttribute, escapeHtml } from '../core/html.ts';
import { frontMatter, text } from '../document/mdx.ts';
import { isError, linkWith, pictureFrom, relativePath, withOrigin, type Host } from './host.ts';
import { containerColons, fenced, writeFlow, type Dialect } from './markdown.ts';
import type { Book, Code, Page } from './model.ts';

/** VitePress: Markdown with its containers, where the path of a file is its address. */
export const vitepress: Host = {
  title: 'VitePress',
  pagesFolder: 'the folder of your pages (srcDir)',
  extension: '.md',
  isMdx: false,
  write,
  extras: (book, at) => new Map([['sidebar.json', `${JSON.stringify(sidebar(book, at), null, 2)}\n`]]),
  next: (_, at) => [
    'Its side bar is in sidebar.json; in .vitepress/config:',
    `  import reference from '../${at === '' ? '' : `${at}/`}sidebar.json' with { type: 'json' };`,
    `  themeConfig: { sidebar: { ${JSON.stringify(at === '' ? '/' : `/${at}/`)}: reference } }`,
  ],
};

/** The pages as the default theme takes them for its side bar. */
function sidebar({ title, folders, pages }: Book, at: string): unknown {
  const items = (wanted: (page: Page) => boolean): readonly unknown[] =>
    [...pages.values()]
      .filter(wanted)
      .map(({ label, file }) => ({ text: escapeHtml(label), link: `/${[at, file].filter(Boolean).join('/')}` }));
  const guides = items(({ file }) => file.startsWith('guides/'));
  return [
    { text: escapeHtml(title), link: `/${at === '' ? '' : `${at}/`}` },
    { text: escapeHtml(folders.errors), items: items(isError) },
    ...(guides.length === 0 ? [] : [{ text: escapeHtml(folders.guides), items: guides }]),
  ];
}

function write(page: Page, book: Book): string {
  const head = frontMatter({
    title: unclosed(page.title),
    description: page.description && unclosed(page.description),
    editLink: false,
  });
  const body = writeFlow(page.flow, dialectOf(page, book));
  return `${[withOrigin(head), `# ${withoutVue(text(page.title))}`, body].join('\n\n')}\n`;
}

/** Text for front matter, which VitePress puts into a script that an end tag would end. */
const unclosed = (value: string): string => value.replaceAll('</', '< /');

/** Text in which Vue finds nothing to evaluate, which is what stands between two braces and two more. */
const withoutVue = (escaped: string): string => escaped.replaceAll(/(?:\\\{){2,}/g, '<span v-pre>$&</span>');

function dialectOf(page: Page, book: Book): Dialect {
  return {
    isMdx: false,
    text: withoutVue,
    codeSpan: (span) => (span.includes('{{') ? `<span v-pre>${span}</span>` : span),
    link: linkWith(page, book, ({ file }) => `${relativePath(page.file, file)}.md`),
    picture: pictureFrom(page),
    heading: ({ depth, id }, words) => `${'#'.repeat(depth)} ${words}${id === undefined ? '' : ` {#${id}}`}`,
    code: (code, place) => {
      if (code.title === undefined) return writeCode(code);
      return place === 'page' ? group([code]) : captioned(code);
    },
    tabs: group,
    details: (summary, inside) => {
      const colons = containerColons(summary + inside);
      return `${colons} details ${summary}\n\n${inside}\n\n${colons}`;
    },
    element: (_, attributes) =>
      Object.entries(attributes)
        .filter(([name]) => !name.startsWith('v-'))
        .map(([name, value]) => ` ${name === 'className' ? 'class' : name}="${escapeAttribute(value)}"`)
        .join(''),
  };
}

/** Code below its caption, where it can stand in no tab. */
function captioned(code: Code): string {
  const { title, ...untitled } = code;
  return `**${withoutVue(text(title ?? code.lang))}**\n\n${writeCode(untitled)}`;
}

/** Code in the tabs of VitePress, which also are where a caption is shown. */
function group(codes: readonly Code[]): string {
  if (codes.some(({ body }) => INCLUDE.test(body))) return codes.map(captioned).join('\n\n');
  const inside = codes.map(writeCode).join('\n\n');
  const colons = containerColons(inside);
  return `${colons} code-group\n\n${inside}\n\n${colons}`;
}

/** What VitePress takes for another file's text, in code too. */
const INCLUDE = /<!--\s*@include:/;

function writeCode({ lang, title, marked, body }: Code): string {
  if (INCLUDE.test(body)) return `<pre v-pre><code>${escapeHtml(body).replaceAll('\n', '&#10;')}</code></pre>`;
  // With this ending, it evaluates the code; with a name that every object has, it fails.
  const language = lang in {} ? 'text' : lang.replace(/-vue$/, '');
  const lines = marked.length === 0 ? '' : `{${marked.join(',')}}`;
  const label = title === undefined ? '' : ` [${title.replaceAll(/[[\]{}`\\&\s]+/g, ' ').trim()}]`;
  return fenced(`${language}${lines}${label}`, body);
}
