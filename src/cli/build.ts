import { enableCompileCache } from 'node:module';

// A third of the time of a small build went to compiling the same modules again, in this thread and in others.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = directory;
await import('./build-command.ts');
