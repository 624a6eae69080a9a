import type { SourceLanguage } from './constant.ts';

/** Every language whose constants are read, by the word that `--kind` takes. */
export const LANGUAGES: Readonly<Record<string, SourceLanguage>> = {
  typescript: {
    name: 'TypeScript',
    endings: ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'],
    codes: 'value',
    markup: 'markdown',
    load: async () => (await import('./typescript.ts')).readTypeScript,
  },
  java: {
    name: 'Java',
    endings: ['.java'],
    codes: 'value',
    load: async () => (await import('./java.ts')).readJava,
  },
  csharp: {
    name: 'C#',
    endings: ['.cs'],
    codes: 'value',
    load: async () => (await import('./csharp.ts')).readCSharp,
  },
  go: { name: 'Go', endings: ['.go'], codes: 'value', load: async () => (await import('./go.ts')).readGo },
  python: {
    name: 'Python',
    endings: ['.py', '.pyi'],
    codes: 'value',
    load: async () => (await import('./python.ts')).readPython,
  },
  proto: {
    name: 'Protocol Buffers',
    endings: ['.proto'],
    // JSON carries the values of an enum by their names.
    codes: 'name',
    load: async () => (await import('./proto.ts')).readProto,
  },
};

/** The language of a file, by its ending. */
export function languageOf(file: string): SourceLanguage | undefined {
  const ending = /\.[^./\\]+$/.exec(file)?.[0].toLowerCase() ?? '';
  return Object.values(LANGUAGES).find(({ endings }) => endings.includes(ending));
}
