import { hasCode, nameOf, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { joinSentences, wordsOf } from '../core/say.ts';
import { normalizePath } from '../core/site-path.ts';
import type { Site } from '../core/site.ts';
import { errorPath, guidePath, isSafeLink, proseOf } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { composeBlocks, documentBody, documentTitle, linkTo, RESERVED_IDS } from '../document/compose.ts';
import type { GuideComponents } from '../document/given-components.ts';
import { inline, link, list, text } from '../document/mdx.ts';
import { resolveSetting } from '../document/plugins.ts';
import { speak } from '../document/speak.ts';
import { tellErrors, type ToldErrors } from '../document/told-errors.ts';
import type { GuideFrontMatter } from '../schema/guide.ts';
import { anatomyList, backoffTable } from './figures.ts';
import type { Book, Page, Target } from './model.ts';
import { createPictureNames, fileNames } from './names.ts';
import { readPage, type ReadOptions } from './read.ts';

/** A guide as its author wrote it. */
export interface GuideSource extends GuideFrontMatter {
  /** The name of its file, without the ending. */
  readonly name: string;
  /** Its MDX, without front matter. */
  readonly mdx: string;
}

/** What an export is made from. */
export interface ExportSource {
  readonly registry: Registry;
  readonly site: Site;
  readonly prose: Readonly<Record<string, string>>;
  /** Those that everybody is shown. */
  readonly guides: readonly GuideSource[];
  /** Where a picture is on the disk, by the folder of the text that shows it and what that says; nothing where it is not there. */
  readonly findPicture?: (folder: 'errors' | 'guides', href: string) => string | undefined;
}

/** The path of the page that lists all others. */
const INDEX_PATH = '/';

/** What all pages are made with. */
interface Context {
  readonly site: Site;
  readonly words: Words;
  readonly errors: ToldErrors;
  readonly registry: Registry;
  readonly guides: readonly GuideSource[];
}

/** A page of which the text is still MDX. */
interface Draft extends Omit<Page, 'flow' | 'modules' | 'ids'> {
  readonly mdx: string;
  readonly reserved?: readonly string[];
}

/** The pages of a reference: an index, one for each error and one for each guide. Throws where MDX is not valid. */
export function makeBook({ registry, site, prose, guides: unsorted, findPicture }: ExportSource): Book {
  const words = wordsOf(site);
  const guides = unsorted.toSorted((a, b) => a.order - b.order);
  const context: Context = { site, words, errors: tellErrors(registry), registry, guides };
  const names = {
    errors: fileNames(registry.errors.map(({ code }) => code)),
    guides: fileNames(guides.map(({ name }) => name)),
  };
  const drafts: readonly Draft[] = [
    draftIndex(context),
    ...registry.errors.map((error, order): Draft => {
      const file = `errors/${names.errors.get(error.code) ?? ''}`;
      return { ...draftError(error, proseOf(prose, error.code), context), file, order };
    }),
    ...guides.map((guide, order): Draft => {
      const file = `guides/${names.guides.get(guide.name) ?? ''}`;
      return { ...draftGuide(guide, context), file, order };
    }),
  ];
  const options = { components: components(context), resolve: (href: string) => resolve(href, site) };
  const pictures = createPictureNames();
  const lost = new Map<string, Book['lostPictures'][number]>();
  const pictureOf =
    ({ file }: Draft) =>
    (href: string) => {
      const path = findPicture?.(file.startsWith('guides/') ? 'guides' : 'errors', href);
      if (path !== undefined) return pictures.name(path);
      lost.set(`${file} ${href}`, { file, href });
      return undefined;
    };
  const pages = drafts.map((draft) => finish(draft, { ...options, picture: pictureOf(draft) }));
  return {
    title: site.name,
    folders: { errors: words.site.errors, guides: words.site.guides },
    pages: new Map(pages.map((page) => [page.path, page])),
    pictures: pictures.files,
    lostPictures: [...lost.values()],
  };
}

/** A draft as a page; its links to itself have their page as all others have. */
function finish({ mdx, reserved = [], ...page }: Draft, options: Omit<ReadOptions, 'reserved'>): Page {
  const resolveHere = (href: string): Target | undefined =>
    options.resolve(href.startsWith('#') ? `${page.path}${href}` : href);
  try {
    return { ...page, ...readPage(mdx, { ...options, reserved, resolve: resolveHere }) };
  } catch (error) {
    throw new Error(`The page of ${page.label} is not valid MDX: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

/** Where a link of the reference leads; nothing where no reader may be led. */
function resolve(href: string, site: Site): Target | undefined {
  const url = resolveSetting(site, href);
  if (!isSafeLink(url)) return undefined;
  if (!url.startsWith('/')) return { url };
  const [path = '', fragment] = url.split('#');
  const known = ['/errors/', '/guides/'].includes(path) ? INDEX_PATH : (normalizePath(path) ?? path);
  return { page: known, ...(fragment && { fragment }) };
}

function components({ site, words, errors }: Context): ReadOptions['components'] {
  const settings: Readonly<Record<string, Site['support'] | undefined>> = {
    statusPage: site.statusPage,
    accountSettings: site.accountSettings,
  };
  return {
    Anatomy: () => anatomyList(site, words),
    BackoffPlot: () => backoffTable(words),
    ErrorLink: ({ code = '' }) => linkTo(code, { errors }),
    SiteLink: ({ to = '' }) => {
      const { label, href } = settings[to] ?? site.support;
      return link(text(label), href);
    },
  } satisfies Partial<GuideComponents<unknown>>;
}

function draftError(
  error: RegisteredError,
  prose: string | undefined,
  context: Context,
): Omit<Draft, 'file' | 'order'> {
  const { site, words, errors } = context;
  const document = { site, words, errors, prose };
  // The address of a page of ours is no promise that another host keeps.
  const blocks = composeBlocks(error, document).filter(({ place }) => place !== 'share');
  return {
    path: errorPath(error.code),
    title: documentTitle(error),
    label: nameOf(error),
    description: error.summary,
    mdx: [endingOf(error, context), documentBody(error, document, blocks)].filter(Boolean).join('\n\n'),
    reserved: RESERVED_IDS,
  };
}

/** That an error is deprecated or gone, and what came after it. */
function endingOf({ deprecated, removed }: RegisteredError, context: Context): string {
  const ending = removed ?? deprecated;
  if (ending === undefined) return '';
  const { error: words } = context.words;
  return `> ${joinSentences([
    speak(context, removed ? words.removed : words.deprecated, { since: text(ending.since) }),
    ...(ending.use === undefined ? [] : [speak(context, words.successor, { code: linkTo(ending.use, context) })]),
  ])}`;
}

function draftGuide(
  { name, title, summary, mdx, errors }: GuideSource,
  context: Context,
): Omit<Draft, 'file' | 'order'> {
  const about = context.registry.errors.filter(({ code }) => errors.includes(code));
  const others = about.length === 0 ? [] : [`## ${text(context.words.guides.errors)}`, listErrors(about, context)];
  return {
    path: guidePath(name),
    title,
    label: title,
    description: summary,
    mdx: [inline(summary), mdx, ...others].join('\n\n'),
  };
}

function draftIndex(context: Context): Draft {
  const { registry, site, words, guides } = context;
  const groups = Map.groupBy(registry.errors, ({ category }) => category);
  const categories = registry.categories.flatMap(({ name, title }) => {
    const errors = groups.get(name) ?? [];
    return errors.length === 0 ? [] : [`## ${text(title)}`, listErrors(errors, context)];
  });
  const guideList = guides.map(
    (guide) => `${link(text(guide.title), guidePath(guide.name))}: ${inline(guide.summary)}`,
  );
  return {
    path: INDEX_PATH,
    file: 'index',
    order: 0,
    title: site.name,
    label: site.name,
    description: site.description,
    mdx: [
      inline(site.description),
      ...categories,
      ...(guideList.length === 0 ? [] : [`## ${text(words.site.guides)}`, list(guideList)]),
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
}

function listErrors(errors: readonly RegisteredError[], context: Context): string {
  const told = new Map(errors.map((error) => [error.code, error]));
  return list(
    errors.map((error) => {
      const name = linkTo(error.code, { ...context, errors: told });
      const about = error.summary ?? (hasCode(error) ? error.title : undefined) ?? titleOf(error);
      return about === error.code || about === nameOf(error) ? name : `${name}: ${inline(about)}`;
    }),
  );
}
