/** What every test file is run with: the package under its name, from its sources, and modules that are compiled once. */
import { enableCompileCache } from 'node:module';
import '../src/content/own-package.ts';

// The programs that tests start read it.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = directory;
