import ts from 'typescript';
import { GENERATED_COMMENTS } from '../import/write.ts';

/** Whether a module of a registry holds what no import writes: comments of people, or code besides what it exports. */
export function holdsOwnText(module: string): boolean {
  const source = ts.createSourceFile('module.ts', module, ts.ScriptTarget.Latest, true);
  const isOurs = (comment: string): boolean => GENERATED_COMMENTS.some((text) => comment.includes(text));
  return !listComments(source).every(isOurs) || !source.statements.every(isGenerated);
}

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

const GENERATED = [
  /^import \{[^}]*\} from ['"]error-reference['"]/,
  // The index, which imports the categories, declares nothing else.
  /^import \{ \w+ \} from ['"]\.\/[^'"]+['"]/,
  /^export const \w+ = define(?:Category|Registry)\(/,
  /^export type ErrorCode\b/,
];

const isGenerated = (statement: ts.Statement): boolean => GENERATED.some((form) => form.test(statement.getText()));
