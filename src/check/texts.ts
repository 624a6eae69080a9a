import { isUtf8 } from 'node:buffer';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { basename, join, posix, sep } from 'node:path';
import { isSystemError, unreadable } from '../content/load.ts';
import type { RegisteredError } from '../core/define.ts';
import { describeMisfit } from '../core/misfit.ts';
import { isPictureFile, isRelative, resolveBeside } from '../core/pictures.ts';
import { isAllowed } from '../core/policy.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { slugOf } from '../core/url.ts';
import { compileDocument, readHeadings } from '../document/compile.ts';
import { GUIDE_COMPONENTS, PROSE_COMPONENTS } from '../document/given-components.ts';
import { Html, type DocumentComponent } from '../document/html.ts';
import { SETTINGS, type Heading } from '../document/plugins.ts';
import { findGuideMisfits } from '../schema/guide.ts';
import type { Finding } from './finding.ts';
import { nearest } from '../core/distance.ts';
import { describeMdxError, readMdxFile, type FoundLink, type MdxFile, type MdxPart } from './mdx-file.ts';

/** A hand-written text, read: what it holds, and what is wrong with it by itself. */
export interface ReadText {
  /** Path inside the content folder. */
  readonly file: string;
  /** Absent where it is no MDX. */
  readonly mdx?: MdxFile;
  /** Ids of its headings; absent where they can't be known. */
  readonly ids?: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** What texts are held to. */
export interface TextSources {
  readonly dir: string;
  readonly site: Site;
  /** The registry by code; absent where it can't be read, and codes in texts are taken as they are. */
  readonly errors: Codes | undefined;
}

type Codes = ReadonlyMap<string, RegisteredError>;

/** Reads a guide: its front matter, MDX, components and imports. */
export async function readGuide(file: string, sources: TextSources): Promise<ReadText> {
  const { dir, site, errors } = sources;
  const read = await readText(file, dir);
  const { mdx } = read;
  if (mdx === undefined) return read;
  const listed = listedErrors(mdx);
  const unknown = listed.flatMap(({ code, line }) =>
    errors === undefined || errors.has(code) ? [] : [{ file, line, message: `errors: ${describeCode(code, errors)}` }],
  );
  const isLost = (from: string): boolean => !canImport(dir, file, from);
  const lost = mdx.imports.flatMap(({ from, line }) =>
    isLost(from)
      ? [{ file, line, message: `"${from}" can't be imported here; correct its path, or remove the import.` }]
      : [],
  );
  const taken = OWN_NAMES.flatMap((name) => {
    const line = mdx.names.get(name);
    const message = `The page of a guide has a \`${name}\` of its own; remove this one, or give it another name.`;
    return line === undefined ? [] : [{ file, line, message }];
  });
  const compiled = compile(file, mdx, { site, given: GUIDE_COMPONENTS, reserved: [] });
  return {
    ...read,
    ...(compiled.ids === undefined
      ? {}
      : {
          ids: new Set([...compiled.ids, ...mdx.otherHeadings.map(builtId), ...(listed.length > 0 ? ['errors'] : [])]),
        }),
    findings: [
      ...frontMatterFindings(file, mdx),
      ...unknown,
      ...lost,
      ...taken,
      ...componentFindings(file, mdx, GUIDE_COMPONENTS, errors),
      ...imageFindings(file, mdx, site),
      ...(taken.length > 0 ? [] : compiled.findings),
    ],
  };
}

/** A picture of a text that is not beside it; where it is, it is taken along. */
export function findLostPicture(file: string, { href, line }: FoundLink, dir: string): readonly Finding[] {
  const folder = posix.dirname(file);
  const isProse = folder.startsWith('errors');
  const text = isProse ? 'text' : 'guide';
  const found = resolveBeside(folder, href.replace(/[?#].*$/s, ''));
  if (found === undefined || leadsOut(dir, found))
    return [{ file, line, message: `"${href}" leads out of the content folder; put the picture beside the ${text}.` }];
  if (isProse && !found.startsWith('errors/'))
    return [{ file, line, message: `"${href}" is not in errors/; put the picture beside the text, or into public/.` }];
  if (existsSync(join(dir, found))) return [];
  return [{ file, line, message: `"${href}" is no picture beside the ${text}; correct its path, or add the file.` }];
}

/** Whether a file is a link to one elsewhere, which nobody wants to publish. */
function leadsOut(dir: string, file: string): boolean {
  try {
    return !realpathSync(join(dir, file)).startsWith(realpathSync(dir) + sep);
  } catch {
    return false; // it isn't there
  }
}

/** Whether a link is a picture in the content folder, which a guide takes along only as an image. */
export function isPicture({ href, isImage }: FoundLink, file: string): boolean {
  return isRelative(href) && (isImage || (file.startsWith('errors/') && isPictureFile(href)));
}

/** What is wrong with the images of a text, wherever they lie. */
function imageFindings(file: string, { links }: MdxFile, { policy = {} }: Site): readonly Finding[] {
  return links.flatMap(({ href, line, isImage, alt }): readonly Finding[] => {
    if (!isImage) return [];
    const { 'img-src': sources = [] } = policy;
    const isBlocked = /^(?:https?:)?\/\//i.test(href) && !isAllowed(href, sources);
    const told = [
      alt === undefined &&
        `"${href}" says nothing to those who don't see it; write what it shows: ![The plan of an order](${href}).`,
      isBlocked &&
        `The policy blocks "${href}"; put the picture into public/, or add its host to policy in the settings of the site.`,
    ];
    return told.filter((message) => message !== false).map((message) => ({ file, line, message }));
  });
}

/** Names under which the bundler finds the parts of a guide. */
const OWN_NAMES = ['default', 'Content', 'MDXContent', 'frontmatter', 'getHeadings'];

/** Reads the prose of an error: its MDX and components; it imports nothing. */
export async function readProseFile(file: string, { dir, site, errors }: TextSources): Promise<ReadText> {
  const read = await readText(file, dir);
  const { mdx } = read;
  if (mdx === undefined) return read;
  const imports = mdx.imports.map(({ line }) => ({
    file,
    line,
    message: `Prose of an error can't import; remove the line: ${PROSE_COMPONENTS.join(' and ')} are given.`,
  }));
  const compiled = compile(file, mdx, { site, given: PROSE_COMPONENTS });
  return {
    ...read,
    ...(compiled.ids === undefined ? {} : { ids: compiled.ids }),
    findings: [
      ...imports,
      ...componentFindings(file, mdx, PROSE_COMPONENTS, errors),
      ...imageFindings(file, mdx, site),
      ...compiled.findings,
    ],
  };
}

async function readText(file: string, dir: string): Promise<ReadText> {
  try {
    const bytes = await readFile(join(dir, file));
    const text = bytes.toString('utf8');
    if (!isUtf8(bytes)) return { file, findings: [bytesFinding(file, text)] };
    return { file, mdx: readMdxFile(text), findings: [] };
  } catch (error) {
    return { file, findings: [isSystemError(error) ? unreadable(file, error) : mdxFinding(file, error)] };
  }
}

/** A text whose bytes stand for no characters, at the first that don't. */
function bytesFinding(file: string, text: string): Finding {
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
  return { file, line, message: 'The bytes here are no UTF-8; save the file in that encoding.' };
}

function mdxFinding(file: string, error: unknown, findLine?: () => number | undefined): Finding {
  const { line = findLine?.(), reason } = describeMdxError(error);
  return { file, ...(line === undefined ? {} : { line }), message: `The MDX is not valid: ${reason}; correct it.` };
}

/** The line of the first part with which a document fails that runs without it and all parts behind it. */
function lineOfFailure({ body, parts, names }: MdxFile, runs: (body: string) => boolean): number | undefined {
  let sound = -1;
  let failing = parts.length;
  while (failing - sound > 1) {
    const middle = (sound + failing) >> 1;
    if (runs(blank(body, parts.slice(middle)))) sound = middle;
    else failing = middle;
  }
  // What fails without any part does so in what the file declares.
  return sound === -1 ? names.values().next().value : parts[sound]?.line;
}

/** The body with spaces in the place of parts. */
function blank(body: string, parts: readonly MdxPart[]): string {
  return parts.reduce(
    (text, { start, end }) =>
      text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n\r]/g, ' ') + text.slice(end),
    body,
  );
}

/** Compiles a text, and runs it where all that it uses is here; its components draw nothing. */
function compile(
  file: string,
  mdx: MdxFile,
  {
    site,
    given,
    reserved,
  }: { readonly site: Site; readonly given: readonly string[]; readonly reserved?: readonly string[] },
): { readonly ids?: ReadonlySet<string>; readonly findings: readonly Finding[] } {
  const { body, components, imports, names } = mdx;
  const options = { name: file, site, words: wordsOf(site), base: '', ...(reserved === undefined ? {} : { reserved }) };
  const canRun = imports.length === 0 && components.every(({ name }) => names.has(name) || given.includes(name));
  const drawn = Object.fromEntries(given.map((name) => [name, drawChildren]));
  const run = (text: string): readonly Heading[] =>
    canRun ? compileDocument(text, options, drawn).headings : readHeadings(text, options);
  try {
    return { ids: new Set([...run(body).map(({ id }) => id), ...mdx.ids]), findings: [] };
  } catch (error) {
    return { findings: [mdxFinding(file, error, () => lineOfFailure(mdx, (text) => doesNotThrow(() => run(text))))] };
  }
}

function doesNotThrow(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** The id that Astro gives to a heading which has none from us. */
const builtId = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replaceAll(/\s/g, '-');

const drawChildren: DocumentComponent = ({ children }) => children ?? new Html('');

function frontMatterFindings(file: string, { frontMatter }: MdxFile): readonly Finding[] {
  if (frontMatter === undefined)
    return [
      { file, line: 1, message: 'The guide has no front matter; begin it with title, summary and order between ---.' },
    ];
  const { problem, value, lineOf } = frontMatter;
  if (problem !== undefined)
    return [{ file, line: problem.line, message: `The front matter is no YAML: ${problem.reason}; correct it.` }];
  return findGuideMisfits(value).map((misfit) => ({
    file,
    line: lineOf(misfit.field),
    message: describeMisfit({ ...misfit, field: ['front matter', ...misfit.field] }),
  }));
}

function listedErrors({ frontMatter }: MdxFile): readonly { readonly code: string; readonly line: number }[] {
  const value = frontMatter?.value as { readonly errors?: unknown } | null | undefined;
  const codes: unknown = value?.errors;
  if (frontMatter === undefined || !Array.isArray(codes)) return [];
  return codes.flatMap((code: unknown, index) =>
    typeof code === 'string' ? [{ code, line: frontMatter.lineOf(['errors', index]) }] : [],
  );
}

function componentFindings(
  file: string,
  { components, names }: MdxFile,
  given: readonly string[],
  errors: Codes | undefined,
): readonly Finding[] {
  return components.flatMap(({ name, line, attributes }) => {
    if (names.has(name.split('.')[0] ?? name)) return [];
    const message = given.includes(name)
      ? describeUse(name, attributes, errors)
      : `<${name}> is no component that is given here; use ${given.join(', ')}.`;
    return message === undefined ? [] : [{ file, line, message }];
  });
}

function describeUse(
  name: string,
  attributes: ReadonlyMap<string, string>,
  errors: Codes | undefined,
): string | undefined {
  const code = attributes.get('code');
  if (name === 'ErrorLink' && code !== undefined && errors?.has(code) === false)
    return `<ErrorLink>: ${describeCode(code, errors)}`;
  const to = attributes.get('to');
  if (name === 'SiteLink' && to !== undefined && !SETTINGS.some((setting) => setting === to))
    return `<SiteLink>: "${to}" is no link of the site; write ${SETTINGS.join(', ')}.`;
  return undefined;
}

function describeCode(code: string, errors: Codes): string {
  const near = nearest(code, [...errors.keys()]);
  return `${code} is not a code of this registry; ${near === undefined ? 'correct it, or declare that error' : `${near} is the nearest`}.`;
}

const ENDINGS = ['', '.ts', '.js', '.mjs', '.mts', '.tsx', '.jsx', '.json'];

/** Whether a guide can import this: a file beside it, or a package that its folder finds. */
function canImport(dir: string, file: string, from: string): boolean {
  if (from.startsWith('.')) {
    // What follows a question mark tells the bundler how to take the file, whose ending may be left out.
    const path = join(dir, posix.dirname(file), from.replace(/\?.*$/s, ''));
    return ENDINGS.some((ending) => existsSync(path + ending));
  }
  if (/^(?:astro:|virtual:|error-reference(?:\/|$))/.test(from)) return true;
  try {
    createRequire(join(dir, file)).resolve(from);
    return true;
  } catch (error) {
    // A package may be there though it exports nothing to `require`.
    return error instanceof Error && 'code' in error && error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}

/** The page on which the prose of a file is shown: that of the error whose slug is its name. */
export function proseOwner(file: string, errors: Codes): RegisteredError | undefined {
  const slug = basename(file, '.mdx');
  return [...errors.values()].find(({ code }) => slugOf(code) === slug);
}
