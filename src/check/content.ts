import { readdir } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import { contentPermalinks } from '../content/ledger.ts';
import { listTeamFiles } from '../content/team-files.ts';
import { originOf } from '../content/include.ts';
import {
  findContentFile,
  isFile,
  listGuides,
  listLeaks,
  listShownGuides,
  publicView,
  type Content,
} from '../content/load.ts';
import { indexByCode, type RegisteredError } from '../core/define.ts';
import { hrefsOf, listTexts } from '../core/entry-texts.ts';
import { describeMisfit, nameField, type Misfit } from '../core/misfit.ts';
import type { Site } from '../core/site.ts';
import { errorPath, guidePath, isSafeLink, proseOf, slugOf } from '../core/url.ts';
import { isPublic, isPublicField } from '../core/visibility.ts';
import { sitePaths } from '../document/site-paths.ts';
import { filePaths } from '../machine/file-paths.ts';
import type { Finding } from './finding.ts';
import type { FoundLink } from './mdx-file.ts';
import { createLinkCheck, type DescribeLink } from './links.ts';
import { findLostFiles, findLostLinks } from './site-settings.ts';
import {
  findLostPicture,
  isPicture,
  proseOwner,
  readGuide,
  readProseFile,
  type ReadText,
  type TextSources,
} from './texts.ts';
import { findUnused, listContentFiles } from './unused.ts';

/** Finds the author's line of a field: `file:line`, as the folder's modules or JSON have it. */
export type Locate = (misfit: Misfit) => Pick<Finding, 'file' | 'line'>;

/** What a content folder is checked with. */
export interface CheckOptions {
  readonly content: Content;
  readonly locate: Locate;
  /** Folder of files that every site gets as they are. */
  readonly publicDir: string;
}

/**
 * Checks what the rules of the registry can't see: guides and prose compile, every link in them and in the registry's
 * texts leads somewhere, and no file is left unread.
 */
export async function checkTexts({ content, locate, publicDir }: CheckOptions): Promise<readonly Finding[]> {
  const { dir, registry, site } = content;
  const errors = indexByCode(registry);
  const { files, guides, texts } = await readTexts({ dir, site, errors });
  const read = { guides, texts, publicDir };
  const whole = await createSiteCheck(content, read);
  const seen = await checkPublicSite(content, read);
  // What the public reads has to lead somewhere on its own site as well.
  const describe =
    (isSeen: boolean): DescribeLink =>
    (href, page) =>
      whole.describeLink(href, page) ?? (isSeen ? seen?.describeLink(href, page) : undefined);
  const leaks = (await listLeaks(content)).map((leak) => ({ ...locate(leak), message: describeMisfit(leak) }));
  const findings = [
    ...[...guides, ...texts].flatMap(({ findings }) => findings),
    ...guides.flatMap((guide) =>
      linkFindings(linksIn(guide), guidePath(guide.name), describe(seen?.guides.has(guide.name) === true), dir),
    ),
    ...texts.flatMap((text) => {
      const owner = proseOwner(text.file, errors);
      return owner === undefined
        ? []
        : linkFindings(linksIn(text), errorPath(owner.code), describe(isPublic(owner)), dir);
    }),
    ...registry.errors.flatMap((error) => entryFindings(error, describe, locate)),
    ...whole.team.flaws,
    ...placeInSite(content, [...findLostFiles(site, whole.files), ...findLostLinks(site, describe(true))], locate),
    ...(await findUnused({ dir, files, errors: registry.errors, imported: new Set(guides.flatMap(importedFiles)) })),
    ...(await checkIncludedProse(content, errors, describe)),
  ];
  // A link that names what is internal leads nowhere either.
  const isTold = ({ file, line, message }: Finding): boolean =>
    message.includes(ON_PUBLIC) && leaks.some((leak) => leak.file === file && leak.line === line);
  return [...leaks, ...findings.filter((finding) => !isTold(finding))];
}

/** Begins what is said of the public site alone. */
const ON_PUBLIC = 'On the public site';

interface ReadTexts {
  readonly guides: readonly NamedText[];
  readonly texts: readonly ReadText[];
  readonly publicDir: string;
}

/** What the links of a site are held to. */
async function createSiteCheck(content: Content, { guides, texts, publicDir }: ReadTexts) {
  const { registry, site, prose, history } = content;
  const errors = indexByCode(registry);
  const team = await listTeamFiles(content);
  const shown = await listShownGuides(content);
  const files = new Set([...filePaths({ registry, site }), ...(await listPublic(publicDir)), ...team.files.keys()]);
  const describeLink = createLinkCheck({
    ...{ site, errors, prose, files, pages: sitePaths({ registry, site, ...(history && { history }), ...shown }) },
    redirects: (await contentPermalinks(content)).redirects,
    proseIds: new Map(
      texts.flatMap(({ file, mdx }) => [[proseOwner(file, errors)?.code ?? '', mdx?.ids ?? []] as const]),
    ),
    guides: new Map(guides.flatMap(({ name, ids }) => (ids === undefined ? [] : [[name, ids] as const]))),
  });
  return { team, files, describeLink, guides: new Set(shown.guides) };
}

/** The same for the public site, where it has less; `undefined` where all is public. */
async function checkPublicSite(content: Content, read: ReadTexts) {
  const seen = await publicView(content);
  const { guides } = await listShownGuides(content);
  const isWhole =
    content.registry.errors.every((error, place) => error === seen.registry.errors[place]) &&
    (await listShownGuides(seen)).guides.length === guides.length;
  if (isWhole) return undefined;
  const check = await createSiteCheck(seen, read);
  const describeLink: DescribeLink = (href, page) => {
    const message = check.describeLink(href, page);
    return message === undefined ? undefined : `${ON_PUBLIC} ${message}`;
  };
  return { ...check, describeLink };
}

/** What is wrong with the prose that comes along with other content folders, at its places there. */
async function checkIncludedProse(
  { dir, registry, site, origins, prose }: Content,
  errors: ReadonlyMap<string, RegisteredError>,
  describe: (isSeen: boolean) => DescribeLink,
): Promise<readonly Finding[]> {
  const texts = registry.errors.flatMap((error) => {
    const origin = originOf(origins, error);
    const file = `errors/${slugOf(error.code)}.mdx`;
    const isShown = origin !== undefined && proseOf(prose, error.code) !== undefined && isFile(join(origin.dir, file));
    return isShown ? [{ from: origin.dir, file, error }] : [];
  });
  const found = await Promise.all(
    texts.map(async ({ from, file, error }) => {
      const read = await readProseFile(file, { dir: from, site, errors });
      // All others lead to the pages of their own site.
      const links = (read.mdx?.links ?? []).filter((link) => isPicture(link, file) || isErrorPath(link.href));
      const findings = linkFindings({ file, links }, errorPath(error.code), describe(isPublic(error)), from);
      const away = relative(dir, from).replaceAll('\\', '/');
      return [...read.findings, ...findings].map((finding) => ({ ...finding, file: posix.join(away, finding.file) }));
    }),
  );
  return found.flat();
}

const isErrorPath = (href: string): boolean => href.startsWith('#') || href.startsWith('/errors/');

function placeInSite({ dir }: Content, misfits: readonly Misfit[], locate: Locate): readonly Finding[] {
  const file = misfits.length === 0 ? '' : findContentFile(dir, 'site');
  return misfits.map((misfit) => ({ ...locate({ file, ...misfit }), message: describeMisfit(misfit) }));
}

/** Checks what can be known of the texts and files of a folder whose registry or site can't be read. */
export async function checkTextsAlone(dir: string): Promise<readonly Finding[]> {
  const { files, guides, texts } = await readTexts({ dir, site: UNREAD_SITE, errors: undefined });
  return [
    ...[...guides, ...texts].flatMap(({ findings }) => findings),
    ...(await findUnused({ dir, files, errors: undefined, imported: new Set(guides.flatMap(importedFiles)) })),
  ];
}

/** Stands for the settings of a site where headings and syntax are all that is asked for. */
const UNREAD_SITE: Site = {
  ...{ name: '', description: '', url: 'https://errors.example.com', apiUrl: '', lang: 'en', dir: 'ltr' },
  support: { label: '', href: '/' },
  envelope: {},
};

type NamedText = ReadText & { readonly name: string };

async function readTexts(sources: TextSources): Promise<{
  readonly files: readonly string[];
  readonly guides: readonly NamedText[];
  readonly texts: readonly ReadText[];
}> {
  const files = await listContentFiles(sources.dir);
  const names = await listGuides(sources.dir);
  const proseFiles = files.filter((file) => /^errors\/[^/]+\.mdx$/.test(file));
  return {
    files,
    guides: await Promise.all(
      names.map(async (name) => ({ name, ...(await readGuide(`guides/${name}.mdx`, sources)) })),
    ),
    texts: await Promise.all(proseFiles.map(async (file) => readProseFile(file, sources))),
  };
}

async function listPublic(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, encoding: 'utf8' }).catch(() => []);
  return ['/404.html', ...files.map((file) => `/${file.replaceAll('\\', '/')}`)];
}

function importedFiles({ file, mdx }: ReadText): readonly string[] {
  return (mdx?.imports ?? []).map(({ from }) => posix.join(posix.dirname(file), from));
}

const linksIn = ({ file, mdx }: ReadText) => ({ file, links: mdx?.links ?? [] });

/** The links of a text on its page, and the pictures beside it, which are taken along. */
function linkFindings(
  { file, links }: { readonly file: string; readonly links: readonly FoundLink[] },
  page: string,
  describeLink: DescribeLink,
  dir: string,
): readonly Finding[] {
  return links.flatMap((link) => {
    if (isPicture(link, file)) return findLostPicture(file, link, dir);
    const message = describeLink(link.href, page);
    return message === undefined ? [] : [{ file, line: link.line, message }];
  });
}

function entryFindings(
  error: RegisteredError,
  describe: (isSeen: boolean) => DescribeLink,
  locate: Locate,
): readonly Finding[] {
  const page = errorPath(error.code);
  return [...listTexts(error)].flatMap((found) => {
    const describeLink = describe(isPublic(error) && isPublicField(error, found.field));
    return (
      hrefsOf(found)
        // What is not safe is told by a rule.
        .filter(isSafeLink)
        .flatMap((href) => {
          const message = describeLink(href, page);
          if (message === undefined) return [];
          const { code } = error;
          return [
            {
              ...locate({ code, field: found.field, message }),
              message: `${nameField({ code, field: found.field })}: ${message}`,
            },
          ];
        })
    );
  });
}
