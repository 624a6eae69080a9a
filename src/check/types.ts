import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { ownPath } from '../content/own-files.ts';
import type { Finding } from './finding.ts';

/** Where the folder's modules find what they import. */
export interface TypeOptions {
  readonly dir: string;
  /** The folder's own modules, as paths inside it. */
  readonly files: readonly string[];
}

/** Type-checks the modules of a content folder, wherever it lies; other modules are read but not reported on. */
export function checkTypes({ dir, files }: TypeOptions): readonly Finding[] {
  const program = ts.createProgram(
    files.map((file) => join(dir, file)),
    compilerOptions(),
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
function compilerOptions(): ts.CompilerOptions {
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
    typeRoots: [dirname(dirname(createRequire(import.meta.url).resolve('@types/node/package.json')))],
    paths: {
      'error-reference': [ownPath('exports/index')],
      'error-reference/*': [ownPath('exports/*')],
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
