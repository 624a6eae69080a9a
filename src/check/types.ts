import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Finding } from './finding.ts';

/** Where the folder's modules find what they import. */
export interface TypeOptions {
  readonly dir: string;
  /** The folder's own modules, as paths inside it. */
  readonly files: readonly string[];
  /** The project, which has the core and the types of Node. */
  readonly root: string;
}

/** Type-checks the modules of a content folder, wherever it lies; other modules are read but not reported on. */
export function checkTypes({ dir, files, root }: TypeOptions): readonly Finding[] {
  const program = ts.createProgram(
    files.map((file) => join(dir, file)),
    compilerOptions(root),
  );
  return files.flatMap((file) => {
    const source = program.getSourceFile(join(dir, file));
    if (source === undefined) return [];
    const syntax = program.getSyntacticDiagnostics(source);
    // What a broken module means is guesswork.
    const found = syntax.length > 0 ? syntax : program.getSemanticDiagnostics(source);
    return found.filter(({ code }) => code !== TWICE).map((diagnostic) => toFinding(diagnostic, file, dir));
  });
}

/** What TypeScript says of a key that stands twice; the check of keys says it of JSON too, and what to do. */
const TWICE = 1117;

/** As strict as the project's own, but for habits of style; the libraries are taken as sound. */
function compilerOptions(root: string): ts.CompilerOptions {
  return {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    // Node runs the modules as they are, with their types taken out.
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noErrorTruncation: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
    lib: ['lib.esnext.d.ts'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths: {
      'error-reference': [join(root, 'src/core/define.ts')],
      'error-reference/respond': [join(root, 'src/exports/respond.ts')],
      'error-reference/*': [join(root, 'src/core/*.ts')],
    },
  };
}

function toFinding({ file, start, messageText }: ts.Diagnostic, own: string, dir: string): Finding {
  const message = `${ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(/\s+/g, ' ')} (types)`;
  if (file === undefined || start === undefined) return { file: own, message };
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  return { file: relative(dir, file.fileName) || own, line, message };
}

/** The modules of a content folder whose types are checked, from the list of its files. */
export function ownModules(files: readonly string[]): readonly string[] {
  return files.filter((file) => /^(?:site|registry\/.*)\.ts$/.test(file) && !/\.(?:d|test|spec)\.ts$/.test(file));
}
