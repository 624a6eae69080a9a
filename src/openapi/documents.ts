import { readFileSync, realpathSync, statSync } from 'node:fs';
import paths, { type PlatformPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRecord } from '../core/json.ts';
import { parseJson } from '../formats/json.ts';
import { digitsOf } from '../formats/numbers.ts';
import { FormatProblem } from '../formats/problem.ts';
import { decodeText, MOST_BYTES } from '../formats/text.ts';
import { parseYaml } from '../formats/yaml.ts';

/** A value of a specification, with the file that it stands in: its references start from there. */
export interface Place {
  readonly value: unknown;
  readonly file: string;
  /**
   * What the last reference followed calls it: the last segment of its pointer (`NotFound`), or the file's name without
   * ending (`not_found` of `shared/responses/not_found.yml`). Absent where it stands inline.
   */
  readonly name?: string;
}

/** A reference that could not be followed. */
export interface LostReference {
  /** As it is written. */
  readonly reference: string;
  /** The file that holds it, relative to the root. */
  readonly file: string;
  /** A sentence. */
  readonly reason: string;
}

/** The files of a specification, read as references lead into them. */
export interface Documents {
  /** The whole of the file that was opened. */
  readonly root: Place;
  /**
   * Follows `$ref` after `$ref` until something else stands there. The same target gives the very same value, so identity
   * tells what is shared. `undefined` where it can't be followed; that is noted once in `lost`.
   */
  readonly resolve: (place: Place) => Place | undefined;
  /** The references that could not be followed so far. */
  readonly lost: () => readonly LostReference[];
}

/** A specification that can't be read; the message says what to do about it. */
export class OpenApiProblem extends Error {
  override readonly name = 'OpenApiProblem';
}

/** Whether a parsed file is an OpenAPI document, of whatever version. */
export function isOpenApi(value: unknown): boolean {
  return (versionIn(value, 'openapi') ?? versionIn(value, 'swagger')) !== undefined;
}

/** A version, which is a number where YAML has `3.1` without quotes. */
function versionIn(document: unknown, field: string): string | undefined {
  const version = isRecord(document) ? document[field] : undefined;
  return typeof version === 'string' ? version : digitsOf(version);
}

/** How many references may lead through one another. */
const LONGEST_CHAIN = 100;

/** How large the files of a specification may be together. */
const MOST_BYTES_TOGETHER = 2 * MOST_BYTES;

/** What 3.0 allows beside the `$ref` of a path item, and the texts that authors put beside any. */
const BESIDE_REFERENCE = [
  ...['summary', 'description', 'servers', 'parameters'],
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'],
];

type Reference = { readonly $ref: string } & Readonly<Record<string, unknown>>;

/** Why a reference can't be followed; the message is a sentence about it. */
class Lost extends Error {}

/**
 * Reads an OpenAPI 3.0, 3.1 or 3.2 file; throws an {@link OpenApiProblem}. Only what really lies in `root` is read,
 * absent: in the folder of the file. Nothing is fetched from the network.
 */
export function openDocuments(
  file: string,
  options: {
    readonly root?: string | undefined;
    /** The document that a file of another form comes to; absent: what the file holds. */
    readonly document?: object | undefined;
  } = {},
): Documents {
  const start = realPath(file);
  if (start === undefined) throw new OpenApiProblem('It does not exist or can’t be read; name a file.');
  const root = findRoot(start, options.root);
  const open = fileOpener(root);
  const whole = options.document ?? openStart(start, open);
  const isOld = checkVersion(whole).startsWith('3.0');

  const resolved = new Map<Reference, Place | undefined>();
  const following = new Set<Reference>();
  /** The files of references that lie over a value of another file. */
  const origins = new Map<Reference, string>();
  const lost = new Map<string, LostReference>();

  const resolve = (place: Place): Place | undefined => {
    const reference = place.value;
    if (!isReference(reference)) return place;
    if (resolved.has(reference)) return resolved.get(reference);
    const from = origins.get(reference) ?? place.file;
    try {
      const found = follow(reference, from);
      resolved.set(reference, found);
      return found;
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      const holder = paths.relative(root, from).replaceAll(paths.sep, '/');
      const key = JSON.stringify([holder, reference.$ref]);
      if (!lost.has(key)) lost.set(key, { reference: reference.$ref, file: holder, reason: error.message });
      resolved.set(reference, undefined);
      return undefined;
    }
  };

  const follow = (reference: Reference, from: string): Place | undefined => {
    if (following.has(reference)) throw new Lost('It leads back to itself.');
    if (following.size === LONGEST_CHAIN)
      throw new Lost(`It is one of more than ${LONGEST_CHAIN} references that lead through each other.`);
    following.add(reference);
    try {
      const target = resolve(find(reference.$ref, from));
      return target && layOver(target, reference, from);
    } finally {
      following.delete(reference);
    }
  };

  const find = (reference: string, from: string): Place => {
    const [, address = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(reference) ?? [];
    const home = open(from);
    const named = address === '' ? undefined : home.names().get(address);
    const path = address === '' || named !== undefined ? from : locateFile(address, from, root, paths);
    const document = path === from ? home : open(path);
    const { name } = paths.parse(named === undefined ? path : address);
    const whole = { value: named ?? document.value, file: document.file, name };
    const part = decode(fragment);
    if (part === '') return whole;
    if (part.startsWith('/')) return findPart(whole, part);
    const value = document.names().get(`#${part}`);
    if (value === undefined) throw new Lost(`Nothing has the $anchor ${part} there.`);
    return { value, file: document.file, name: part };
  };

  const findPart = (whole: Required<Place>, pointer: string): Place => {
    const keys = pointer.split('/').slice(1).map(unescapeKey);
    const { value, file } = keys.reduce<Place>((at, key) => {
      // Pointers may lead through a reference to what its target holds.
      const owner = isReference(at.value) && !Object.hasOwn(at.value, key) ? resolve(at) : at;
      if (owner === undefined)
        throw new Lost(`It leads through ${(at.value as Reference).$ref}, which can’t be followed.`);
      return { value: childOf(owner.value, key, pointer), file: owner.file };
    }, whole);
    return { value, file, name: keys.at(-1) || whole.name };
  };

  const layOver = (target: Place, { $ref: _, ...beside }: Reference, from: string): Place => {
    const over = Object.entries(beside).filter(([key]) => !isOld || BESIDE_REFERENCE.includes(key));
    if (over.length === 0 || !isRecord(target.value)) return target;
    if (from !== target.file) for (const value of objectsWithin(over)) if (isReference(value)) origins.set(value, from);
    return { ...target, value: combine(target.value, Object.fromEntries(over)) };
  };

  return { root: { value: whole, file: start }, resolve, lost: () => [...lost.values()] };
}

/** The folder that may be read. */
function findRoot(start: string, named: string | undefined): string {
  if (named === undefined) return paths.dirname(start);
  const root = realPath(named);
  if (root === undefined || !statSync(root).isDirectory())
    throw new OpenApiProblem(`The root ${named} is no folder; name the one that holds the specification.`);
  if (isWithin(root, start, paths)) return root;
  throw new OpenApiProblem(`It lies outside the root ${named}; name a folder that holds it.`);
}

function openStart(file: string, open: (path: string) => Document): unknown {
  try {
    return open(file).value;
  } catch (error) {
    throw error instanceof Lost ? new OpenApiProblem(error.message) : error;
  }
}

/** The version of a document, which is one that is read. */
function checkVersion(document: unknown): string {
  const version = versionIn(document, 'openapi');
  const swagger = versionIn(document, 'swagger');
  if (version === undefined && swagger !== undefined)
    throw new OpenApiProblem(
      `It is Swagger ${swagger}; convert it to OpenAPI 3 first: npx swagger2openapi FILE --outfile openapi.json.`,
    );
  if (version === undefined) throw new OpenApiProblem('It is no OpenAPI document; name one in YAML or JSON.');
  if (/^3\.[012]\b/.test(version)) return version;
  throw new OpenApiProblem(`It is OpenAPI ${version}; convert it to 3.0, 3.1 or 3.2, which this tool reads.`);
}

interface Document {
  readonly value: unknown;
  readonly file: string;
  /** What its parts are called: `#name` by `$anchor`, and as it is written by `$id` and `$self`. */
  readonly names: () => ReadonlyMap<string, unknown>;
}

/** Opens files below a folder, each once, whichever links lead to it. What it returns throws a {@link Lost}. */
function fileOpener(root: string): (path: string) => Document {
  const documents = new Map<string, Document | Lost>();
  let bytesLeft = MOST_BYTES_TOGETHER;

  const read = (file: string): Document | Lost => {
    try {
      const bytes = readBytes(file, bytesLeft);
      bytesLeft -= bytes.length;
      const value = parseText(decodeText(bytes));
      if (value === null) throw new Lost('It is empty; name a file that holds something.');
      let names: ReadonlyMap<string, unknown> | undefined;
      return { value, file, names: () => (names ??= namesIn(value)) };
    } catch (error) {
      if (error instanceof FormatProblem) return new Lost(error.message);
      if (error instanceof Lost) return error;
      throw error;
    }
  };

  const find = (path: string): Document | Lost => {
    const file = realPath(path);
    if (file === undefined) return new Lost('There is no such file.');
    if (!isWithin(root, file, paths)) return new Lost(OUTSIDE);
    const document = documents.get(file) ?? read(file);
    documents.set(file, document);
    return document;
  };

  return (path) => {
    const document = documents.get(path) ?? find(path);
    documents.set(path, document);
    if (document instanceof Lost) throw document;
    return document;
  };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function readBytes(file: string, most: number): Uint8Array {
  const info = statSync(file);
  if (info.isDirectory()) throw new Lost('It is a folder; name a file.');
  if (!info.isFile()) throw new Lost('It is no file.');
  if (info.size > MOST_BYTES)
    throw new Lost(`It is larger than ${megabytes(MOST_BYTES)}; split it into smaller files.`);
  if (info.size > most)
    throw new Lost(
      `The files are larger than ${megabytes(MOST_BYTES_TOGETHER)} together; name a smaller specification.`,
    );
  try {
    return readFileSync(file);
  } catch {
    throw new Lost('It can’t be read; check its permissions.');
  }
}

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

/** JSON or YAML, by what it is rather than by its name. */
function parseText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return parseYaml(text);
  try {
    return parseJson(text);
  } catch (problem) {
    // YAML may begin with a bracket too.
    try {
      return parseYaml(text);
    } catch {
      throw problem;
    }
  }
}

const OUTSIDE = 'It leads out of the folder that may be read; name a wider one as --root.';

/**
 * The file that the address of a reference names, as seen from the file that holds it, by the rules of `path.posix` or
 * `path.win32`. Throws where it names none below the root, before anything looks there: a path of Windows may be a server.
 */
export function locateFile(address: string, from: string, root: string, rules: PlatformPath): string {
  if (/^(?:https?:)?\/\//i.test(address)) throw new Lost('It leads to the network, which is never asked.');
  const isUrl = /^[a-z][a-z\d+.-]+:/i.test(address);
  const path = isUrl ? pathOfUrl(address, rules) : rules.resolve(rules.dirname(from), decode(address));
  if (isWithin(root, path, rules)) return path;
  throw new Lost(OUTSIDE);
}

function pathOfUrl(address: string, { sep }: PlatformPath): string {
  try {
    return fileURLToPath(address, { windows: sep === '\\' });
  } catch {
    throw new Lost('It names no file, and nothing has this $id there.');
  }
}

function isWithin(root: string, file: string, rules: PlatformPath): boolean {
  const way = rules.relative(root, file);
  return way !== '..' && !way.startsWith(`..${rules.sep}`) && !rules.isAbsolute(way);
}

/** A text without its percent signs; as it is where they aren't meant so: `100%`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A key as the escapes of JSON pointers mean it. */
function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function isReference(value: unknown): value is Reference {
  return isRecord(value) && Object.hasOwn(value, '$ref') && typeof value['$ref'] === 'string';
}

function childOf(owner: unknown, key: string, pointer: string): unknown {
  const keys = isRecord(owner) || (Array.isArray(owner) && key !== 'length') ? owner : {};
  if (Object.hasOwn(keys, key)) return (keys as Readonly<Record<string, unknown>>)[key];
  throw new Lost(`There is nothing at ${pointer}.`);
}

/** A value with others laid over it; what they replace of its structure holds too, so a schema keeps it in `allOf`. */
function combine(target: object, over: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const both: Readonly<Record<string, unknown>> = { ...target, ...over };
  const replaced = Object.entries(target).filter(([key, value]) => isStructure(value) && both[key] !== value);
  if (replaced.length === 0) return both;
  const parts = Array.isArray(both['allOf']) ? (both['allOf'] as readonly unknown[]) : [];
  return { ...both, allOf: [...parts, Object.fromEntries(replaced)] };
}

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What the parts of a document are called, the outermost of a name first. */
function namesIn(document: unknown): ReadonlyMap<string, unknown> {
  const names = new Map<string, unknown>();
  for (const value of objectsWithin(document)) {
    if (!isRecord(value)) continue;
    const { $id, $self, $anchor, $dynamicAnchor } = value;
    const anchors = [$anchor, $dynamicAnchor].filter((name) => typeof name === 'string').map((name) => `#${name}`);
    for (const name of [$id, $self, ...anchors])
      if (typeof name === 'string' && !names.has(name)) names.set(name, value);
  }
  return names;
}

/** Every object and list of a value, itself included, each once: the outer ones first. */
function objectsWithin(value: unknown): ReadonlySet<object> {
  const found = new Set<object>();
  const add = (item: unknown): void => {
    if (typeof item === 'object' && item !== null) found.add(item);
  };
  add(value);
  // What is added while a set is read is read as well.
  for (const item of found) Object.values(item).forEach(add);
  return found;
}
