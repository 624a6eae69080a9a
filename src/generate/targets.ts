import { composeOpenTelemetry } from './opentelemetry.ts';
import { composeOverlay } from './overlay.ts';
import { composePrometheus } from './prometheus.ts';
import type { Target } from './target.ts';
import { composeCSharp, useCSharp } from './csharp.ts';
import { composeGo, useGo } from './go.ts';
import { composeJava, useJava } from './java.ts';
import { composeKotlin, useKotlin } from './kotlin.ts';
import { composePhp, usePhp } from './php.ts';
import { composePython, usePython } from './python.ts';
import { composeRuby, useRuby } from './ruby.ts';
import { composeRust, useRust } from './rust.ts';
import { composeSwift, useSwift } from './swift.ts';
import { composeTypeScript, useTypeScript } from './typescript.ts';

const DOTTED = /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*$/i;

/** Every language and tool for which files are generated, by the name that `--for` takes. */
export const TARGETS: Readonly<Record<string, Target>> = {
  typescript: {
    title: 'TypeScript',
    file: 'errors.ts',
    // Where it was before there were other languages.
    path: '/errors.ts',
    usage: { lang: 'ts', write: useTypeScript },
    compose: composeTypeScript,
  },
  python: {
    title: 'Python',
    file: 'errors.py',
    path: '/clients/errors.py',
    usage: { lang: 'python', write: usePython },
    compose: composePython,
  },
  go: {
    title: 'Go',
    file: 'errors.go',
    path: '/clients/errors.go',
    usage: { lang: 'go', write: useGo },
    packages: /^[a-z][a-z0-9_]*$/,
    compose: composeGo,
  },
  java: {
    title: 'Java',
    file: 'ApiErrors.java',
    path: '/clients/ApiErrors.java',
    usage: { lang: 'java', write: useJava },
    packages: DOTTED,
    compose: composeJava,
  },
  csharp: {
    title: 'C#',
    file: 'ApiErrors.cs',
    path: '/clients/ApiErrors.cs',
    usage: { lang: 'csharp', write: useCSharp },
    packages: DOTTED,
    compose: composeCSharp,
  },
  kotlin: {
    title: 'Kotlin',
    file: 'ApiErrors.kt',
    path: '/clients/ApiErrors.kt',
    usage: { lang: 'kotlin', write: useKotlin },
    packages: DOTTED,
    compose: composeKotlin,
  },
  ruby: {
    title: 'Ruby',
    file: 'errors.rb',
    path: '/clients/errors.rb',
    usage: { lang: 'ruby', write: useRuby },
    packages: /^[A-Z]\w*$/,
    compose: composeRuby,
  },
  php: {
    title: 'PHP',
    file: 'ApiErrors.php',
    // A host with PHP would run it rather than send it.
    path: '/clients/ApiErrors.php.txt',
    usage: { lang: 'php', write: usePhp },
    packages: /^[A-Za-z_]\w*(?:\\[A-Za-z_]\w*)*$/,
    compose: composePhp,
  },
  rust: {
    title: 'Rust',
    file: 'errors.rs',
    path: '/clients/errors.rs',
    usage: { lang: 'rust', write: useRust },
    compose: composeRust,
  },
  swift: {
    title: 'Swift',
    file: 'ApiErrors.swift',
    path: '/clients/ApiErrors.swift',
    usage: { lang: 'swift', write: useSwift },
    compose: composeSwift,
  },
  prometheus: { title: 'Prometheus', file: 'errors.rules.yml', compose: composePrometheus },
  opentelemetry: {
    title: 'OpenTelemetry',
    file: 'errors.semconv.yaml',
    compose: composeOpenTelemetry,
  },
  overlay: {
    title: 'OpenAPI Overlay',
    file: 'errors.overlay.yaml',
    compose: composeOverlay,
    takesSpecification: true,
  },
};

/** A target that the site offers, with the name that `--for` takes. */
export type OfferedTarget = Target & Required<Pick<Target, 'path' | 'usage'>> & { readonly name: string };

/** The languages that the page of the clients lists. */
export const CLIENTS: readonly OfferedTarget[] = Object.entries(TARGETS).flatMap(([name, target]) =>
  target.path === undefined || target.usage === undefined
    ? []
    : [{ ...target, name, path: target.path, usage: target.usage }],
);
