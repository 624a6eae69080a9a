import { enableCompileCache } from 'node:module';

// A third of the time of a small build went to compiling the same modules again.
enableCompileCache();
await import('./build-command.ts');
