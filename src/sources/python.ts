import { plainComment } from './comments.ts';
import { constant, type Constant } from './constant.ts';
import { commentOf, lineOf, literalOf, nodesOf, partAt, partsOf, statedBy, withTree, type Node } from './tree.ts';

/**
 * Python: members of enums, constants of modules and classes, and exceptions whose class states a code. Comments and the
 * texts below a member are its comment.
 */
export const readPython = async (text: string): Promise<readonly Constant[]> =>
  withTree('python', text, (root) => [
    ...nodesOf(root, 'class_definition').flatMap(readClass),
    ...partsOf(root).flatMap((statement) => readConstant(statement) ?? []),
  ]);

const ENUM = /(?:^|\.)(?:Int|Str|Text|Integer)?(?:Enum|Choices)$|Enum$/;

function readClass(definition: Node): readonly Constant[] {
  const name = partAt(definition, 'name')?.text ?? '';
  const bases = partsOf(partAt(definition, 'superclasses'));
  const statements = partsOf(partAt(definition, 'body'));
  if (bases.some(({ text }) => ENUM.test(text))) return readMembers(definition, name, bases);
  const exception = readException(definition, name);
  if (exception !== undefined) return [exception];
  return statements.flatMap((statement) => {
    const found = readConstant(statement);
    return found === undefined ? [] : [{ ...found, group: name }];
  });
}

interface Assignment {
  readonly node: Node;
  readonly name: string;
  readonly right: Node | undefined;
}

function assignmentOf(statement: Node): Assignment | undefined {
  const [node] = statement.type === 'expression_statement' ? partsOf(statement) : [];
  const left = node?.type === 'assignment' ? partAt(node, 'left') : undefined;
  return node !== undefined && left?.type === 'identifier'
    ? { node, name: left.text, right: partAt(node, 'right') }
    : undefined;
}

/** A member of several values has its code first, unless the constructor names them. */
function readMembers(definition: Node, group: string, bases: readonly Node[]): readonly Constant[] {
  const statements = partsOf(partAt(definition, 'body'));
  const isText = bases.some(({ text }) => /StrEnum$/.test(text));
  const made = statements.find(
    (each) => each.type === 'function_definition' && /^__(?:init|new)__$/.test(partAt(each, 'name')?.text ?? ''),
  );
  const names = partsOf(made && partAt(made, 'parameters'))
    .slice(1)
    .map((parameter) => (parameter.type === 'identifier' ? parameter : partsOf(parameter)[0])?.text ?? '');
  return statements.flatMap((statement) => {
    const found = assignmentOf(statement);
    if (found?.right === undefined || found.name.startsWith('_')) return [];
    const { name, right } = found;
    const values = /^(?:tuple|expression_list)$/.test(right.type) ? partsOf(right) : [right];
    const isAuto = /(?:^|\.)auto\(\)$/.test(right.text);
    const isNamed = values.length > 1 && names.length >= values.length;
    return [
      constant({
        name,
        value: isAuto ? (isText ? name.toLowerCase() : undefined) : isNamed ? undefined : literalOf(values[0]),
        fields: isNamed ? nameFields(names, values) : {},
        comment: commentOf(statement) ?? textBelow(statement),
        group,
        line: lineOf(statement),
      }),
    ];
  });
}

function nameFields(names: readonly string[], values: readonly Node[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    values.flatMap((value, index) => {
      const stated = statedBy(value);
      return stated === undefined ? [] : [[names[index] ?? '', stated] as const];
    }),
  );
}

/** The text that stands below a member, as documentation tools take it. */
function textBelow(statement: Node): string | undefined {
  const next = statement.nextNamedSibling;
  const below = next?.type === 'comment' ? next.nextNamedSibling : next;
  return docstringOf(below);
}

function docstringOf(statement: Node | null | undefined): string | undefined {
  const [node] = statement?.type === 'expression_statement' ? partsOf(statement) : [];
  const text = node?.type === 'string' ? literalOf(node) : undefined;
  return typeof text === 'string' ? plainComment(text) : undefined;
}

/** `class OrderNotFound(ApiError)` with a code, and what else it states. */
function readException(definition: Node, name: string): Constant | undefined {
  const statements = partsOf(partAt(definition, 'body'));
  const fields = Object.fromEntries(
    statements.flatMap((statement) => {
      const found = assignmentOf(statement);
      const stated = statedBy(found?.right);
      return found === undefined || stated === undefined
        ? []
        : [[found.name.replace(/^default_/, ''), stated] as const];
    }),
  );
  if (!Object.keys(fields).some((field) => /^(?:error_?|err_?)?code$/.test(field))) return undefined;
  return constant({ name, fields, comment: docstringOf(statements[0]), line: lineOf(definition) });
}

const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

function readConstant(statement: Node): Constant | undefined {
  const found = assignmentOf(statement);
  const value = literalOf(found?.right);
  if (found === undefined || value === undefined || !CONSTANT.test(found.name)) return undefined;
  return constant({
    name: found.name,
    value,
    comment: commentOf(statement) ?? textBelow(statement),
    line: lineOf(statement),
  });
}
