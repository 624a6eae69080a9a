import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { listShownGuides, type Content } from '../content/load.ts';
import { cacheFolder } from '../content/own-files.ts';
import type { Part } from '../content/part.ts';
import { publicFiles } from '../content/public-files.ts';
import { decodePath } from '../core/site-path.ts';
import { baseOf, guidePath } from '../core/url.ts';
import { digest } from '../document/digest.ts';
import { makeChanged } from './document-jobs.ts';
import type { Documents } from './documents.ts';
import { offerPages } from './made-ahead.ts';
import { createOutput, type Output } from './output.ts';
import { composeRegistryFiles } from './registry-files.ts';
import { prepareSearch, type Guide, type SearchFiles } from './search-files.ts';
import { writePartFiles, writeSiteFiles } from './site-files.ts';

/** What is written beside pages of ours in another site, while Astro makes the pages. */
interface Work {
  readonly output: Output;
  readonly documents: Documents;
  readonly search: SearchFiles;
}

/** Writes beside our pages in a site of Astro's making what a site has that we build; no other file of it is touched. */
export function writeBeside({ content: latest, at, hasTheme }: Part): AstroIntegration {
  let scratch = '';
  let work: Work | undefined;
  return {
    name: 'error-reference/write-beside',
    hooks: {
      'astro:config:done': ({ config }) => {
        scratch = join(cacheFolder(), `beside-${digest(fileURLToPath(config.outDir))}`);
      },
      'astro:build:start': () => {
        // What a stopped build left there would pass for what this one makes.
        rmSync(scratch, { recursive: true, force: true });
        work = begin(latest(), scratch);
        offerPages(work.documents);
      },
      'astro:build:done': async ({ dir, logger }) => {
        if (work === undefined) return;
        const folder = join(fileURLToPath(dir), decodePath(baseOf(at)));
        try {
          await finish(work, latest(), { at, hasTheme, folder, scratch });
          const { output } = work;
          for (const path of copyFiles(output.files.keys(), filesOf(scratch), folder))
            logger.warn(`The site has a file ${baseOf(at)}${path} of its own; that of the reference is left out.`);
        } finally {
          await Promise.all([work.documents.close(), work.search.close()]);
          rmSync(scratch, { recursive: true, force: true });
        }
      },
    },
  };
}

const filesOf = (scratch: string): string => join(scratch, 'files');

function begin(content: Content, scratch: string): Work {
  const output = createOutput(filesOf(scratch));
  return {
    output,
    documents: makeChanged(content, output, ''),
    search: prepareSearch({ content, engine: '', last: undefined, scratch }),
  };
}

interface Finishing extends Pick<Part, 'at' | 'hasTheme'> {
  /** The folder of our pages. */
  readonly folder: string;
  readonly scratch: string;
}

async function finish({ output, documents, search }: Work, content: Content, place: Finishing): Promise<void> {
  const { at, hasTheme, folder, scratch } = place;
  for (const [path, text] of await composeRegistryFiles(content)) output.write(path, text);
  await documents.finish();
  await search.finish(output, await readGuides(content, folder));
  if (at === '') await writeSiteFiles(content, output, filesOf(scratch));
  else await writePartFiles(content, output, filesOf(scratch), { hasTheme, isWhole: false });
}

async function readGuides(content: Content, folder: string): Promise<readonly Guide[]> {
  const { guides } = await listShownGuides(content);
  return guides.map((name) => {
    const path = guidePath(name);
    const html = readFileSync(join(folder, decodePath(path), 'index.html'), 'utf8');
    return [path, html.replace(' data-searched', ' data-pagefind-body')];
  });
}

/** Whether a file is the package's own, as in the repository of the package, where Astro copies it too. */
function isOurs(path: string, file: string): boolean {
  const own = publicFiles({ hasTheme: true, isWhole: true }).get(path);
  return own !== undefined && readFileSync(file).equals(own);
}

/** Copies files into a folder; returns those of other makers that it has already. */
function copyFiles(paths: Iterable<string>, from: string, to: string): readonly string[] {
  return [...paths].filter((path) => {
    const target = join(to, path);
    if (existsSync(target) && !isOurs(path, target)) return true;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(from, path), target);
    return false;
  });
}
