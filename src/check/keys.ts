import ts from 'typescript';
import { CONTENT_FILES } from '../content/load.ts';
import { inKeyOrder, isWholeNumber } from '../core/key-order.ts';
import type { Finding } from './finding.ts';
import {
  findCategories,
  findMember,
  findRoot,
  nameOf,
  placeOf,
  resolveValue,
  sourceAt,
  type SourceFiles,
} from './source-files.ts';

/** What is lost when the files are read, so that only they tell: names that stand twice, and an order that won't stay. */
export function checkKeys(sources: SourceFiles): readonly Finding[] {
  const literals = [...sources.files.values()].flatMap((source) => [...listObjects(source)]);
  const ordered = [...listErrors(sources), ...listDimensionValues(sources)].map((owner) => listKeys(sources, owner));
  const findings = [
    ...literals.flatMap((literal) => [...findTwins(ownKeys(literal), sources), ...findPrototypes(literal, sources)]),
    ...ordered.flatMap((keys) => [...findTwins(keys, sources), ...findMoved(keys, sources)]),
  ];
  // A name that stands twice among the codes does so in its object, too.
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

interface Key {
  readonly name: string;
  readonly node: ts.Node;
}

function* listObjects(source: ts.SourceFile): Generator<ts.ObjectLiteralExpression> {
  const nodes: ts.Node[] = [source];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (ts.isObjectLiteralExpression(node)) yield node;
    ts.forEachChild(node, (child) => void nodes.push(child));
  }
}

function listErrors(sources: SourceFiles): readonly ts.Node[] {
  return findCategories(sources).flatMap((category) => resolved(sources, findMember(sources, category, 'errors')));
}

function listDimensionValues(sources: SourceFiles): readonly ts.Node[] {
  return CONTENT_FILES.site.flatMap((file) => {
    const source = sourceAt(sources, file);
    const site = source && resolveValue(sources, findRoot(sources, source, 'site'));
    const [dimensions] = resolved(sources, findMember(sources, site, 'dimensions'));
    return listKeys(sources, dimensions).flatMap(({ node }) =>
      resolved(sources, findMember(sources, resolveValue(sources, node), 'values')),
    );
  });
}

function resolved(sources: SourceFiles, node: ts.Node | undefined): readonly ts.Node[] {
  const value = resolveValue(sources, node);
  return value === undefined ? [] : [value];
}

/** The names of an object in the order in which they are written, with those of its spreads. */
function listKeys(sources: SourceFiles, owner: ts.Node | undefined, depth = 0): readonly Key[] {
  if (owner === undefined || !ts.isObjectLiteralExpression(owner) || depth > DEEPEST) return [];
  return owner.properties.flatMap((property) =>
    ts.isSpreadAssignment(property)
      ? listKeys(sources, resolveValue(sources, property.expression), depth + 1)
      : toKey(property),
  );
}

const DEEPEST = 50;

const ownKeys = (owner: ts.ObjectLiteralExpression): readonly Key[] => owner.properties.flatMap(toKey);

function toKey(property: ts.ObjectLiteralElementLike): readonly Key[] {
  const name = nameOf(property);
  return name === undefined || ts.isGetAccessor(property) || ts.isSetAccessor(property)
    ? []
    : [{ name, node: property }];
}

function findTwins(keys: readonly Key[], sources: SourceFiles): readonly Finding[] {
  const first = new Map<string, ts.Node>();
  return keys.flatMap(({ name, node }): readonly Finding[] => {
    const twin = first.get(name);
    if (twin === undefined) first.set(name, node);
    if (twin === undefined || twin === node) return [];
    const [one, other] = [placeOf(twin, sources), placeOf(node, sources)];
    const where = one.file === other.file ? `on line ${one.line}` : `at ${one.file}:${one.line}`;
    return [{ ...other, message: `${name} is declared twice, first ${where}; keep one of the two.` }];
  });
}

/** What is to keep its order, and has names that no object keeps in the order in which they are written. */
function findMoved(keys: readonly Key[], sources: SourceFiles): readonly Finding[] {
  const names = keys.map(({ name }) => name);
  const kept = inKeyOrder([...new Set(names)], (name) => name);
  const moved = keys.find(
    ({ name }, index) => isWholeNumber(name) && kept.indexOf(name) < names.indexOf(name) && index > 0,
  );
  if (moved === undefined) return [];
  const message =
    `${moved.name} would be listed further ahead than it is written, for JavaScript puts whole numbers first, ` +
    'in ascending order; write them so.';
  return [{ ...placeOf(moved.node, sources), message }];
}

function findPrototypes(literal: ts.ObjectLiteralExpression, sources: SourceFiles): readonly Finding[] {
  if (literal.getSourceFile().fileName.endsWith('.json')) return [];
  return literal.properties
    .filter(
      (property) =>
        ts.isPropertyAssignment(property) &&
        !ts.isComputedPropertyName(property.name) &&
        nameOf(property) === '__proto__',
    )
    .map((property) => ({
      ...placeOf(property, sources),
      message: '__proto__ is read as the prototype of the object and gets lost; write ["__proto__"].',
    }));
}
