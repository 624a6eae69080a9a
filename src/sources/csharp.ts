import { constant, type Constant } from './constant.ts';
import { commentOf, lineOf, literalOf, nodesOf, partAt, partsOf, withTree, type Node } from './tree.ts';

/** C#: enums with their values, and constants; comments are XML. */
export const readCSharp = async (text: string): Promise<readonly Constant[]> =>
  withTree('c-sharp', text, (root) => [
    ...nodesOf(root, 'enum_declaration').flatMap(readEnum),
    ...nodesOf(root, 'field_declaration').flatMap(readFields),
  ]);

function readEnum(declaration: Node): readonly Constant[] {
  const members = partsOf(partAt(declaration, 'body')).filter(({ type }) => type === 'enum_member_declaration');
  const stated = members.map((member) => literalOf(partAt(member, 'value')));
  // Numbers that nobody wrote are those of the compiler; payloads then most likely carry the names.
  const isNumbered = stated.some((value) => typeof value === 'number');
  let next: number | undefined = 0;
  return members.map((member, index) => {
    const own = partAt(member, 'value') === undefined ? next : stated[index];
    next = typeof own === 'number' ? own + 1 : undefined;
    const { name: written, about } = readAttributes(member);
    return constant({
      name: partAt(member, 'name')?.text ?? '',
      value: written ?? (isNumbered ? own : undefined),
      fields: about === undefined ? {} : { description: about },
      comment: commentOf(member),
      group: partAt(declaration, 'name')?.text,
      line: lineOf(partAt(member, 'name') ?? member),
    });
  });
}

/** What attributes say: the name that a serializer writes, and `[Description("…")]`. */
function readAttributes(member: Node): { readonly name?: string; readonly about?: string } {
  const texts = new Map(
    nodesOf(member, 'attribute').map((attribute) => [
      partAt(attribute, 'name')?.text ?? '',
      literalOf(nodesOf(attribute, 'string_literal')[0]),
    ]),
  );
  const textOf = (...names: readonly string[]): string | undefined =>
    names.map((name) => texts.get(name)).find((text) => typeof text === 'string');
  const [name, about] = [textOf('EnumMember', 'JsonStringEnumMemberName', 'JsonPropertyName'), textOf('Description')];
  return { ...(name === undefined ? {} : { name }), ...(about === undefined ? {} : { about }) };
}

function readFields(declaration: Node): readonly Constant[] {
  const [head = ''] = declaration.text.split(/[=;]/, 1);
  if (!/\bconst\b/.test(head) && !(/\bstatic\b/.test(head) && /\breadonly\b/.test(head))) return [];
  return nodesOf(declaration, 'variable_declarator').flatMap((field) => {
    const value = literalOf(partsOf(field).at(-1));
    const name = partAt(field, 'name')?.text ?? '';
    return value === undefined ? [] : [constant({ name, value, comment: commentOf(declaration), line: lineOf(field) })];
  });
}
