import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import type { RegisteredError } from '../core/define.ts';
import { describeMisfit } from '../core/misfit.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { slugOf } from '../core/url.ts';
import { compileDocument, readHeadings } from '../document/compile.ts';
import { GUIDE_COMPONENTS, PROSE_COMPONENTS } from '../document/given-components.ts';
import { Html, type DocumentComponent } from '../document/html.ts';
import { SETTINGS } from '../document/plugins.ts';
import { findGuideMisfits } from '../schema/guide.ts';
import type { Finding } from './finding.ts';
import { nearest } from '../core/distance.ts';
import { describeMdxError, readMdxFile, type MdxFile } from './mdx-file.ts';

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
      ...componentFindings(file, mdx, GUIDE_COMPONENTS, errors),
      ...compiled.findings,
    ],
  };
}

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
    findings: [...imports, ...componentFindings(file, mdx, PROSE_COMPONENTS, errors), ...compiled.findings],
  };
}

async function readText(file: string, dir: string): Promise<ReadText> {
  const text = await readFile(join(dir, file), 'utf8');
  try {
    return { file, mdx: readMdxFile(text), findings: [] };
  } catch (error) {
    return { file, findings: [mdxFinding(file, error)] };
  }
}

function mdxFinding(file: string, error: unknown, mdx?: MdxFile): Finding {
  const { line = mdx && lineOfName(error, mdx), reason } = describeMdxError(error);
  return { file, ...(line === undefined ? {} : { line }), message: `The MDX is not valid: ${reason}; correct it.` };
}

/** The line of an expression that uses a name which a run of the document missed. */
function lineOfName(error: unknown, { expressions }: MdxFile): number | undefined {
  const name = /([\w$]+) is not defined/.exec(error instanceof Error ? error.message : '')?.[1];
  return expressions.find(({ text }) => name !== undefined && text.split(/[^\w$]+/).includes(name))?.line;
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
  try {
    const headings = canRun ? compileDocument(body, options, drawn).headings : readHeadings(body, options);
    return { ids: new Set([...headings.map(({ id }) => id), ...mdx.ids]), findings: [] };
  } catch (error) {
    return { findings: [mdxFinding(file, error, mdx)] };
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

/** Whether a guide can import this: a file beside it, or a package that its folder finds. */
function canImport(dir: string, file: string, from: string): boolean {
  if (from.startsWith('.')) return existsSync(join(dir, posix.dirname(file), from));
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
