import type { RegisteredError, Registry } from '../core/define.ts';
import { hasPage, type Site } from '../core/site.ts';
import { wordsOf } from '../core/say.ts';
import { errorDataPath, errorTextPath, proseOf } from '../core/url.ts';
import type { Block, DocumentContext } from '../document/compose.ts';
import { tellErrors } from '../document/told-errors.ts';
import { CLIENTS } from '../generate/targets.ts';
import { composeTypeScript } from '../generate/typescript.ts';
import { registryJsonSchema } from '../schema/registry.ts';
import { composeFullIndex, composeIndex, composeIndexPart, indexPartPath, splitIndex } from './llms.ts';
import { composeMarkdown } from './markdown.ts';
import { composeOpenApi } from './openapi.ts';
import { composeWellKnown, hasWellKnown, WELL_KNOWN } from './well-known.ts';
import { composeSkill } from './skill.ts';
import { publishError, schemaUrl, toErrorFile, toRegistryFile } from './published.ts';

/** What the files are made from. */
export interface MachineContent {
  readonly registry: Registry;
  readonly site: Site;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
}

/** The files for programs: each path below the base, with its text. */
export function* machineFiles(content: MachineContent): Generator<readonly [string, string]> {
  const { registry, site, prose } = content;
  const words = wordsOf(site);
  const errors = tellErrors(registry);
  const pages = new Map<string, string>();
  for (const error of registry.errors) {
    const files = errorFiles(error, { site, words, errors, prose: proseOf(prose, error.code) });
    pages.set(error.code, files[0][1]);
    yield* files;
  }
  yield* registryFiles(content);
  yield* fullTextFiles(content, ({ code }) => pages.get(code) ?? '');
}

/** The files about one error: its page as Markdown, made from the blocks of its document, and its data. */
export function errorFiles(
  error: RegisteredError,
  context: DocumentContext,
  blocks?: readonly Block[],
): readonly [readonly [string, string], readonly [string, string]] {
  const { code } = error;
  const { site } = context;
  return [
    [errorTextPath(code), composeMarkdown(error, context, blocks)],
    [errorDataPath(code), json(toErrorFile(publishError(error, site), site))],
  ];
}

/** The files about all errors, but for those that hold their pages. */
export function* registryFiles({
  registry,
  site,
}: Omit<MachineContent, 'prose'>): Generator<readonly [string, string]> {
  const parts = splitIndex(registry);
  const published = registry.errors.map((error) => publishError(error, site));
  // What nobody reads from top to bottom is a third smaller without indentation.
  const indent = parts.length === 0 ? 2 : 0;
  yield ['/errors.json', json(toRegistryFile(registry, published, site), indent)];
  yield ['/errors.schema.json', json({ $id: schemaUrl(site), ...registryJsonSchema() })];
  if (hasWellKnown(site)) yield [WELL_KNOWN, json(composeWellKnown(site))];
  yield ['/openapi.json', json(composeOpenApi(registry, site), indent)];
  yield ['/errors.ts', composeTypeScript(registry, site)];
  if (hasPage(site, 'clients'))
    for (const { path, compose } of CLIENTS) if (path !== '/errors.ts') yield [path, compose(registry, site, {})];
  yield ['/llms.txt', composeIndex(registry, site, wordsOf(site))];
  yield ['/skill.md', composeSkill(site, wordsOf(site))];
  for (const part of parts) yield [indexPartPath(part, false), composeIndexPart(part, site)];
}

/** The files that hold the pages of all errors; `pageOf` is the page of an error as Markdown. */
export function* fullTextFiles(
  { registry, site }: Omit<MachineContent, 'prose'>,
  pageOf: (error: RegisteredError) => string,
): Generator<readonly [string, string]> {
  const parts = splitIndex(registry);
  const joinPages = (errors: readonly RegisteredError[]): string => errors.map(pageOf).join('\n');
  const full = parts.length === 0 ? joinPages(registry.errors) : composeFullIndex(parts, site, wordsOf(site));
  yield ['/llms-full.txt', full];
  for (const part of parts) yield [indexPartPath(part, true), joinPages(part.errors)];
}

function json(value: object, indent = 2): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}
