import { indexByCode, type Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { wordsOf } from '../core/say.ts';
import { errorDataPath, errorTextPath, proseOf } from '../core/url.ts';
import { registryJsonSchema } from '../schema/registry.ts';
import { composeClient } from './client.ts';
import { composeFullIndex, composeIndex, composeIndexPart, indexPartPath, splitIndex } from './llms.ts';
import { composeMarkdown } from './markdown.ts';
import { composeOpenApi } from './openapi.ts';
import { publishError, schemaUrl, toErrorFile, toRegistryFile } from './published.ts';

/** What the files are made from. */
export interface MachineContent {
  readonly registry: Registry;
  readonly site: Site;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
}

/** The files for programs: each path below the base, with its text. */
export function* machineFiles({ registry, site, prose }: MachineContent): Generator<readonly [string, string]> {
  const words = wordsOf(site);
  const errors = indexByCode(registry);
  const parts = splitIndex(registry);
  const pages = new Map<string, string>();
  const published: object[] = [];
  for (const error of registry.errors) {
    const { code } = error;
    const page = composeMarkdown(error, { site, words, errors, prose: proseOf(prose, code) });
    pages.set(code, page);
    yield [errorTextPath(code), page];
    const entry = publishError(error, site);
    published.push(entry);
    yield [errorDataPath(code), json(toErrorFile(entry, site))];
  }
  // What nobody reads from top to bottom is a third smaller without indentation.
  const indent = parts.length === 0 ? 2 : 0;
  yield ['/errors.json', json(toRegistryFile(registry, published, site), indent)];
  yield ['/errors.schema.json', json({ $id: schemaUrl(site), ...registryJsonSchema() })];
  yield ['/openapi.json', json(composeOpenApi(registry, site), indent)];
  yield ['/errors.ts', composeClient(registry, site)];

  const joinPages = (codes: readonly { readonly code: string }[]): string =>
    codes.map(({ code }) => pages.get(code) ?? '').join('\n');
  yield ['/llms.txt', composeIndex(registry, site, words)];
  yield ['/llms-full.txt', parts.length === 0 ? joinPages(registry.errors) : composeFullIndex(parts, site, words)];
  for (const part of parts) {
    yield [indexPartPath(part, false), composeIndexPart(part, site)];
    yield [indexPartPath(part, true), joinPages(part.errors)];
  }
}

function json(value: object, indent = 2): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}
