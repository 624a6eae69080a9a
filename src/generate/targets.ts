import type { Target } from './target.ts';
import { composeCSharp } from './csharp.ts';
import { composeGo } from './go.ts';
import { composeJava } from './java.ts';
import { composeKotlin } from './kotlin.ts';
import { composePhp } from './php.ts';
import { composePython } from './python.ts';
import { composeRuby } from './ruby.ts';
import { composeRust } from './rust.ts';
import { composeSwift } from './swift.ts';
import { composeTypeScript } from './typescript.ts';

/** Every language and tool for which files are generated, by the name that `--for` takes. */
export const TARGETS: Readonly<Record<string, Target>> = {
  typescript: { title: 'TypeScript', file: 'errors.ts', compose: composeTypeScript },
  python: { title: 'Python', file: 'errors.py', compose: composePython },
  go: { title: 'Go', file: 'errors.go', compose: composeGo },
  java: { title: 'Java', file: 'ApiErrors.java', compose: composeJava },
  csharp: { title: 'C#', file: 'ApiErrors.cs', compose: composeCSharp },
  kotlin: { title: 'Kotlin', file: 'ApiErrors.kt', compose: composeKotlin },
  ruby: { title: 'Ruby', file: 'errors.rb', compose: composeRuby },
  php: { title: 'PHP', file: 'ApiErrors.php', compose: composePhp },
  rust: { title: 'Rust', file: 'errors.rs', compose: composeRust },
  swift: { title: 'Swift', file: 'ApiErrors.swift', compose: composeSwift },
};
