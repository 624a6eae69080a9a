import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program with its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** How the generated files of all registries become one program. */
export interface Runtime {
  /** Commands that succeed where all is there that the language needs. */
  readonly needs: readonly Command[];
  /** The package of a registry, by its number; absent where the language has none. */
  readonly packageOf?: (index: number) => string;
  /** Where the generated file of a registry lies. */
  readonly fileOf: (index: number) => string;
  /** The program that asks for errors, and what it needs, by name. */
  readonly driver: (count: number, files: readonly string[]) => Readonly<Record<string, string>>;
  /** Prints nothing where the files are as the formatter of the language leaves them; not asked where it is missing. */
  readonly format?: Command;
  readonly compile?: Command;
  readonly run: Command;
}

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'drivers', name), 'utf8');

/** The languages whose compilers and interpreters Debian has. */
export const RUNTIMES: Readonly<Record<string, Runtime>> = {
  typescript: {
    needs: [],
    fileOf: (index) => `r${index}.ts`,
    driver: (count) => ({
      'main.ts': read('main.ts'),
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
          ...{ erasableSyntaxOnly: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] },
        },
        files: numbers(count).map((index) => `r${index}.ts`),
      }),
    }),
    compile: [process.execPath, join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')],
    run: [process.execPath, '--no-warnings', 'main.ts'],
  },
  python: {
    needs: [['python3', '--version']],
    fileOf: (index) => `r${index}.py`,
    driver: () => ({ 'main.py': read('main.py') }),
    // Those of folders: it takes minutes for hundreds of errors.
    format: ['sh', '-c', 'black --fast --diff --quiet r[0-4].py'],
    compile: ['python3', '-W', 'error', '-m', 'compileall', '-q', '.'],
    run: ['python3', '-W', 'error', 'main.py'],
  },
  go: {
    needs: [['go', 'version']],
    packageOf: (index) => `r${index}`,
    fileOf: (index) => `r${index}/errors.go`,
    driver: (count) => ({ 'go.mod': 'module constants\n\ngo 1.18\n', 'main.go': goDriver(count) }),
    format: ['sh', '-c', 'gofmt -l r*'],
    compile: ['sh', '-c', 'go vet ./... && go build -o program .'],
    run: ['./program'],
  },
  java: {
    needs: [['javac', '-version']],
    packageOf: (index) => `r${index}`,
    fileOf: (index) => `r${index}/ApiErrors.java`,
    driver: (count) => ({ 'Json.java': read('Json.java'), 'Main.java': caseDriver('Main.java.txt', count) }),
    compile: ['sh', '-c', 'javac -Xlint:all -Werror -encoding US-ASCII --release 11 Json.java Main.java r*/*.java'],
    run: ['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1', 'Main'],
  },
  csharp: {
    needs: [
      ['mcs', '--version'],
      ['mono', '--version'],
    ],
    packageOf: (index) => `R${index}`,
    fileOf: (index) => `r${index}.cs`,
    driver: (count) => ({ 'Json.cs': read('Json.cs'), 'Main.cs': caseDriver('Main.cs.txt', count) }),
    compile: [
      'sh',
      '-c',
      'mcs -langversion:7 -warn:4 -warnaserror -r:System.Net.Http -r:System.Json -out:program.exe *.cs',
    ],
    run: ['mono', 'program.exe'],
  },
  kotlin: {
    needs: [
      ['kotlinc', '-version'],
      ['test', '-f', '/usr/share/java/kotlin-stdlib.jar'],
    ],
    packageOf: (index) => `r${index}`,
    fileOf: (index) => `r${index}.kt`,
    driver: (count) => ({ 'Json.java': read('Json.java'), 'Main.kt': caseDriver('Main.kt.txt', count) }),
    compile: [
      'sh',
      '-c',
      'mkdir out && javac -d out Json.java && JAVA_OPTS="-Xmx1g -XX:TieredStopAtLevel=1" kotlinc -nowarn -cp out -d out *.kt 2>said || { cat said; exit 1; }',
    ],
    run: ['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1', '-cp', 'out:/usr/share/java/kotlin-stdlib.jar', 'MainKt'],
  },
  rust: {
    needs: [['rustc', '--version']],
    fileOf: (index) => `r${index}.rs`,
    driver: (count, files) => ({ 'main.rs': rustDriver(count, files) }),
    format: ['sh', '-c', 'rustfmt --edition 2018 --check r*.rs'],
    compile: ['rustc', '--edition', '2018', '-D', 'warnings', '-A', 'deprecated', '-o', 'program', 'main.rs'],
    run: ['./program'],
  },
  ruby: {
    needs: [['ruby', '--version']],
    packageOf: (index) => `R${index}`,
    fileOf: (index) => `r${index}.rb`,
    driver: () => ({ 'main.rb': read('main.rb') }),
    run: ['ruby', '-w', '-W:no-experimental', 'main.rb'],
  },
  php: {
    needs: [['php', '--version']],
    packageOf: (index) => `R${index}`,
    fileOf: (index) => `r${index}.php`,
    driver: () => ({ 'main.php': read('main.php') }),
    run: ['php', '-d', 'error_reporting=-1', '-d', 'display_errors=stderr', 'main.php'],
  },
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** What a driver says for each registry, in the place of a comment that names it. */
const fill = (name: string, parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts).reduce((text, [mark, code]) => text.replace(`// ${mark}`, () => code), read(name));

const forRegistry = (text: string, index: number): string =>
  text
    .replaceAll(/\b(r|convert|details)0\b/gi, (_, name: string) => `${name}${index}`)
    .replaceAll('CASE', () => `${index}`);

function rustDriver(count: number, files: readonly string[]): string {
  const converts = files.map((file, index) => {
    const structs = [...file.matchAll(/^pub struct (\w+Details) \{\n([^}]*)\}/gm)].map(([, type = '', body = '']) => {
      const fields = [...body.matchAll(/^ {4}pub (\w+): /gm)].map(([, field = '']) => field);
      const pairs = fields.map((field) => `("${field}".to_owned(), each.${field}.as_ref().map(Plain::plain))`);
      return `r0::Details::${type}(each) => vec![${pairs.join(', ')}],`;
    });
    return forRegistry(fill('Convert.rs.txt', { FIELDS: structs.join('\n        ') }), index);
  });
  return fill('main.rs.txt', {
    MODULES: numbers(count)
      .map((index) => `mod r${index};`)
      .join('\n'),
    CONVERT: converts.join('\n'),
    CASES: numbers(count)
      .map((index) => forRegistry(read('Case.rs.txt'), index))
      .join('\n'),
  });
}

const caseDriver = (name: string, count: number): string =>
  fill(name, {
    CASES: numbers(count)
      .map((index) => forRegistry(read(name.replace('Main', 'Case')), index))
      .join('\n'),
  });

const goDriver = (count: number): string =>
  fill('main.go.txt', {
    IMPORTS: numbers(count)
      .map((index) => `"constants/r${index}"`)
      .join('\n\t'),
    CASES: numbers(count)
      .map(
        (index) => `\tcase ${index}:
		err := r${index}.FromResponse(response.StatusCode, response.Header, body)
		var found *r${index}.APIError
		if !errors.As(err, &found) {
			panic(err)
		}
		told := tell(err, found.Code, found.Status, found.RetryAfter, found.Details)
		if found.Facts != nil {
			told.page = hexed(found.Facts.URL)
		}
		var unknown *r${index}.UnknownError
		if errors.As(err, &unknown) {
			told.kind = "?"
		}
		return told`,
      )
      .join('\n'),
  });
