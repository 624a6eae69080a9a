import ts from 'typescript';

/** Whether a module of a category holds what no import writes: comments of people, or code besides the category. */
export function holdsOwnText(module: string, successor: string): boolean {
  const source = parse(module);
  const theirs = new Set(listComments(parse(successor)));
  return listComments(source).some((comment) => !theirs.has(comment)) || !source.statements.every(isPlain);
}

const parse = (text: string): ts.SourceFile => ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);

function listComments(source: ts.SourceFile): readonly string[] {
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of ranges) found.set(pos, source.text.slice(pos, end));
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  return [...found.values()];
}

/** Whether a statement only brings in the project's own names, or exports something: the category, or the registry. */
function isPlain(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement))
    return /^['"](?:error-reference['"]|\.\/)/.test(statement.moduleSpecifier.getText());
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
