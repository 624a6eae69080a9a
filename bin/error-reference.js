#!/usr/bin/env node
// Older Nodes must be able to read this file, to say what they lack.
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `error-reference needs Node 22.18 or newer, and this is ${process.versions.node}; install a newer one.`,
  );
  process.exitCode = 1;
} else {
  // A third of the time of a small build went to compiling the same modules again, in this thread and in others.
  const { directory } = module.enableCompileCache();
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;
  const sources = new URL('../src/cli/main.ts', import.meta.url);
  await import(existsSync(sources) ? sources.href : new URL('../lib/cli/main.js', import.meta.url).href);
}
