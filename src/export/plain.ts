import { text } from '../document/mdx.ts';
import { linkWith, pictureFrom, relativePath, type Host } from './host.ts';
import { fenced, writeFlow, type Dialect } from './markdown.ts';
import type { Book, Code, Flow, Inline, Page } from './model.ts';

/** CommonMark and nothing beyond it: no front matter, no HTML, tables as lists, code samples behind their names. */
export const plain: Host = {
  title: 'CommonMark',
  pagesFolder: 'any folder',
  extension: '.md',
  isMdx: false,
  write: (page, book) => `${[`# ${text(page.title)}`, writeFlow(page.flow, dialectOf(page, book))].join('\n\n')}\n`,
  next: () => ['Links lead from file to file; tables are lists, for CommonMark has none.'],
};

function dialectOf(page: Page, book: Book): Dialect {
  const toPage = linkWith(page, book, ({ file }) => `${relativePath(page.file, file)}.md`);
  return {
    isMdx: false,
    // CommonMark gives headings no ids, so a fragment would lead nowhere.
    link: (target) => ('url' in target ? target.url : toPage({ page: target.page })),
    picture: pictureFrom(page),
    heading: ({ depth }, words) => `${'#'.repeat(depth)} ${words}`,
    code: writeCode,
    tabs: (codes) => codes.map(writeCode).join('\n\n'),
    table: listRows,
  };
}

function writeCode({ lang, title, body }: Code): string {
  const block = fenced(lang, body);
  return title === undefined ? block : `**${text(title)}**\n\n${block}`;
}

/** A table as a list: an item for each row, with the other cells below the first, each behind the name of its column. */
function listRows({ head, rows }: Extract<Flow, { kind: 'table' }>): readonly Flow[] {
  const items = rows.map((row): readonly Flow[] => {
    const [first = { index: 0, cell: [] }, ...others] = row
      .map((cell, index) => ({ index, cell }))
      .filter(({ cell }) => cell.length > 0);
    const named = others.map(({ cell, index }): readonly Flow[] => [
      { kind: 'paragraph', inside: [...nameOf(head[index]), ...cell] },
    ]);
    const lead: Flow = { kind: 'paragraph', inside: first.cell };
    return named.length === 0 ? [lead] : [lead, { kind: 'list', items: named }];
  });
  return [{ kind: 'list', items }];
}

const nameOf = (name: readonly Inline[] = []): readonly Inline[] =>
  name.length === 0 ? [] : [...name, { kind: 'text', text: ': ' }];
