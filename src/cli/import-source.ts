import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { RegisteredError, Registry } from '../core/define.ts';
import { NO_BODY, type Placeholder } from '../core/envelope.ts';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import { withPlainNumbers } from '../core/numbers.ts';
import type { Site } from '../core/site.ts';
import { parseJson } from '../formats/json.ts';
import { FormatProblem } from '../formats/problem.ts';
import { decodeText } from '../formats/text.ts';
import { findDuplicates, keepRules, mergeDuplicates, toEntries, type Imported } from '../import/entries.ts';
import { convertInline, type Markup } from '../import/markup.ts';
import type { Mapping } from '../import/mapping.ts';
import { readOpenApiSource, type OpenApiSource } from '../import/read-openapi.ts';
import { SourceProblem, type Skipped, type Source, type SourceError, type SourceField } from '../import/source.ts';
import { readSourceFile } from '../import/sources.ts';
import { nameCategories } from '../import/write.ts';
import { collectionToOpenApi } from '../sources/postman.ts';
import type { Shapes } from '../openapi/shapes.ts';
import { parseRegistryFile } from '../schema/registry.ts';
import { parseSite } from '../schema/site.ts';
import type { Options } from './import-options.ts';

/** What a source comes to: a sound registry, a site for it, and all that was left out. */
export interface Reading {
  readonly registry: Registry;
  readonly site: Site;
  readonly skipped: readonly Skipped[];
  readonly unused: readonly string[];
  /** Where the shapes of errors are known from, a sentence each. */
  readonly evidence: readonly string[];
  readonly notes: readonly string[];
}

/** Reads a source for a folder whose site is `site`, if there is one already. Throws a {@link SourceProblem}. */
export async function readSource(options: Options, site: Site | undefined): Promise<Reading> {
  const { file, envelope } = options;
  if (envelope !== undefined && site !== undefined)
    throw new Mistake(
      '--envelope is for the first import; the site of the folder states its envelope, correct it there.',
    );
  const content = await readSourceFile(file, options);
  if ('openApi' in content) return readOpenApi(options, site);
  if ('postman' in content) return readOpenApi(options, site, collectionToOpenApi(content.postman));
  if (options.root !== undefined || options.codesInProse)
    throw new SourceProblem('It is no OpenAPI document, so --root and --codes-in-prose mean nothing; leave them out.');
  const shapes = envelope === undefined ? {} : readShapes(envelope);
  if ('registry' in content) {
    const { registry, api } = parseRegistryFile(content.registry, basename(file));
    const none = { unused: [], evidence: [], notes: [] };
    if (site !== undefined) return { ...keepKnown(registry, site), site, ...none };
    const made = makeSite(api?.name === undefined ? {} : { name: api.name }, shapes, options);
    return {
      registry,
      site: api === undefined || envelope !== undefined ? made : { ...made, ...api },
      skipped: [],
      ...none,
    };
  }
  return convert(content.source, { shapes, options, site });
}

/** An OpenAPI file, its bodies read in the shapes that are given, that the site has, or that it shows itself. */
function readOpenApi(options: Options, site: Site | undefined, collection?: object): Reading {
  const { file, mapping, markup = 'markdown', root, codesInProse, envelope } = options;
  if (Object.keys(mapping).length > 0)
    throw new SourceProblem(
      `It is ${collection === undefined ? 'an OpenAPI document' : 'a Postman collection'}, which says itself where all things are; leave --map out.`,
    );
  const known = site === undefined ? (envelope === undefined ? undefined : readShapes(envelope)) : statedShapes(site);
  const source = readOpenApiSource(file, {
    markup,
    root,
    codesInProse,
    shapes: known,
    document: collection,
  });
  const fitted = site === undefined ? source : fitToSite(source, site);
  return {
    ...settle(
      fitted,
      collection === undefined
        ? 'It states no error response; name another file.'
        : 'It has saved no error response; save some as examples of its requests.',
    ),
    site: site ?? makeSite(source, source.shapes, options),
    unused: [],
    evidence: known === undefined ? source.evidence : [],
    notes: source.notes,
  };
}

interface Conversion {
  readonly shapes: Shapes;
  readonly options: Options;
  readonly site: Site | undefined;
}

function convert(source: Source, { shapes, options, site }: Conversion): Reading {
  const read = toEntries(source.errors, options.markup ?? source.markup ?? 'text');
  const errors = options.merge ? mergeDuplicates(read.errors) : read.errors;
  const duplicates = findDuplicates(errors);
  if (duplicates.length > 0) throw new SourceProblem(describeDuplicates(duplicates));
  return {
    ...settle({ ...read, errors }, 'It holds no error that can be used; --map tells where its fields are.'),
    site: site ?? makeSite(source, shapes, options),
    unused: listUnused(source.errors),
    evidence: [],
    notes: describeVoid(source.errors, options.mapping),
  };
}

/** Entries that keep the rules of a registry, in its categories. Throws a {@link SourceProblem} where none is left. */
function settle(read: Imported, none: string): Pick<Reading, 'registry' | 'skipped'> {
  const kept = keepRules(read.errors);
  const skipped = [...read.skipped, ...kept.skipped];
  if (kept.errors.length > 0) return { registry: nameCategories(kept.errors), skipped };
  const [first] = skipped;
  throw new SourceProblem(first === undefined ? none : `${none} The first reason: ${first.place}: ${first.reason}.`);
}

/** What `--map` names and no entry has: most likely it is misspelt. */
function describeVoid(errors: readonly SourceError[], mapping: Mapping): readonly string[] {
  return Object.entries(mapping).flatMap(([field, path]) =>
    field === 'errors' || errors.some((error) => error[field as SourceField] !== undefined)
      ? []
      : [`--map ${field}=${path}: no entry has ${path}; correct the path, or leave it out.`],
  );
}

function describeDuplicates(duplicates: readonly (readonly RegisteredError[])[]): string {
  const codes = duplicates.map((group) => `${group[0]?.code ?? ''} (${group.length} times)`);
  return `It has codes more than once: ${codes.join(', ')}. Rename them, or give each code one page with --merge.`;
}

function listUnused(errors: readonly SourceError[]): readonly string[] {
  const groups = Map.groupBy(
    errors.flatMap(({ unused = [] }) => unused),
    (name) => name,
  );
  return [...groups].map(([name, all]) => `${name} (${all.length})`);
}

/** The shapes that a site states; `undefined` where it states none. */
function statedShapes(site: Site): Shapes | undefined {
  return site.envelope === undefined && site.envelopes === undefined ? undefined : site;
}

/** Leaves out what a site, which an import doesn't touch, doesn't declare. */
function fitToSite(source: OpenApiSource, { envelopes = {}, placeholders = {} }: Site): Imported {
  const skipped: Skipped[] = [];
  const errors = source.errors.map(({ envelope, values, ...error }): RegisteredError => {
    const isKnown = envelope === undefined || envelope === NO_BODY || Object.hasOwn(envelopes, envelope);
    const known = Object.entries(values ?? {}).filter(([name]) => Object.hasOwn(placeholders, name));
    if (!isKnown) skipped.push({ place: error.code, field: 'envelope', reason: `the site declares no ${envelope}` });
    return {
      ...error,
      ...(isKnown && envelope !== undefined ? { envelope } : {}),
      ...(known.length > 0 ? { values: Object.fromEntries(known) } : {}),
    };
  });
  return { errors, skipped: [...source.skipped, ...skipped] };
}

/** Leaves out the errors of registries that a site, which an import doesn't touch, doesn't declare. */
function keepKnown({ categories, errors }: Registry, { registries = {} }: Site): Pick<Reading, 'registry' | 'skipped'> {
  const isKnown = ({ registry }: RegisteredError): boolean =>
    registry === undefined || Object.hasOwn(registries, registry);
  const kept = errors.filter(isKnown);
  const used = new Set(kept.map(({ category }) => category));
  const lost = errors.filter((error) => !isKnown(error));
  const emptied = new Set(lost.map(({ category }) => category).filter((category) => !used.has(category)));
  return {
    registry: { categories: categories.filter(({ name }) => !emptied.has(name)), errors: kept },
    skipped: lost.map(({ code, registry = '' }) => ({
      place: code,
      reason: `it comes from the registry ${registry}, which the site of the folder doesn't declare; include that one`,
    })),
  };
}

/** Reads `--envelope FILE`: the envelope itself, or an object with `envelope`, `mediaType`, `envelopes`, `placeholders`. */
function readShapes(file: string): Shapes {
  const value = readJson(file);
  const names = ['envelope', 'mediaType', 'envelopes', 'placeholders'];
  const isWhole = isRecord(value) && 'envelope' in value && Object.keys(value).every((name) => names.includes(name));
  const site = parseSite({ ...BLANK_SITE, ...(isWhole ? value : { envelope: value }) }, basename(file));
  return Object.fromEntries(Object.entries(site).filter(([name]) => names.includes(name)));
}

function readJson(file: string): unknown {
  try {
    return withPlainNumbers(parseJson(decodeText(readFileSync(file))));
  } catch (error) {
    const reason = error instanceof FormatProblem ? error.message : 'It does not exist or can’t be read.';
    throw new Mistake(`--envelope ${file}: ${reason}`);
  }
}

const EXAMPLE_API = 'https://api.example.com';

/** Placeholders that the folder's owner replaces. */
const BLANK_SITE = {
  url: 'https://errors.example.com',
  apiUrl: EXAMPLE_API,
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Contact support', href: 'https://support.example.com' },
  name: 'API errors',
  description: 'Every error code of the API: what it means and what to do about it.',
} as const satisfies Site;

/** A site with what the source tells of its API. */
function makeSite(
  { name, apiUrl, requestIdHeader }: Pick<OpenApiSource, 'name' | 'apiUrl' | 'requestIdHeader'>,
  { envelope, mediaType, envelopes, placeholders }: Shapes,
  { file, markup = 'markdown' }: Options,
): Site {
  const title = name ?? basename(file, extname(file));
  return {
    ...BLANK_SITE,
    name: `${title} errors`,
    description: `Every error code of ${title}: what it means and what to do about it.`,
    apiUrl: apiUrl === undefined ? EXAMPLE_API : completeUrl(apiUrl),
    ...(requestIdHeader === undefined ? {} : { requestIdHeader }),
    ...(envelope === undefined ? {} : { envelope }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(envelopes === undefined ? {} : { envelopes }),
    ...(placeholders === undefined ? {} : { placeholders: convertPlaceholders(placeholders, markup) }),
  };
}

/** The address of a server that may be only a path. */
function completeUrl(url: string): string {
  return URL.canParse(url, EXAMPLE_API) ? new URL(url, EXAMPLE_API).href.replace(/\/$/, '') : EXAMPLE_API;
}

/** What placeholders mean, in the markup of the registry. */
function convertPlaceholders(
  placeholders: Readonly<Record<string, Placeholder>>,
  markup: Markup,
): Readonly<Record<string, Placeholder>> {
  const converted = Object.entries(placeholders).map(([name, { about, ...rest }]) => {
    const text = about === undefined ? '' : convertInline(about, markup);
    return [name, { ...(text === '' ? {} : { about: text }), ...rest }] as const;
  });
  return Object.fromEntries(converted);
}
