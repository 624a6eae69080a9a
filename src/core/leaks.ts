/** What of the public texts names what is internal. */
import { listTexts } from './entry-texts.ts';
import { groupBy } from './group-by.ts';
import { isRecord } from './json.ts';
import type { Misfit } from './misfit.ts';
import { isNoWord } from './names.ts';
import { normalizePath } from './site-path.ts';
import { slugOf } from './url.ts';
import { findHidden, isPublic, isPublicField, publicContent, type Hidden, type SiteContent } from './visibility.ts';

/** A hand-written text of a content folder as its file has it. */
export interface TextFile {
  /** Its path inside the content folder. */
  readonly file: string;
  readonly text: string;
  /** The content folder that holds it, where it is another one: its path from that of the site. */
  readonly dir?: string;
}

/** A guide, with what its front matter says of it. */
export interface GuideFile extends TextFile {
  readonly name: string;
  readonly isInternal: boolean;
  /** The codes that it lists. */
  readonly errors: readonly string[];
}

/** The texts of a content folder beside its registry. */
export interface TextFiles {
  readonly guides: readonly GuideFile[];
  readonly prose: readonly TextFile[];
  /** The file of the site's settings. */
  readonly siteFile: string;
}

/** Whatever names what is internal, though the public reads it, each at its place; references of entries have a rule of their own. */
export function findLeaks(content: SiteContent, { guides, prose, siteFile }: TextFiles): readonly Misfit[] {
  const internal = guides.filter(({ isInternal }) => isInternal).map(({ name }) => name);
  const hidden = findHidden(content, internal);
  if (hidden.codes.length === 0 && hidden.paths.size === 0) return [];
  const find = createFinder(hidden);
  const { registry, site } = publicContent(content, internal);
  const slugs = new Set(registry.errors.map(({ code }) => `errors/${slugOf(code)}.mdx`));
  const codes = new Set(hidden.codes);
  const inEntries = content.registry.errors
    .filter(isPublic)
    .flatMap((error) =>
      [...listTexts(error)]
        .filter(({ field, shape }) => shape.is !== 'reference' && isPublicField(error, field))
        .flatMap(({ field, text }) => find(text).map(({ name }) => ({ code: error.code, field, message: tell(name) }))),
    );
  const inFiles = [
    ...guides.filter(({ isInternal }) => !isInternal),
    ...prose.filter(({ file }) => slugs.has(file)),
  ].flatMap(({ file, text, dir }) =>
    find(text).map(({ name, index }) => ({
      ...(dir !== undefined && { dir }),
      file,
      field: [],
      line: lineAt(text, index),
      message: tell(name),
    })),
  );
  const listed = guides
    .filter(({ isInternal }) => !isInternal)
    .flatMap(({ file, errors }) =>
      errors
        .filter((code) => codes.has(code) && !isTelling(code))
        .map((code) => ({ file, field: ['front matter', 'errors'], line: 1, message: tell(code) })),
    );
  const inSite = [...textsIn(site, [])].flatMap(({ field, text }) =>
    find(text).map(({ name }) => ({ file: siteFile, field, message: tell(name) })),
  );
  return [...inEntries, ...inFiles, ...listed, ...inSite];
}

const tell = (name: string): string =>
  `${name} is internal, and this is public; leave it out here, or make this internal too.`;

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

function* textsIn(value: unknown, field: Misfit['field']): Generator<{ field: Misfit['field']; text: string }> {
  if (typeof value === 'string') yield { field, text: value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsIn(item, [...field, index]);
  else if (isRecord(value)) for (const [name, item] of Object.entries(value)) yield* textsIn(item, [...field, name]);
}

interface Mention {
  readonly name: string;
  readonly index: number;
}

/** Finds in a text what names something hidden: a code or another name that is no ordinary word, a path, a component. */
function createFinder({ codes, names, paths }: Hidden): (text: string) => readonly Mention[] {
  const known = new Set(codes);
  const byWord = groupBy([...names].filter(isTelling), (name) => WORD.exec(name)?.[0] ?? '');
  return (text) => {
    const named = [...text.matchAll(WORDS)].flatMap(({ 0: word, index }) =>
      (byWord.get(word) ?? []).flatMap((name): readonly Mention[] => {
        const start = index - name.indexOf(word);
        return standsAt(text, name, start) ? [{ name, index: start }] : [];
      }),
    );
    const taken = new Set(named.map(({ index }) => lineAt(text, index)));
    const led = [
      ...[...text.matchAll(PATHS)].flatMap(({ 1: path = '', index }) =>
        leadsTo(paths, path) ? [{ name: `/${path}`, index }] : [],
      ),
      ...[...text.matchAll(COMPONENT)].flatMap(({ 1: code = '', index }) =>
        known.has(code) ? [{ name: code, index }] : [],
      ),
    ];
    return [...named, ...led.filter(({ index }) => !taken.has(lineAt(text, index)))];
  };
}

const WORD = /[\p{L}\p{N}_]+/u;
const WORDS = new RegExp(WORD, 'gu');
/** Each segment of a path with the one behind it. */
const PATHS = /\/(?=([^\s"'`()<>[\]{}#?\\/]+\/[^\s"'`()<>[\]{}#?\\/]+))/g;
const COMPONENT = /<ErrorLink\b[^>]*?\bcode=\{?\s*["'`]([^"'`]+)/g;
const SHORTEST = 4;

/** Whether a name in a text can mean nothing else. */
const isTelling = (name: string): boolean => name.length >= SHORTEST && /\p{L}/u.test(name) && isNoWord(name);

/** Whether a name stands at a place of a text by itself, and not as a part of another. */
function standsAt(text: string, name: string, start: number): boolean {
  return (
    text.startsWith(name, start) &&
    !/[\p{L}\p{N}_-]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^(?:[\p{L}\p{N}_-]|[./:][\p{L}\p{N}_])/u.test(text.slice(start + name.length, start + name.length + 2))
  );
}

function leadsTo(paths: ReadonlySet<string>, path: string): boolean {
  const bare = path.replace(/[.,;:!]+$/, '');
  return [path, bare, bare.replace(/\.(?:md|json)$/, '')].some((each) => paths.has(normalizePath(`/${each}/`) ?? ''));
}
