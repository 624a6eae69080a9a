import { join, posix, relative } from 'node:path';
import ts from 'typescript';
import type { Finding } from '../check/finding.ts';
import {
  findCategories,
  findMember,
  findRegistry,
  findRoot,
  placeOf,
  readSourceFiles,
  resolveValue,
  sourceAt,
  type SourceFiles,
} from '../check/source-files.ts';
import { originOf, type Origin } from '../content/include.ts';
import { CONTENT_FILES, type Content } from '../content/load.ts';
import type { Misfit } from '../core/misfit.ts';

/** Where an author mends something: a file inside the content folder, and its line where one is known. */
export type Place = Pick<Finding, 'file' | 'line'>;

const REGISTRY_FILES: readonly string[] = CONTENT_FILES.registry;

/** Makes the function that finds the author's line of a misfit; the file alone where no line is known. */
export function createLocator(sources: SourceFiles): (misfit: Misfit) => Place {
  const registry = REGISTRY_FILES.find((file) => sourceAt(sources, file) !== undefined) ?? CONTENT_FILES.registry[0];
  return ({ file = registry, code, field, line }) => {
    if (line !== undefined) return { file, line };
    const source = sourceAt(sources, file);
    if (source === undefined) return { file };
    const broken = brokenLine(source);
    if (broken !== undefined) return { file, line: broken };
    const isModules = !file.endsWith('.json');
    const found =
      code === undefined
        ? isModules && REGISTRY_FILES.includes(file)
          ? findInModules(sources, field)
          : follow(sources, findRoot(sources, source, 'site'), field)
        : follow(sources, isModules ? findEntry(sources, code) : findItem(sources, source, code), field);
    return found === undefined ? { file } : placeOf(found, sources);
  };
}

/**
 * Makes the function that finds the author's line also of what is written elsewhere: where a misfit names its folder, and
 * of errors that come from one of the `origins`.
 */
export async function createWideLocator(
  sources: SourceFiles,
  misfits: readonly Misfit[],
  { registry, origins }: Pick<Content, 'registry' | 'origins'> = NOTHING_INCLUDED,
): Promise<(misfit: Misfit) => Place> {
  const byCode = new Map(origins.length === 0 ? [] : registry.errors.map((error) => [error.code, error]));
  const placed = (misfit: Misfit): Misfit => {
    const error = misfit.dir === undefined && misfit.file === undefined ? byCode.get(misfit.code ?? '') : undefined;
    const origin = error && originOf(origins, error);
    return origin === undefined ? misfit : { ...misfit, ...pathFrom(sources.dir, origin) };
  };
  const away = misfits.map(placed).flatMap(({ dir, file }) => (dir === undefined ? [] : [{ dir, file }]));
  const places = [...away, ...origins.map((origin) => pathFrom(sources.dir, origin))];
  const locators = new Map<string, ReturnType<typeof createLocator>>();
  for (const [dir, files] of Map.groupBy(places, ({ dir: folder }) => folder)) {
    const named = files.flatMap(({ file }) => file ?? []);
    locators.set(dir, createLocator(await readSourceFiles(join(sources.dir, dir), [...CONTENT_PATHS, ...named])));
  }
  const own = createLocator(sources);
  return (misfit) => {
    const { dir, ...inside } = placed(misfit);
    if (dir === undefined) return own(inside);
    const { file, ...place } = locators.get(dir)?.(inside) ?? { file: inside.file ?? '' };
    return { file: posix.join(dir, file), ...place };
  };
}

const NOTHING_INCLUDED: Pick<Content, 'registry' | 'origins'> = {
  registry: { categories: [], errors: [] },
  origins: [],
};

const CONTENT_PATHS = Object.values(CONTENT_FILES).flat();

const pathFrom = (root: string, { dir, file }: Origin): { readonly dir: string; readonly file: string } => ({
  dir: relative(root, dir).replaceAll('\\', '/'),
  file,
});

/** The line on which JSON stops being JSON. */
function brokenLine(source: ts.SourceFile): number | undefined {
  if (!source.fileName.endsWith('.json')) return undefined;
  const { parseDiagnostics: [first] = [] } = source as ts.JsonSourceFile & {
    readonly parseDiagnostics?: readonly ts.Diagnostic[];
  };
  return first?.start === undefined ? undefined : source.getLineAndCharacterOfPosition(first.start).line + 1;
}

/** A category, or what is in one, by the way from the registry: `['categories', 1, 'title']`. */
function findInModules(sources: SourceFiles, [list, index, ...field]: Misfit['field']): ts.Node | undefined {
  if (list !== 'categories' || typeof index !== 'number') return findRegistry(sources);
  return follow(sources, findCategories(sources)[index], field);
}

/** The entry of a code: the last of the categories that has it, or else of any object called `errors`. */
function findEntry(sources: SourceFiles, code: string): ts.Node | undefined {
  const categories = findCategories(sources).map((category) => findMember(sources, category, 'errors'));
  for (const errors of [...categories.toReversed(), ...listErrorObjects(sources)]) {
    const found = findMember(sources, resolveValue(sources, errors), code);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* listErrorObjects({ files }: SourceFiles): Generator<ts.Node> {
  for (const source of files.values()) {
    const nodes: ts.Node[] = [source];
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'errors') yield node;
      ts.forEachChild(node, (child) => void nodes.push(child));
    }
  }
}

/** The last item of the list of errors in JSON that has a code. */
function findItem(sources: SourceFiles, source: ts.SourceFile, code: string): ts.Node | undefined {
  const errors = resolveValue(sources, findMember(sources, findRoot(sources, source, 'registry'), 'errors'));
  if (errors === undefined || !ts.isArrayLiteralExpression(errors)) return undefined;
  return errors.elements.findLast((element) => {
    const value = resolveValue(sources, findMember(sources, element, 'code'));
    return value !== undefined && readScalar(value) === code;
  });
}

function readScalar(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  return ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)
    ? String(-Number(node.operand.text))
    : undefined;
}

/** Goes down from a node as far as the field leads; stops at the last node that is written out. */
function follow(
  sources: SourceFiles,
  node: ts.Node | undefined,
  [step, ...rest]: Misfit['field'],
): ts.Node | undefined {
  if (step === undefined || node === undefined) return node;
  const next = findMember(sources, resolveValue(sources, node), step);
  return next === undefined ? node : follow(sources, next, rest);
}
