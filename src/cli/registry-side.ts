import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { findContentFile, isFile, readJson, type Content } from '../content/load.ts';
import { isRevision, readRevision } from '../content/revision.ts';
import { RegistryError } from '../core/define.ts';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import type { Side } from '../differences/rule.ts';
import { parseRegistryFile } from '../schema/registry.ts';
import { openContent } from './report.ts';
import { settle, Unsettled } from './settle.ts';

/** A registry that is compared, with what is known of where it is from. */
export interface NamedSide extends Side {
  /** The address of its site, for links to its pages. */
  readonly url?: string;
  /** The content folder in which its entries are written now. */
  readonly dir?: string;
}

/** What may be compared, in words. */
export const SIDES =
  'a content folder, a registry.json or errors.json, a built site or its address, or a revision of git';

/**
 * Reads one side of a comparison: a path, an address, or a revision, whose folder is `dir` unless it names another. A name
 * that is both a path and a revision is the path; `git:` before it says otherwise.
 */
export async function readSide(name: string, dir: string): Promise<NamedSide> {
  if (/^https?:\/\//i.test(name)) return fetchSide(name);
  if (name.startsWith('git:')) return readAtRevision(name.slice('git:'.length), dir);
  if (existsSync(name)) return statSync(name).isDirectory() ? readFolder(resolve(name)) : readSideFile(name);
  if (isKnownRevision(name, dir)) return readAtRevision(name, dir);
  throw new Mistake(`${name} is not there, and no revision of git either; name ${SIDES}.`);
}

/** Where there is no repository, or no git, nothing is a revision. */
function isKnownRevision(name: string, dir: string): boolean {
  try {
    return isRevision(name, dir);
  } catch (error) {
    if (error instanceof Mistake) return false;
    throw error;
  }
}

const ofContent = ({ registry, site }: Content): NamedSide => ({ registry, shape: site, url: site.url });

/** A content folder as it was at a revision. */
export async function readAtRevision(revision: string, dir: string): Promise<NamedSide> {
  try {
    return ofContent(await settle(readRevision(revision, dir), PATIENCE));
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    throw new Mistake(
      `At ${revision} a module of the content folder waits for what does not come; compare another one.`,
    );
  }
}

/** Modules that take longer than this many milliseconds wait for what does not come. */
const PATIENCE = 10_000;

/** A content folder, or else the folder of a site that was built. */
async function readFolder(dir: string): Promise<NamedSide> {
  const isBuilt = isFile(join(dir, PUBLISHED)) && !hasRegistry(dir);
  return isBuilt ? readSideFile(join(dir, PUBLISHED)) : { ...ofContent(await openContent(dir)), dir };
}

const PUBLISHED = 'errors.json';

function hasRegistry(dir: string): boolean {
  try {
    return findContentFile(dir, 'registry') !== '';
  } catch {
    return false;
  }
}

async function readSideFile(file: string): Promise<NamedSide> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Mistake(`${file} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  });
  const side = parseSide(text, file);
  // Beside a registry.json stands the site that it belongs to, and its lines are known.
  return basename(file) === 'registry.json' ? { ...side, dir: dirname(resolve(file)) } : side;
}

async function fetchSide(address: string): Promise<NamedSide> {
  if (!URL.canParse(address)) throw new Mistake(`${address} is no address; write one like https://errors.example.com.`);
  const url = new URL(address);
  const isData = url.pathname.endsWith('.json');
  if (!isData) url.pathname = `${url.pathname.replace(/\/$/, '')}/${PUBLISHED}`;
  const text = await fetchText(url);
  return parseSide(text, url.href);
}

async function fetchText(url: URL): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(LONGEST_FETCH) });
    if (response.ok) return await response.text();
  } catch (error) {
    const { cause, message } = error as Error;
    const reason =
      (cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : undefined) ?? message;
    throw new Mistake(`${url.href} can't be fetched: ${reason.replaceAll(/\s+/g, ' ')}.`);
  }
  throw new Mistake(`${url.href} can't be fetched: the server answers with ${response.status}.`);
}

const LONGEST_FETCH = 30_000;

/** A registry in its JSON form, with what the file of a site tells of the site. */
function parseSide(text: string, file: string): NamedSide {
  try {
    const value = readJson(text, file);
    const { registry, api } = parseRegistryFile(value, file);
    // Files of before `api` name their site by their schema alone.
    const url = api?.url ?? (isRecord(value) ? siteOf(value['$schema']) : undefined);
    return { registry, ...(api && { shape: api }), ...(url !== undefined && { url }) };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    const [first = '', ...more] = error.message.split('\n');
    throw new Mistake(more.length === 0 ? first : `${first} (and ${more.length} more like it)`);
  }
}

/** The address of a site, as its files for programs name their schema. */
function siteOf(schema: unknown): string | undefined {
  const [, url] = (typeof schema === 'string' && /^(https?:\/\/.+\/)errors\.schema\.json$/.exec(schema)) || [];
  return url !== undefined && URL.canParse(url) ? url : undefined;
}
