/** The files of a content folder that its site has as they are: those in `public/`, and pictures beside the texts of errors. */
import { readdirSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { caselessPath, decodePath, isPortable } from '../core/site-path.ts';
import { isPictureFile, picturePath, publishPictures } from '../core/pictures.ts';
import { filePath } from '../core/url.ts';
import { madePaths } from '../machine/file-paths.ts';
import { WELL_KNOWN } from '../machine/well-known.ts';
import { listShownGuides, type Content } from './load.ts';

/** What is there, and what can't be published. */
export interface TeamFiles {
  /** The files on disk by their paths on the site, decoded. */
  readonly files: ReadonlyMap<string, string>;
  /** What is wrong with others, each with its path inside the content folder. */
  readonly flaws: readonly { readonly file: string; readonly message: string }[];
}

/** The folder whose files stand at the root of the site. */
export const PUBLIC = 'public';

/** What the site may have in the place of ours. */
const REPLACED: ReadonlySet<string> = new Set(['/favicon.svg', '/og.png', WELL_KNOWN]);

/** What a site has besides the files and pages that {@link madePaths} lists; a name with a slash at its end is all below it. */
const MADE = [
  ...[
    '/_headers',
    '/_redirects',
    '/nginx-headers.conf',
    '/nginx-redirects.map',
    '/404.html',
    '/theme.js',
    '/index.html',
  ],
  ...['/_astro/', '/_files/', '/pagefind/', '/lookup/', '/errors/', '/guides/', '/endpoints/', '/support/', '/decode/'],
  ...['/unknown/', '/status/', '/categories/', '/retry/', '/actor/', '/lifecycle/', '/names/', '/llms/', '/coverage/'],
  ...['/changes/', '/api-team/'],
];

/** More than this is no file of a site: each build copies it. */
const MOST_BYTES = 100 * 1024 ** 2;

/** Lists the files that a content folder adds to its site. */
export async function listTeamFiles(
  content: Pick<Content, 'dir' | 'registry' | 'site' | 'prose' | 'origins'>,
): Promise<TeamFiles> {
  const made = madePaths({ ...content, ...(await listShownGuides(content)) });
  const own = collectFiles(content, createTaken(made));
  const included = content.origins.flatMap(({ registries: [name], dir, path }) =>
    name === undefined || path !== dir ? [] : [...collectPictures(dir, name, content.prose)],
  );
  return { ...own, files: new Map([...own.files, ...included]) };
}

/** What the site itself has at a path, or above or below it; `undefined` where the path is free. */
type Taken = (path: string) => string | undefined;

function createTaken(made: ReturnType<typeof madePaths>): Taken {
  // Of a list below a name of its own, as `/severity/`, all belongs to the site.
  const own = [
    ...MADE,
    // Below `/.well-known/` are files of many makers.
    ...[...made]
      .filter((path) => path !== '/' && path !== WELL_KNOWN)
      .map((path) => path.replace(/^(\/[^/]+\/).*/, '$1')),
  ];
  const taken = new Map(own.map((path) => [caselessPath(path), path]));
  return (path) => {
    if (REPLACED.has(path)) return undefined;
    const [name = '', ...rest] = caselessPath(path).slice(1).split('/');
    if (/^sitemap-(?:index|\d+)\.xml$/.test(name)) return `/${name}`;
    return (
      taken.get(rest.length > 0 ? `/${name}/` : `/${name}`) ?? taken.get(rest.length > 0 ? `/${name}` : `/${name}/`)
    );
  };
}

function collectFiles({ dir, prose }: Pick<Content, 'dir' | 'prose'>, taken: Taken): TeamFiles {
  const files = new Map<string, string>();
  const flaws: TeamFiles['flaws'][number][] = [];
  const add = (file: string, path: string): void => {
    const message = refuse(dir, file, path, path.startsWith('/_files/') ? () => undefined : taken);
    if (message === undefined) files.set(path, join(dir, file));
    else flaws.push({ file, message });
  };
  for (const file of listBelow(dir, PUBLIC)) add(file, file.slice(PUBLIC.length));
  const pictures = listBelow(dir, 'errors').filter(isPictureFile);
  const isHidden = pictures.length === 0 ? () => false : findHiddenPictures(dir, prose);
  for (const file of pictures) if (!isHidden(file)) add(file, decodePath(filePath(file)));
  return { files, flaws };
}

/** Tells the pictures that only texts show which the content lacks, as it is that of a public site. */
function findHiddenPictures(dir: string, prose: Content['prose'], registry?: string): (file: string) => boolean {
  const lacking = listBelow(dir, 'errors')
    .filter((file) => file.endsWith('.mdx') && !Object.hasOwn(prose, basename(file, '.mdx')))
    .map((file) => publishPictures(readFileSync(join(dir, file), 'utf8'), registry));
  const shown = Object.values(prose);
  const isIn = (texts: readonly string[], file: string): boolean =>
    texts.some((text) => text.includes(picturePath(file, registry)));
  return (file) => isIn(lacking, file) && !isIn(shown, file);
}

/** The pictures beside the texts of an included folder; what is wrong with others is for its own check to tell. */
function collectPictures(dir: string, registry: string, prose: Content['prose']): ReadonlyMap<string, string> {
  const isHidden = findHiddenPictures(dir, prose, registry);
  const files = listBelow(dir, 'errors')
    .filter((file) => isPictureFile(file) && !isHidden(file))
    .map((file) => [file, decodePath(picturePath(file, registry))] as const);
  return new Map(
    files
      .filter(([file, path]) => refuse(dir, file, path, () => undefined) === undefined)
      .map(([file, path]) => [path, join(dir, file)]),
  );
}

/** The files below a folder, with what links lead to; hidden ones are none, but for those that the web asks for. */
function listBelow(dir: string, folder: string): readonly string[] {
  const entries = readEntries(join(dir, folder));
  return entries.flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') && entry.name !== '.well-known') return [];
    return entry.isDirectory() ? listBelow(dir, file) : [file];
  });
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Why a file can't be published, in a sentence. */
function refuse(dir: string, file: string, path: string, taken: Taken): string | undefined {
  const place = followLinks(dir, file);
  if (place === 'outside')
    return 'It leads out of the content folder, and nothing there is published; put the file itself here.';
  if (place === undefined || !place.isFile()) return 'It is no file that can be read; put a file here, or remove it.';
  if (place.size > MOST_BYTES)
    return `It has ${Math.round(place.size / 1024 ** 2)} MB, and each build would copy them; put it where large files are served, and link to it.`;
  if (!isPortable(path.replace(/^\/\.well-known\//, '/')))
    return 'Not every host serves a file of this name; use letters, digits, ., - and _ in it.';
  const own = taken(path);
  return own === undefined ? undefined : `The site makes ${own} itself; give the file another name.`;
}

/** Where a file inside the content folder is on the disk; `undefined` where it is none, or leads out of that. */
export function findInside(dir: string, file: string): string | undefined {
  const place = followLinks(dir, file);
  return place !== undefined && place !== 'outside' && place.isFile() ? join(dir, file) : undefined;
}

function followLinks(dir: string, file: string): Stats | 'outside' | undefined {
  try {
    const real = realpathSync(join(dir, file));
    return real.startsWith(realpathSync(dir) + sep) ? statSync(real) : 'outside';
  } catch {
    return undefined;
  }
}
