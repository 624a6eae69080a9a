import { printParseErrorCode, visit } from 'jsonc-parser';
import { readNumber } from './numbers.ts';
import { DEEPEST, FormatProblem } from './problem.ts';

/** An object or a list whose end isn't read yet; the name is that of the value to come. */
type Open = { readonly fields: Map<string, unknown>; name: string } | { readonly items: unknown[] };

/**
 * Reads JSON without loss: numbers keep their digits, as `readNumber` says. Throws a {@link FormatProblem} for what is no
 * JSON, for a name that stands twice in an object, and for what lies too deep.
 */
export function parseJson(text: string): unknown {
  const root: { readonly items: unknown[] } = { items: [] };
  const open: Open[] = [root];
  const add = (value: unknown): void => {
    const owner = open.at(-1) ?? root;
    if ('items' in owner) owner.items.push(value);
    else owner.fields.set(owner.name, value);
  };
  const begin = (value: Open, line: number): void => {
    if (open.length > DEEPEST)
      throw new FormatProblem(`Line ${line + 1}: its values lie deeper than ${DEEPEST} levels; make it flatter.`);
    open.push(value);
  };
  const end = (): void => {
    const value = open.pop() ?? root;
    add('items' in value ? value.items : Object.fromEntries(value.fields));
  };
  visit(
    text,
    {
      onObjectBegin: (_, __, line) => begin({ fields: new Map(), name: '' }, line),
      onObjectProperty: (name, _, __, line) => {
        const owner = open.at(-1);
        if (owner === undefined || 'items' in owner) return;
        if (owner.fields.has(name))
          throw new FormatProblem(`Line ${line + 1}: ${JSON.stringify(name)} stands twice in an object; keep one.`);
        owner.name = name;
      },
      onObjectEnd: end,
      onArrayBegin: (_, __, line) => begin({ items: [] }, line),
      onArrayEnd: end,
      onLiteralValue: (value: unknown, offset, length) =>
        add(typeof value === 'number' ? readNumber(text.slice(offset, offset + length)) : value),
      onError: (error, _, __, line) => {
        const reason = printParseErrorCode(error).replaceAll(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`);
        throw new FormatProblem(`It is not valid JSON: ${reason.toLowerCase()} on line ${line + 1}.`);
      },
    },
    { disallowComments: true },
  );
  return root.items[0];
}
