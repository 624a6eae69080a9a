import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { AgentContent } from '../agents/content.ts';
import { readJson } from '../content/load.ts';
import { RegistryError, type RegisteredError, type Registry } from '../core/define.ts';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { errorTextPath, proseOf } from '../core/url.ts';
import { composeBlocks, type BlockId } from '../document/compose.ts';
import { tellErrors } from '../document/told-errors.ts';
import { composeMarkdown } from '../machine/markdown.ts';
import { parseRegistry } from '../schema/registry.ts';
import { parseSite } from '../schema/site.ts';
import { createContentReader } from './content-reader.ts';

/** Gives a registry as it is now. */
export type AgentSource = () => Promise<AgentContent>;

/** A content folder, read again where its files have changed; where an edit breaks it, it stays as it was before. */
export function openFolder(dir: string, warn: (sentence: string) => void): AgentSource {
  const readFolder = createContentReader(dir);
  return rereading(
    async () => listChanges(dir),
    async () => {
      const { registry, site, prose } = await readFolder();
      const words = wordsOf(site);
      const errors = tellErrors(registry);
      return {
        registry,
        site,
        pageOf: async (error) =>
          Promise.resolve(composeMarkdown(error, { site, words, errors, prose: proseOf(prose, error.code) })),
      };
    },
    warn,
  );
}

/** An `errors.json` that a build wrote, or the folder of its site: read again where it has changed. */
export function openFile(path: string, warn: (sentence: string) => void): AgentSource {
  return rereading(
    async () => stampOf(path),
    async () => {
      const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
      const file = isFolder ? join(path, 'errors.json') : path;
      const published = readPublished(await readText(file), file);
      // Beside the file of a built site lie its pages.
      const pages = dirname(resolve(file));
      return {
        ...published,
        pageOf: async (error) =>
          readFile(join(pages, errorTextPath(error.code)), 'utf8').catch(() => composePage(error, published)),
      };
    },
    warn,
  );
}

/** The `errors.json` of a site at an address, fetched once. */
export async function openAddress(address: string): Promise<AgentSource> {
  const url = new URL(address);
  if (!url.pathname.endsWith('.json')) url.pathname = `${url.pathname.replace(/\/$/, '')}/errors.json`;
  const published = readPublished(await fetchText(url.href), url.href);
  const content = {
    ...published,
    pageOf: async (error: RegisteredError) => Promise.resolve(composePage(error, published)),
  };
  return async () => Promise.resolve(content);
}

type Published = Pick<AgentContent, 'registry' | 'site'>;

/** A page made from the data of a published file, which states neither prose nor whom to write to. */
function composePage(error: RegisteredError, { registry, site }: Published): string {
  const context = { site, words: wordsOf(site), errors: tellErrors(registry) };
  const blocks = composeBlocks(error, context).filter(({ id }) => id !== ('support' satisfies BlockId));
  return composeMarkdown(error, context, blocks);
}

/** Reads again what `stamp` tells has changed. What can't be read any more stays as it was, and says so. */
function rereading(
  stamp: () => Promise<string>,
  read: () => Promise<AgentContent>,
  warn: (sentence: string) => void,
): AgentSource {
  let last: { readonly stamp: string; readonly content: AgentContent } | undefined;
  let reading: Promise<AgentContent> = Promise.resolve(undefined as never);
  const readOnce = async (): Promise<AgentContent> => {
    const now = await stamp();
    if (last?.stamp === now) return last.content;
    try {
      last = { stamp: now, content: await read() };
    } catch (error) {
      if (last === undefined || !(error instanceof Mistake)) throw error;
      const isStale = `The source can't be read as it is now, so this is from before its last change: ${error.message}`;
      warn(isStale);
      last = { stamp: now, content: { ...last.content, isStale } };
    }
    return last.content;
  };
  // One after the other: two readings of one change would start two threads.
  return async () => (reading = reading.then(readOnce, readOnce));
}

const READ = /\.(?:[cm]?[jt]s|json|mdx?|txt)$/;

/** What changes with each edit of a folder's texts and modules. */
async function listChanges(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && READ.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.includes('node_modules'))
    .sort();
  const stamps = await Promise.all(files.map(async (file) => `${file} ${await stampOf(file)}`));
  return stamps.join('\n');
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return stampOf(join(path, 'errors.json'));
  return found === undefined ? 'none' : `${found.mtimeMs} ${found.size}`;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : `can't be read (${code})`;
    throw new Mistake(`${file} ${why}; name the errors.json of a built site, or its address.`);
  }
}

const PATIENCE = 30_000;
const LARGEST = 200_000_000;

async function fetchText(url: string): Promise<string> {
  const refused = (why: string): Mistake =>
    new Mistake(`${url} ${why}; name the address of a site that a build wrote.`);
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) }).catch((error: unknown) => {
    throw refused(`can't be fetched (${reasonOf(error)})`);
  });
  if (!response.ok) throw refused(`answers with ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > LARGEST) throw refused(`is larger than ${LARGEST / 1_000_000} MB`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Mistake ? error : refused(`broke off (${reasonOf(error)})`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}

/** Reads a published registry with what it tells of its site. Throws a {@link Mistake} where it is none. */
export function readPublished(text: string, file: string): Published {
  try {
    const value = readJson(text, file);
    const { api, ...rest } = isRecord(value) ? value : {};
    const registry = parseRegistry(isRecord(value) ? rest : value, file);
    const site = siteOf(rest, isRecord(api) ? api : {}, registry);
    if (site === undefined)
      throw new Mistake(
        `${file} doesn't say where its pages are; name the errors.json of a built site, or its folder.`,
      );
    return { registry: fitToSite(registry, site), site };
  } catch (error) {
    throw error instanceof RegistryError ? new Mistake(error.message) : error;
  }
}

/** What a published file may state of its API. */
const SHAPES = ['envelope', 'mediaType', 'envelopes', 'placeholders', 'problemDocuments', 'requestIdHeader'];

/** What a published file says of its site: where it is, and what the file states of its API, if it does. */
function siteOf(
  file: Readonly<Record<string, unknown>>,
  api: Readonly<Record<string, unknown>>,
  { errors }: Registry,
): Site | undefined {
  const url = addressOf(file, errors.length);
  if (url === undefined) return undefined;
  const name = typeof api['name'] === 'string' && api['name'] !== '' ? api['name'] : new URL(url).host;
  // What texts call "support" is one click from the home page.
  const known = {
    ...{ name, description: name, url, apiUrl: url, lang: 'en', dir: 'ltr', support: { label: name, href: url } },
  } as const;
  const shapes = Object.fromEntries(Object.entries(api).filter(([key]) => SHAPES.includes(key)));
  for (const stated of [{ ...known, ...shapes }, known]) {
    try {
      return parseSite(stated, 'errors.json');
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
    }
  }
  return undefined;
}

/** The address of the site: that of its schema, or of its pages, without what follows. */
function addressOf({ $schema, errors }: Readonly<Record<string, unknown>>, count: number): string | undefined {
  const [first] = count > 0 && Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  const page = isRecord(first) ? first['url'] : undefined;
  const found = [[$schema, /\/errors\.schema\.json$/] as const, [page, /\/errors\/[^/]+\/$/] as const].flatMap(
    ([text, end]) => (typeof text === 'string' && end.test(text) ? [text.replace(end, '/')] : []),
  );
  return found.find((url) => URL.canParse(url) && /^https?:/.test(url));
}

/** Leaves out what an entry says of a site that the file doesn't state. */
function fitToSite({ errors, ...registry }: Registry, { envelopes = {}, placeholders = {} }: Site): Registry {
  return {
    ...registry,
    errors: errors.map(({ envelope, values, dimensions: _, ...error }): RegisteredError => {
      const known = Object.entries(values ?? {}).filter(([name]) => Object.hasOwn(placeholders, name));
      return {
        ...error,
        ...(envelope !== undefined && (envelope === 'none' || Object.hasOwn(envelopes, envelope)) ? { envelope } : {}),
        ...(known.length === 0 ? {} : { values: Object.fromEntries(known) }),
      };
    }),
  };
}
