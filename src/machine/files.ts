import { indexByCode, type Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { errorDataPath, errorTextPath } from '../core/url.ts';
import { proseOf } from '../document/compose.ts';
import { registryJsonSchema } from '../schema/registry.ts';
import { composeClient } from './client.ts';
import { composeFullIndex, composeIndex, composeIndexPart, indexPartPath, splitIndex } from './llms.ts';
import { composeMarkdown } from './markdown.ts';
import { composeOpenApi } from './openapi.ts';
import { publishErrorFile, publishRegistry, schemaUrl } from './published.ts';

/** What the files are made from. */
export interface MachineContent {
  readonly registry: Registry;
  readonly site: Site;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
}

/** The files for programs: each path below the base, with its text. */
export function* machineFiles({ registry, site, prose }: MachineContent): Generator<readonly [string, string]> {
  const errors = indexByCode(registry);
  const pages = new Map<string, string>();
  for (const error of registry.errors) {
    const { code } = error;
    const page = composeMarkdown(error, { site, errors, prose: proseOf(prose, code) });
    pages.set(code, page);
    yield [errorTextPath(code), page];
    yield [errorDataPath(code), json(publishErrorFile(error, site))];
  }
  yield ['/errors.json', json(publishRegistry(registry, site))];
  yield ['/errors.schema.json', json({ $id: schemaUrl(site), ...registryJsonSchema() })];
  yield ['/openapi.json', json(composeOpenApi(registry, site))];
  yield ['/errors.ts', composeClient(registry, site)];

  const parts = splitIndex(registry);
  const joinPages = (codes: readonly { readonly code: string }[]): string =>
    codes.map(({ code }) => pages.get(code) ?? '').join('\n');
  yield ['/llms.txt', composeIndex(registry, site)];
  yield ['/llms-full.txt', parts.length === 0 ? joinPages(registry.errors) : composeFullIndex(parts, site)];
  for (const part of parts) {
    yield [indexPartPath(part, false), composeIndexPart(part, site)];
    yield [indexPartPath(part, true), joinPages(part.errors)];
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
