import { constant, type Constant } from './constant.ts';
import { commentOf, lineOf, literalOf, nodesOf, partAt, partsOf, statedBy, withTree, type Node } from './tree.ts';

/**
 * Go: constants, with `iota` counted; what `errors.New` and the like are given; errors that a struct describes; and maps
 * from a constant of the file to its text.
 */
export const readGo = async (text: string): Promise<readonly Constant[]> =>
  withTree('go', text, (root) => {
    const declarations = partsOf(root);
    const constants = declarations.filter(({ type }) => type === 'const_declaration').flatMap(readConstants);
    const variables = declarations
      .filter(({ type }) => type === 'var_declaration')
      .flatMap((declaration) => nodesOf(declaration, 'var_spec').map((spec) => [declaration, spec] as const));
    const texts = new Map(variables.flatMap(([, spec]) => readMap(spec)));
    return [
      ...constants.map((each): Constant => ({ ...each, ...withFields(each, texts.get(each.name)) })),
      ...variables.flatMap(([declaration, spec]) => readError(declaration, spec)),
    ];
  });

const withFields = (
  { fields }: Constant,
  more: Readonly<Record<string, unknown>> | undefined,
): Pick<Constant, 'fields'> => (more === undefined ? {} : { fields: { ...more, ...fields } });

/** The constants of a block: one without a value has that of the one above, with the next `iota`. */
function readConstants(declaration: Node): readonly Constant[] {
  const specs = partsOf(declaration).filter(({ type }) => type === 'const_spec');
  let type: string | undefined;
  let values: readonly Node[] = [];
  return specs.flatMap((spec, iota) => {
    const stated = partAt(spec, 'value');
    if (stated !== undefined) {
      type = partAt(spec, 'type')?.text;
      values = partsOf(stated);
      const [call] = values;
      if (call?.type === 'call_expression' && partsOf(partAt(call, 'arguments')).length === 1)
        type ??= partAt(call, 'function')?.text;
    }
    const names = spec.childrenForFieldName('name').filter((name) => name?.type === 'identifier');
    return names.flatMap((name, index) =>
      name === null || name.text === '_'
        ? []
        : [
            constant({
              name: name.text,
              value: valueOf(values[index], iota),
              comment: commentOf(specs.length === 1 ? declaration : spec) ?? commentOf(spec),
              // The types of the language say nothing of what is listed.
              group: type !== undefined && /[A-Z.]|[^\d\w]|err|code/.test(type) ? type : undefined,
              line: lineOf(name),
            }),
          ],
    );
  });
}

/** A literal, or a sum with `iota`. */
function valueOf(node: Node | undefined, iota: number): string | number | undefined {
  if (node === undefined) return undefined;
  if (node.text === 'iota') return iota;
  if (node.type === 'parenthesized_expression') return valueOf(partsOf(node)[0], iota);
  // A conversion: `Code("not_found")`.
  const args = node.type === 'call_expression' ? partsOf(partAt(node, 'arguments')) : [];
  if (args.length === 1) return valueOf(args[0], iota);
  const [left, right] = node.type === 'binary_expression' ? partsOf(node) : [];
  const [one, other] = [valueOf(left, iota), valueOf(right, iota)];
  if (typeof one !== 'number' || typeof other !== 'number') return literalOf(node);
  const sign = partAt(node, 'operator')?.text;
  if (sign === '+') return one + other;
  if (sign === '-') return one - other;
  return sign === '*' ? one * other : undefined;
}

/** `var ErrX = errors.New("…")`, or a variable that a struct with the names of its fields describes. */
function readError(declaration: Node, spec: Node): readonly Constant[] {
  const [name, ...more] = spec.childrenForFieldName('name').filter((each) => each?.type === 'identifier');
  const [made, ...others] = partsOf(partAt(spec, 'value'));
  if (!name || more.length > 0 || made === undefined || others.length > 0) return [];
  const single = partsOf(declaration).length === 1 && partsOf(declaration)[0]?.type === 'var_spec';
  const known = {
    name: name.text,
    comment: commentOf(single ? declaration : spec) ?? commentOf(spec),
    line: lineOf(name),
  };
  const call = made.type === 'call_expression' ? made : undefined;
  const args = partsOf(call && partAt(call, 'arguments'));
  if (call && /(?:^|\.)(?:New|Errorf|NewError|Newf)$/.test(partAt(call, 'function')?.text ?? '') && args.length === 1) {
    const text = literalOf(args[0]);
    return typeof text === 'string' ? [constant({ ...known, fields: { message: text } })] : [];
  }
  const struct = [made, ...args].map(structOf).find((each) => each !== undefined);
  const { Value: value, ...fields } = struct === undefined ? {} : readFields(partAt(struct, 'body'));
  const stated = { ...fields, ...(value === undefined ? {} : { Code: value }) };
  return Object.keys(stated).length > 0 ? [constant({ ...known, fields: stated, group: typeOf(struct) })] : [];
}

function structOf(node: Node): Node | undefined {
  const inner = node.type === 'unary_expression' ? partsOf(node)[0] : node;
  return inner?.type === 'composite_literal' && partAt(inner, 'type')?.type !== 'map_type' ? inner : undefined;
}

const typeOf = (struct: Node | undefined): string | undefined =>
  struct && partAt(struct, 'type')?.text.split('.').at(-1);

/** Raw texts are broken where the line of the source ends. */
const oneLine = (value: string | number): string | number =>
  typeof value === 'string' ? value.replaceAll(/\s*\n\s*/g, ' ') : value;

/** What a map says of constants: `map[Code]string{ErrX: "…"}`, or with structs as its values. */
function readMap(spec: Node): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const [made] = partsOf(partAt(spec, 'value'));
  if (made?.type !== 'composite_literal' || partAt(made, 'type')?.type !== 'map_type') return [];
  const isOfText = partAt(made, 'type')?.text.endsWith(']string') === true;
  return partsOf(partAt(made, 'body')).flatMap((pair) => {
    const [key, value] = partsOf(pair).map(within);
    if (key === undefined || value === undefined) return [];
    const text = literalOf(value);
    if (isOfText && typeof text === 'string') return [[key.text, { message: text }] as const];
    const fields = value.type === 'literal_value' ? readFields(value) : {};
    return Object.keys(fields).length > 0 ? [[key.text, fields] as const] : [];
  });
}

/** The fields of a struct that have a literal, or a status by its name. */
function readFields(body: Node | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    partsOf(body)
      .filter(({ type }) => type === 'keyed_element')
      .flatMap((pair) => {
        const [key, value] = partsOf(pair).map(within);
        const stated = statedBy(value);
        return key === undefined || stated === undefined ? [] : [[key.text, oneLine(stated)] as const];
      }),
  );
}

const within = (node: Node): Node | undefined => (node.type === 'literal_element' ? partsOf(node)[0] : node);
