import { constant, type Constant } from './constant.ts';
import { commentOf, lineOf, literalOf, nodesOf, partAt, partsOf, statedBy, withTree, type Node } from './tree.ts';

/** Java: enums with the arguments of their constructors, and constants that are `static final` or of an interface. */
export const readJava = async (text: string): Promise<readonly Constant[]> =>
  withTree('java', text, (root) => [
    ...nodesOf(root, 'enum_declaration').flatMap(readEnum),
    ...nodesOf(root, 'field_declaration', 'constant_declaration').flatMap(readFields),
  ]);

function readEnum(declaration: Node): readonly Constant[] {
  const body = partAt(declaration, 'body');
  const parts = partsOf(body);
  const constructors = parts
    .filter(({ type }) => type === 'enum_body_declarations')
    .flatMap(partsOf)
    .filter(({ type }) => type === 'constructor_declaration')
    .map((made) => partsOf(partAt(made, 'parameters')).map((parameter) => partAt(parameter, 'name')?.text ?? ''));
  const fieldNames = lombokFields(declaration, parts);
  return parts
    .filter(({ type }) => type === 'enum_constant')
    .map((member) => {
      const values = partsOf(partAt(member, 'arguments'));
      const names = constructors.find(({ length }) => length === values.length) ?? fieldNames;
      const fields = names.length === values.length ? nameFields(names, values) : {};
      return constant({
        name: partAt(member, 'name')?.text ?? '',
        value: annotated(member) ?? (values.length === 1 ? literalOf(values[0]) : undefined),
        fields,
        comment: commentOf(member),
        group: partAt(declaration, 'name')?.text,
        line: lineOf(partAt(member, 'name') ?? member),
      });
    });
}

/** The final fields of an enum whose constructor Lombok writes. */
function lombokFields(declaration: Node, parts: readonly Node[]): readonly string[] {
  const [head = ''] = declaration.text.split('{', 1);
  if (!/@(?:AllArgs|RequiredArgs)Constructor\b/.test(head)) return [];
  return parts
    .filter(({ type }) => type === 'enum_body_declarations')
    .flatMap(partsOf)
    .filter(({ type, text }) => type === 'field_declaration' && !/\bstatic\b/.test(text))
    .flatMap((field) => partsOf(field).filter(({ type }) => type === 'variable_declarator'))
    .map((field) => partAt(field, 'name')?.text ?? '');
}

function nameFields(names: readonly string[], values: readonly Node[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    values.flatMap((value, index) => {
      const stated = statedBy(value);
      return stated === undefined ? [] : [[names[index] ?? '', stated] as const];
    }),
  );
}

/** The name by which a library writes a member: `@JsonProperty("not_found")`. */
function annotated(member: Node): string | undefined {
  const [, name] =
    /^\s*@(?:JsonProperty|SerializedName|XmlEnumValue)\(\s*(?:value\s*=\s*)?"([^"\\]*)"/.exec(member.text) ?? [];
  return name;
}

function readFields(declaration: Node): readonly Constant[] {
  const [modifiers = ''] = declaration.text.split(/[=;]/, 1);
  const isConstant =
    declaration.type === 'constant_declaration' || (/\bstatic\b/.test(modifiers) && /\bfinal\b/.test(modifiers));
  if (!isConstant || declaration.parent?.parent === null) return [];
  return partsOf(declaration)
    .filter(({ type }) => type === 'variable_declarator')
    .flatMap((field) => {
      const value = literalOf(partAt(field, 'value'));
      const name = partAt(field, 'name')?.text ?? '';
      return value === undefined || name === 'serialVersionUID'
        ? []
        : [constant({ name, value, comment: commentOf(declaration), line: lineOf(field) })];
    });
}
