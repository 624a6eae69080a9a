import { escapeAttribute } from '../core/html.ts';
import { frontMatter } from '../document/mdx.ts';
import { linkWith, pictureFrom, withOrigin, type Host } from './host.ts';
import { fenced, quotedTitle, writeFlow, type Dialect } from './markdown.ts';
import { wordsIn, type Book, type Code, type Flow, type Page } from './model.ts';

/** Starlight: MDX below `src/content/docs`, with addresses that the front matter states. */
export const starlight: Host = {
  title: 'Starlight',
  pagesFolder: 'src/content/docs',
  extension: '.mdx',
  isMdx: true,
  write,
  next: ({ title, folders, pages }, at) => [
    'A side bar that your astro.config.mjs lists needs this entry:',
    `  { label: ${JSON.stringify(title)}, items: [`,
    `    { slug: ${JSON.stringify(at || 'index')} },`,
    ...(['errors', 'guides'] as const)
      .filter((folder) => [...pages.values()].some(({ file }) => file.startsWith(`${folder}/`)))
      .map((folder) => {
        const directory = JSON.stringify([at, folder].filter(Boolean).join('/'));
        return `    { label: ${JSON.stringify(folders[folder])}, items: [{ autogenerate: { directory: ${directory} } }] },`;
      }),
    '  ] },',
  ],
};

function write(page: Page, book: Book, at: string): string {
  const head = frontMatter({
    title: page.title,
    description: page.description,
    slug: [at, page.file === 'index' ? '' : page.file].filter(Boolean).join('/') || 'index',
    editUrl: false,
    sidebar: { label: page.label, order: page.order },
  });
  const body = writeFlow(page.flow, dialectOf(page, book));
  const tabs = page.flow.some(({ kind }) => kind === 'tabs')
    ? ["import { TabItem, Tabs } from '@astrojs/starlight/components';"]
    : [];
  return `${[withOrigin(head), ...tabs, ...page.modules, body].filter(Boolean).join('\n\n')}\n`;
}

function dialectOf(page: Page, book: Book): Dialect {
  const idOf = makeSlugger();
  return {
    isMdx: true,
    // Two hyphens would become a dash, and an option of a command another one.
    text: (escaped) => escaped.replaceAll(/-{2,}/g, "{'$&'}"),
    link: linkWith(page, book, (other) => toFolder(page) + (other.file === 'index' ? '' : `${other.file}/`)),
    picture: pictureFrom(page),
    heading: (heading, words) => {
      const line = `${'#'.repeat(heading.depth)} ${words}`;
      const own = idOf(heading);
      return heading.id === undefined || heading.id === own ? line : `<a id="${heading.id}"></a>\n\n${line}`;
    },
    code: writeCode,
    tabs: (codes) => ['<Tabs syncKey="language">', ...codes.flatMap((code) => writeTab(code)), '</Tabs>'].join('\n\n'),
    element: (_, attributes) =>
      Object.entries(attributes)
        .map(([name, value]) => ` ${name === 'className' ? 'class' : name}="${escapeAttribute(value)}"`)
        .join(''),
  };
}

/** From the address of a page, which ends with a slash, to the folder of the export. */
const toFolder = ({ file }: Page): string => (file === 'index' ? './' : '../'.repeat(file.split('/').length));

function writeTab(code: Code): readonly string[] {
  const { title: _, ...untitled } = code;
  return [`<TabItem label="${escapeAttribute(code.title ?? code.lang)}">`, writeCode(untitled), '</TabItem>'];
}

function writeCode({ lang, title, marked, body }: Code): string {
  const info = [
    lang,
    ...(title === undefined ? [] : [`title=${quotedTitle(title)}`]),
    ...(marked.length === 0 ? [] : [`{${marked.join(',')}}`]),
  ];
  return fenced(info.join(' '), body);
}

/** Gives the ids that Starlight makes from the words of the headings of one page, as `github-slugger` does. */
function makeSlugger(): (heading: Extract<Flow, { kind: 'heading' }>) => string {
  const counts = new Map<string, number>();
  return ({ inside }) => {
    const wanted = wordsIn(inside)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    let id = wanted;
    for (let copy = counts.get(wanted) ?? 0; counts.has(id); id = `${wanted}-${copy}`) counts.set(wanted, ++copy);
    counts.set(id, 0);
    return id;
  };
}
