/** The modules and JSON files of a registry as they are written. */
import ts from 'typescript';

/** The syntax tree of a module or a JSON file. */
export function readSource(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('.json') ? ts.ScriptKind.JSON : undefined,
  );
}

/** The name of a property, as it would be written in quotes. */
export function nameOf(property: ts.PropertyAssignment): string {
  const { name } = property;
  if (ts.isComputedPropertyName(name)) return ts.isStringLiteralLike(name.expression) ? name.expression.text : '';
  return ts.isPrivateIdentifier(name) || ts.isIdentifier(name) ? String(name.escapedText) : name.text;
}
