/** What a parser passes over in silence: keys that stand twice, and codes that a program puts elsewhere than an author did. */
import ts from 'typescript';
import { nameOf, readSource } from '../content/source.ts';
import { inKeyOrder, isWholeNumber } from '../core/key-order.ts';
import type { Finding } from './finding.ts';

/** The mistakes in the keys of a module or a JSON file of the registry; `path` is that inside the content folder. */
export function findKeyMistakes(path: string, text: string): readonly Finding[] {
  const source = readSource(path, text);
  return [...listObjects(source)].flatMap((object) => {
    const properties = object.properties.filter(ts.isPropertyAssignment);
    const mistakes = [...findTwice(properties), ...(isErrors(object) ? findMovedCodes(properties) : [])];
    return mistakes.map(({ node, message }) => ({
      file: path,
      line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
      message,
    }));
  });
}

interface KeyMistake {
  readonly node: ts.Node;
  readonly message: string;
}

function* listObjects(node: ts.Node): Generator<ts.ObjectLiteralExpression> {
  if (ts.isObjectLiteralExpression(node)) yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* listObjects(child);
}

const isErrors = ({ parent }: ts.Node): boolean => ts.isPropertyAssignment(parent) && nameOf(parent) === 'errors';

/** Of two values under one key only the last would count. */
function findTwice(properties: readonly ts.PropertyAssignment[]): readonly KeyMistake[] {
  const seen = new Set<string>();
  return properties.flatMap((property) => {
    const name = nameOf(property);
    if (name === '') return [];
    const message = `${name} stands here a second time, and only the last would count; keep one of the two.`;
    const mistakes = seen.has(name) ? [{ node: property, message }] : [];
    seen.add(name);
    return mistakes;
  });
}

/** JavaScript puts keys that are whole numbers before all others, in ascending order. */
function findMovedCodes(properties: readonly ts.PropertyAssignment[]): readonly KeyMistake[] {
  const names = [...new Set(properties.map(nameOf))];
  const ordered = inKeyOrder(names, (name) => name);
  const place = names.findIndex((name, index) => isWholeNumber(name) && ordered[index] !== name);
  const node = properties.find((property) => nameOf(property) === names[place]);
  if (node === undefined) return [];
  const message =
    `The code ${names[place] ?? ''} is a whole number, which JavaScript puts before all other keys, so that lists show ` +
    'another order than this; put such codes first, in ascending order, or into a category of their own.';
  return [{ node, message }];
}
