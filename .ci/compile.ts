/** Makes `lib` and `schema.json`, which the package holds in place of the sources: what Node runs is compiled, for it strips no types below `node_modules`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageJsonSchema } from '../src/schema/package.ts';

const root = resolve(import.meta.dirname, '..');
const [src, lib] = [join(root, 'src'), join(root, 'lib')];

rmSync(lib, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.package.json')],
  {
    stdio: 'inherit',
  },
);
if (status !== 0) process.exit(1);
for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.astro')) write(file, toCompiled(readFileSync(join(src, file), 'utf8')));
  if (file.endsWith('.css')) write(file, readFileSync(join(src, file), 'utf8'));
}
for (const file of readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js')))
  write(file, finished(readFileSync(join(lib, file), 'utf8')));
cpSync(join(src, 'templates'), join(lib, 'templates'), { recursive: true });
writeFileSync(join(root, 'schema.json'), `${JSON.stringify(packageJsonSchema(), null, 2)}\n`);

/** Pages and components, which Astro compiles, import the compiled modules. */
function toCompiled(astro: string): string {
  return astro.replaceAll(/(\bfrom |\bimport )'(\.[^']+)\.ts'/g, "$1'$2.js'");
}

/** The compiler leaves addresses of workers as they are, and looks for endings in addresses that are known at run time only. */
function finished(script: string): string {
  return (
    script
      .replaceAll(/new URL\('(\.[^']+)\.ts', import\.meta\.url\)/g, "new URL('$1.js', import.meta.url)")
      .replaceAll('import(__rewriteRelativeImportExtension(', 'import((')
      // Vite looks for the file of this very name.
      .replace(/(?<=^\/\/# sourceMappingURL=)\S+/m, decodeURIComponent)
      .replace(/^var __rewriteRelativeImportExtension = [^]*?\n\};\n/, '')
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(lib, file)), { recursive: true });
  writeFileSync(join(lib, file), text);
}
